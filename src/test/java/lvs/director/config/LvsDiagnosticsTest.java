package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lvs.director.config.text.Problem;
import org.junit.jupiter.api.Test;

/** Each diagnostic of the LVS side: where it points, what it says and what it advises. */
class LvsDiagnosticsTest {
  private static final String RS = "real_server 192.0.2.11 80 {\n}\n";

  private static void error(String text, String code, String place, String what, String remedy) {
    expect(Problem.Severity.ERROR, text, code, place, what, remedy);
  }

  private static void warning(String text, String code, String place, String what, String remedy) {
    expect(Problem.Severity.WARNING, text, code, place, what, remedy);
  }

  private static void expect(
      Problem.Severity severity,
      String text,
      String code,
      String place,
      String what,
      String remedy) {
    List<Problem> problems =
        Reading.text(text, new FakeFiles().program("/bin/true").file("/etc/plain")).problems();
    assertEquals(1, problems.size(), problems::toString);
    Problem problem = problems.getFirst();
    assertEquals(
        List.of(severity.name(), code, place, what, remedy),
        List.of(
            problem.severity().name(),
            problem.code(),
            problem.at().line() + ":" + problem.at().column(),
            problem.what(),
            problem.remedy()));
  }

  /** The lines of a virtual server begin at line 5. */
  private static String service(String lines) {
    return Reading.service(lines);
  }

  private static String check(String lines) {
    return Reading.server(lines);
  }

  @Test
  void theAddressOfAVirtualServer() {
    error(
        "virtual_server 192.l68.1.1 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "bad-address",
        "1:16",
        "\"192.l68.1.1\" is not an IP address: character 5 is the letter l, not the digit 1.",
        "Write 192.168.1.1.");
    error(
        "virtual_server 192.0.2.1 80000 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "out-of-range",
        "1:26",
        "virtual_server cannot be 80000.",
        "Write a value from 0 to 65535.");
    error(
        "virtual_server www.example.com 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "bad-address",
        "1:16",
        "\"www.example.com\" is not an IP address.",
        "Write an IPv4 address such as 192.0.2.1 or an IPv6 address such as 2001:db8::1.");
  }

  @Test
  void aGroupThatDoesNotExist() {
    error(
        "virtual_server_group web {\n192.0.2.1 80\n}\n"
            + "virtual_server group wab {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n"
            + RS
            + "}",
        "unknown-group",
        "4:22",
        "There is no virtual_server_group wab.",
        "Did you mean web?");
    error(
        "virtual_server group wab {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "unknown-group",
        "1:22",
        "There is no virtual_server_group wab.",
        "Add virtual_server_group wab { … }.");
  }

  @Test
  void aGroupThatExistsTwice() {
    error(
        "virtual_server_group web {\n192.0.2.1 80\n}\nvirtual_server_group web {\n}",
        "duplicate-name",
        "4:22",
        "There is already a virtual_server_group web.",
        "Give this one another name.");
  }

  @Test
  void theMembersOfAGroup() {
    member(
        "192.0.2.9-3 80",
        "The range \"192.0.2.9-3\" ends before it begins.",
        "Write the lower address first.");
    member(
        "192.0.2.1/24 80",
        "\"192.0.2.1/24\" has address bits after the prefix.",
        "Write 192.0.2.0/24.");
    String forms =
        "Write an address, a range such as 192.0.2.1-9, or a network such as 192.0.2.0/28.";
    member("192.0.2.0/33 80", "\"192.0.2.0/33\" is not a network.", forms);
    member("192.0.2.1-256 80", "\"192.0.2.1-256\" is not a range of addresses.", forms);
    member(
        "192.0.2.1-2001:db8::1 80",
        "\"192.0.2.1-2001:db8::1\" is not a range of addresses.",
        forms);
    member(
        "192.l68.0.0/24 80",
        "\"192.l68.0.0/24\" is not a network: character 5 is the letter l, not the digit 1.",
        "Write 192.168.0.0/24.");
    member(
        "10.0.0.0/8 80",
        "\"10.0.0.0/8\" stands for 16777216 addresses.",
        "Write a range of at most 65536 addresses, or use a firewall mark.");
  }

  private static void member(String item, String what, String remedy) {
    error("virtual_server_group web {\n" + item + "\n}", "bad-address", "2:1", what, remedy);
  }

  @Test
  void theSameServiceTwice() {
    error(
        service(RS) + service(RS),
        "duplicate-service",
        "9:1",
        "The virtual server in line 1 serves TCP 192.0.2.1:80 already.",
        "Put all real servers into one virtual_server block.");
  }

  @Test
  void aServiceWithoutServers() {
    warning(
        service(""),
        "no-real-servers",
        "1:1",
        "This virtual server has no real servers and is left out.",
        "Add a real_server block, or remove the virtual server.");
  }

  @Test
  void missingBasicsAreNamed() {
    warning(
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind NAT\n" + RS + "}",
        "default-used",
        "1:1",
        "This virtual server has no protocol; UDP is used.",
        "Add protocol TCP, UDP or SCTP.");
    warning(
        "virtual_server 192.0.2.1 80 {\nprotocol TCP\nlb_kind NAT\n" + RS + "}",
        "default-used",
        "1:1",
        "This virtual server has no lb_algo; wlc is used.",
        "Add lb_algo and a scheduler such as rr or wlc.");
    warning(
        "virtual_server 192.0.2.1 80 {\nprotocol TCP\nlb_algo rr\n" + RS + "}",
        "default-used",
        "1:1",
        "This virtual server has no lb_kind; NAT is used.",
        "Add lb_kind NAT, DR or TUN.");
  }

  @Test
  void wordsThatAreNoneOfTheChoices() {
    error(
        "virtual_server 192.0.2.1 80 {\nlb_algo wrrr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "bad-choice",
        "2:9",
        "\"wrrr\" is not one of rr, wrr, lc, wlc, lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh, twos.",
        "Did you mean wrr?");
    error(
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind FULLNAT\nprotocol TCP\n" + RS + "}",
        "bad-choice",
        "3:9",
        "\"FULLNAT\" is not one of NAT, DR, TUN.",
        "Write one of NAT, DR, TUN; the default is NAT.");
    error(
        "virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TPC\n" + RS + "}",
        "bad-choice",
        "4:10",
        "\"TPC\" is not one of TCP, UDP, SCTP.",
        "Did you mean TCP?");
    error(
        service("real_server 192.0.2.11 80 {\nlvs_method TUN quick\n}"),
        "bad-choice",
        "6:16",
        "\"quick\" is not one of type, nocsum, csum, remcsum.",
        "Write one of type, nocsum, csum, remcsum; the default is the virtual server's.");
    error(
        check("HTTP_GET {\nurl {\npath /\n}\nhttp_protocol 2\n}"),
        "bad-choice",
        "10:15",
        "\"2\" is not one of 1.0, 1.0C, 1.1.",
        "Write one of 1.0, 1.0C, 1.1; the default is 1.0.");
    error(
        check("DNS_CHECK {\ntype PTR\n}"),
        "bad-choice",
        "7:6",
        "\"PTR\" is not one of A, NS, CNAME, SOA, MX, TXT, AAAA, RRSIG, DNSKEY.",
        "Write one of A, NS, CNAME, SOA, MX, TXT, AAAA, RRSIG, DNSKEY; the default is SOA.");
    error(
        "global_defs {\nlvs_timeouts tcp 5 udb 6\n}",
        "bad-choice",
        "2:20",
        "\"udb\" is not one of tcp, tcpfin, udp.",
        "Did you mean udp?");
    error(
        "global_defs {\nlvs_flush_on_stop VSS\n}",
        "bad-choice",
        "2:19",
        "\"VSS\" is not one of VS.",
        "Did you mean VS?");
  }

  @Test
  void tunnelsThatCannotBe() {
    error(
        service("real_server 192.0.2.11 80 {\nlvs_method TUN type gue\n}"),
        "missing-argument",
        "6:21",
        "A gue tunnel needs a port.",
        "Write type gue port and a number from 1 to 65535.");
    error(
        service("real_server 192.0.2.11 80 {\nlvs_method TUN type gre remcsum\n}"),
        "bad-choice",
        "6:25",
        "Only gue tunnels have remote checksums.",
        "Write csum or nocsum, or type gue port N before it.");
  }

  @Test
  void persistenceThatIsNone() {
    warning(
        service("persistence_timeout 0\n" + RS),
        "no-persistence",
        "5:21",
        "persistence_timeout 0 means no persistence.",
        "Remove the line, or write seconds from 1 to 2678400.");
    warning(
        service("persistence_granularity 255.255.255.0\n" + RS),
        "no-persistence",
        "5:1",
        "persistence_granularity has no effect without persistence_timeout.",
        "Add persistence_timeout, or remove this line.");
  }

  @Test
  void netmasks() {
    error(
        service("persistence_timeout 9\npersistence_granularity 255.0.255.0\n" + RS),
        "bad-netmask",
        "6:25",
        "\"255.0.255.0\" is neither a netmask nor a prefix length.",
        "Write a netmask such as 255.255.255.0, or for IPv6 a number from 1 to 128.");
    error(
        service("persistence_timeout 9\npersistence_granularity 64\n" + RS),
        "bad-netmask",
        "6:1",
        "An IPv4 service needs a netmask here.",
        "Write a netmask such as 255.255.255.0.");
    warning(
        service("persistence_timeout 9\npersistence_granularity 24\n" + RS),
        "prefix-for-netmask",
        "6:1",
        "keepalived would read the mask 0.0.0.24 here; /24 is used.",
        "Write a netmask such as 255.255.255.0.");
    error(
        "virtual_server 2001:db8::1 80 {\nlb_algo rr\nlb_kind DR\nprotocol TCP\n"
            + "persistence_timeout 9\npersistence_granularity 255.255.255.0\n"
            + "real_server 2001:db8::2 80 {\n}\n}",
        "bad-netmask",
        "6:1",
        "An IPv6 service needs a prefix length here.",
        "Write a number from 1 to 128.");
  }

  @Test
  void portZeroNeedsPersistence() {
    warning(
        "virtual_server 192.0.2.1 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "port-zero",
        "1:1",
        "Port 0 takes every port and needs persistence; persistence_timeout 360 is used.",
        "Write the port after the address, or add persistence_timeout.");
  }

  @Test
  void flagsThatDoNotFit() {
    warning(
        service("sh-port\n" + RS),
        "flag-ignored",
        "5:1",
        "sh-port is ignored: only the scheduler sh has it.",
        "Remove it, or write lb_algo sh.");
    warning(
        service("ops\n" + RS),
        "flag-ignored",
        "5:1",
        "ops is ignored: only UDP can be scheduled datagram by datagram.",
        "Remove it, or write protocol UDP.");
    warning(
        "virtual_server fwmark 5 {\nlb_algo rr\nlb_kind NAT\nha_suspend\n"
            + RS.replace(" 80", "")
            + "}",
        "flag-ignored",
        "1:1",
        "ha_suspend is ignored: a firewall mark has no address to look for.",
        "Remove it.");
  }

  @Test
  void whatAFirewallMarkDoesNotHave() {
    warning(
        "virtual_server fwmark 5 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n" + RS + "}",
        "protocol-ignored",
        "4:1",
        "protocol is ignored: a firewall mark has none.",
        "Remove it.");
    warning(
        service("ip_family inet6\n" + RS),
        "family-ignored",
        "5:1",
        "ip_family contradicts the address of the virtual server and is ignored.",
        "Remove it; only firewall marks need it.");
  }

  @Test
  void aQuorumWithHysteresisThatCanNeverBeGained() {
    warning(
        service("quorum 3\nhysteresis 2\nreal_server 192.0.2.11 80 {\nweight 4\n}"),
        "hysteresis-unreachable",
        "6:1",
        "The quorum is gained at quorum + hysteresis = 5, but the weights of all real servers add"
            + " up to 4 only: it never is.",
        "Make quorum + hysteresis 4 at most, or raise the weights.");
  }

  @Test
  void quorumsThatCanNeverBeMet() {
    warning(
        service("quorum 5\nreal_server 192.0.2.11 80 {\nweight 3\n}"),
        "quorum-unreachable",
        "5:1",
        "The weights of all real servers add up to 3, so a quorum of 5 can never be met; 3 is"
            + " used.",
        "Write a quorum from 1 to 3, or raise the weights.");
    warning(
        service("real_server 192.0.2.11 80 {\nweight 0\n}"),
        "all-weights-zero",
        "1:1",
        "All real servers have weight 0: none takes connections and the quorum is never met.",
        "Give at least one real server a weight of 1 or more.");
    warning(
        service("quorum 3\nhysteresis 3\nweight 9\n" + RS),
        "hysteresis-too-large",
        "6:1",
        "hysteresis 3 is not below the quorum 3; 2 is used.",
        "Write a value from 0 to 2.");
  }

  @Test
  void aDynamicWeightMayStillMeetTheQuorum() {
    Reading.cleanServer("weight 0\nMISC_CHECK {\nmisc_path /bin/true\nmisc_dynamic\n}");
  }

  @Test
  void theSameRealServerTwice() {
    warning(
        service(RS + RS),
        "duplicate-real-server",
        "7:1",
        "The real server 192.0.2.11:80 already stands in line 5; this one is left out.",
        "Remove one of the two blocks, or correct the address.");
  }

  @Test
  void portsThatCannotBeChanged() {
    warning(
        service("real_server 192.0.2.11 8080 {\nlvs_method DR\n}"),
        "port-mismatch",
        "5:1",
        "DR cannot change the port, so this real server gets port 80 instead of 8080.",
        "Write port 80, or lb_kind NAT.");
    warning(
        service("sorry_server 192.0.2.99 8080\nsorry_server_lvs_method TUN\n" + RS),
        "port-mismatch",
        "5:1",
        "TUN cannot change the port, so this sorry server gets port 80 instead of 8080.",
        "Write port 80, or lb_kind NAT.");
  }

  @Test
  void familiesThatDoNotMix() {
    error(
        service("real_server 2001:db8::1 80 {\n}"),
        "family-mismatch",
        "5:1",
        "[2001:db8::1]:80 and the virtual server are not both IPv4 or both IPv6.",
        "Use one family for both, or lb_kind TUN.");
    error(
        service(RS + "sorry_server 2001:db8::1 80"),
        "family-mismatch",
        "7:1",
        "[2001:db8::1]:80 and the virtual server are not both IPv4 or both IPv6.",
        "Use one family for both, or lb_kind TUN.");
  }

  @Test
  void aSorryServerThatIsARealServer() {
    warning(
        service(RS + "sorry_server 192.0.2.11 80"),
        "sorry-is-real-server",
        "7:1",
        "The sorry server 192.0.2.11:80 is also a real server of this service.",
        "Name a server that still answers when the real servers do not.");
  }

  @Test
  void sorryKeywordsWithoutSorryServer() {
    warning(
        service("sorry_server_inhibit\n" + RS),
        "without-sorry-server",
        "5:1",
        "sorry_server_inhibit has no effect: there is no sorry server.",
        "Add sorry_server IP PORT, or remove this line.");
    warning(
        service("sorry_server_lvs_method DR\n" + RS),
        "without-sorry-server",
        "5:1",
        "sorry_server_lvs_method has no effect: there is no sorry server.",
        "Add sorry_server IP PORT, or remove this line.");
  }

  @Test
  void thresholdsThatCross() {
    warning(
        check("uthreshold 5\nlthreshold 6"),
        "thresholds-crossed",
        "5:1",
        "lthreshold 6 is above uthreshold 5: the kernel's IPVS refuses such a server.",
        "Make lthreshold smaller than uthreshold.");
  }

  @Test
  void checksThatAreNotRun() {
    warning(
        "bfd_instance left {\nneighbor_ip 192.0.2.3\n}\n" + check("BFD_CHECK {\nname left\n}"),
        "check-not-run",
        "9:1",
        "This version does not run BFD_CHECK; the server counts as up without it.",
        "Add a TCP_CHECK or MISC_CHECK beside it.");
  }

  @Test
  void checksWithoutWhatTheyNeed() {
    error(
        check("HTTP_GET {\n}"),
        "missing-keyword",
        "6:1",
        "HTTP_GET has no url block, so there is nothing to fetch.",
        "Add url { path / }.");
    error(
        check("HTTP_GET {\nurl {\nstatus_code 200\n}\n}"),
        "missing-keyword",
        "7:1",
        "This url has no path.",
        "Add path /.");
    error(
        check("MISC_CHECK {\n}"),
        "missing-keyword",
        "6:1",
        "MISC_CHECK has no program.",
        "Add misc_path \"PROGRAM\".");
  }

  @Test
  void checksThatNeverSucceed() {
    error(
        check("UDP_CHECK {\nmin_reply_length 9\nmax_reply_length 8\n}"),
        "never-succeeds",
        "6:1",
        "No reply can have at least 9 and at most 8 bytes.",
        "Make max_reply_length at least min_reply_length.");
    warning(
        "virtual_server fwmark 5 {\nlb_algo rr\nlb_kind NAT\n"
            + "real_server 192.0.2.11 {\nTCP_CHECK {\n}\n}\n}",
        "check-port-zero",
        "5:1",
        "TCP_CHECK has no port to connect to and always fails.",
        "Add connect_port, or a port to the real server.");
  }

  @Test
  void whatAUrlAsksFor() {
    url(
        "digest 1234",
        "bad-digest",
        "9:8",
        "\"1234\" is not an MD5 digest.",
        "Write 32 hex digits, as md5sum prints them for the body of the page.");
    url(
        "regex a(b",
        "bad-regex",
        "9:7",
        "The regular expression cannot be read: Unclosed group.",
        "Mend it near character 4; \\K, (?| and recursion of PCRE2 are not known here.");
    url(
        "status_code 200 2oo",
        "out-of-range",
        "9:17",
        "\"2oo\" is not a status code.",
        "Write a number from 100 to 599, or two with a dash between them such as 200-299.");
    url(
        "regex_options casless",
        "bad-choice",
        "9:15",
        "\"casless\" is not one of " + String.join(", ", UrlBlock.REGEX_OPTIONS) + ".",
        "Did you mean caseless?");
  }

  private static void url(String line, String code, String place, String what, String remedy) {
    error(check("HTTP_GET {\nurl {\npath /\n" + line + "\n}\n}"), code, place, what, remedy);
  }

  @Test
  void aPathWithoutSlash() {
    warning(
        check("HTTP_GET {\nurl {\npath index.html\n}\n}"),
        "relative-path",
        "8:6",
        "The path index.html does not begin with a slash; /index.html is fetched.",
        "Write path /index.html.");
  }

  @Test
  void sniWithoutAName() {
    warning(
        check("SSL_GET {\nenable_sni\nurl {\npath /\n}\n}"),
        "no-sni-name",
        "6:1",
        "enable_sni has no name to send: there is no virtualhost.",
        "Add virtualhost NAME or sni_name NAME.");
  }

  @Test
  void namesAndBytes() {
    error(
        check("DNS_CHECK {\nname a..b\n}"),
        "bad-name",
        "7:6",
        "\"a..b\" is not a name that can be asked for.",
        "Write labels of 1 to 63 characters with dots between them, or a dot alone.");
    error(
        check("UDP_CHECK {\npayload 0g12\n}"),
        "bad-hex",
        "7:9",
        "\"0g12\" is not made of hex digits.",
        "Write two hex digits a byte, such as 0a 1f.");
  }

  @Test
  void scriptsThatAreNotThere() {
    warning(
        service("quorum_up \"/opt/up now\"\n" + RS),
        "script-missing",
        "5:11",
        "The program /opt/up does not exist.",
        "Install it, or correct the path.");
    warning(
        service("quorum_down /etc/plain\n" + RS),
        "script-not-executable",
        "5:13",
        "The program /etc/plain cannot be executed.",
        "Run chmod +x /etc/plain.");
    warning(
        check("notify_up tell"),
        "script-missing",
        "6:11",
        "The program tell does not exist.",
        "Install it, or correct the path.");
    warning(
        check("MISC_CHECK {\nmisc_path \"/opt/check a\"\n}"),
        "script-missing",
        "7:11",
        "The program /opt/check does not exist; as long as that is so at a start or reload, the"
            + " server counts as up without this check.",
        "Install it, or correct the path.");
    error(
        check("notify_up \"\""),
        "bad-script",
        "6:11",
        "notify_up names no program.",
        "Write notify_up \"/path/of/program argument …\".");
  }

  @Test
  void aScriptTakesUserAndGroupOnly() {
    warning(
        check("notify_up /bin/true ha staff more"),
        "surplus-argument",
        "6:30",
        "\"more\" is ignored: notify_up takes no more values.",
        "Remove it, or put # before it if it is a comment.");
  }

  @Test
  void otherLanguagesComments() {
    warning(
        service("; weights follow\n" + RS),
        "comment-sign",
        "5:1",
        "\";\" does not begin a comment; the line is ignored.",
        "Begin a comment with # or !.");
    warning(
        "virtual_server_group web {\n/* all of them */\n192.0.2.1 80\n}",
        "comment-sign",
        "2:1",
        "\"/*\" does not begin a comment; the line is ignored.",
        "Begin a comment with # or !.");
  }

  @Test
  void keywordsInTheWrongPlace() {
    error(
        service(RS + "connect_port 80"),
        "wrong-context",
        "7:1",
        "connect_port does not belong into virtual_server; it is ignored here.",
        "Move it into HTTP_GET or SSL_GET or TCP_CHECK or SMTP_CHECK or host or DNS_CHECK or"
            + " UDP_CHECK or PING_CHECK; check the braces above this line.");
    error(
        "real_server 192.0.2.11 80 {\n}",
        "wrong-context",
        "1:1",
        "real_server does not belong into the top level; it is ignored here.",
        "Move it into virtual_server; check the braces above this line.");
  }

  @Test
  void anOldNameIsBoundAndNamed() {
    warning(
        check("TCP_CHECK {\nnb_get_retry 3\n}"),
        "deprecated-keyword",
        "7:1",
        "nb_get_retry is an old name.",
        "Write retry.");
  }

  @Test
  void timesFinerThanAMicrosecond() {
    warning(
        check("TCP_CHECK {\nconnect_timeout 0.1234567\n}"),
        "rounded",
        "7:17",
        "\"0.1234567\" is finer than a microsecond and is rounded.",
        "Write at most six decimal places.");
  }

  @Test
  void secondsThatAreNoNumber() {
    error(
        service("delay_loop 6s\n" + RS),
        "not-a-number",
        "5:12",
        "\"6s\" is not a number of seconds.",
        "Write seconds from 0.000001 to 18446744; the default is 60.");
  }

  @Test
  void namesThatNothingHas() {
    assertEquals(
        List.of(
            "check-not-run This version does not run BFD_CHECK; the server counts as up without"
                + " it.",
            "unknown-tracker There is no bfd_instance left."),
        told(check("BFD_CHECK {\nname left\n}")));
    assertEquals(
        List.of("unknown-tracker There is no track_file load."),
        told(check("FILE_CHECK {\ntrack_file load\n}")));
    error(
        "global_defs {\nlvs_sync_daemon eth0 VI_1\n}",
        "unknown-instance",
        "2:1",
        "There is no vrrp_instance VI_1 for lvs_sync_daemon to follow.",
        "Define vrrp_instance VI_1 { … }.");
  }

  @Test
  void trackersWithoutAName() {
    assertEquals(
        List.of(
            "check-not-run This version does not run BFD_CHECK; the server counts as up without"
                + " it.",
            "missing-keyword BFD_CHECK names no session."),
        told(check("BFD_CHECK {\n}")));
    assertEquals(
        List.of("missing-keyword FILE_CHECK names no file."), told(check("FILE_CHECK {\n}")));
  }

  private static List<String> told(String text) {
    return Reading.text(text).problems().stream().map(p -> p.code() + " " + p.what()).toList();
  }

  @Test
  void keywordsInTheWrongCase() {
    error(
        check("tcp_check {\n}"),
        "unknown-keyword",
        "6:1",
        "tcp_check is not a keyword of real_server.",
        "Did you mean TCP_CHECK?");
  }

  @Test
  void aStatusCodeOutsideItsUrl() {
    error(
        check("HTTP_GET {\nurl {\npath /\n}\nstatus_code 200\n}"),
        "wrong-context",
        "10:1",
        "status_code does not belong into HTTP_GET; it is ignored here.",
        "Move it into url; check the braces above this line.");
  }
}
