package lvs.director.ipvs;

import java.util.List;
import java.util.Optional;
import lvs.director.model.SysctlName;

/**
 * A setting of the kernel that matters to virtual services. Sources: the kernel's
 * Documentation/networking/ipvs-sysctl.rst and ip-sysctl.rst, and what Linux 6.1 was seen to do.
 *
 * @param name as sysctl(8) writes it
 * @param usual value of a kernel that nobody told anything; empty where it depends on the machine
 * @param purpose what it does
 * @param necessary services do not work against the rule's advice; otherwise a value that was
 *     configured is not argued with
 */
public record IpvsSysctl(String name, String usual, String purpose, boolean necessary, Rule rule) {

  /** Whether a value fits. */
  public interface Rule {
    /** What is wrong with the value, with the remedy; empty when all is well. */
    Optional<String> advice(String actual, SysctlCircumstances around);
  }

  /** Those that matter, in the order in which they are shown. */
  public static final List<IpvsSysctl> ALL =
      List.of(
          needed(
              "net.ipv4.ip_forward",
              "0",
              "routes packets; NAT to IPv4 real servers needs it",
              SysctlRules::forwarding4),
          needed(
              "net.ipv6.conf.all.forwarding",
              "0",
              "routes packets; NAT to IPv6 real servers needs it",
              SysctlRules::forwarding6),
          needed(
              "net.ipv4.conf.all.send_redirects",
              "1",
              "tells neighbours of shorter ways; NAT inside one network must not",
              SysctlRules::redirects),
          vs(
              "expire_nodest_conn",
              "0",
              "1 ends connections of a removed real server at once, instead of discarding their"
                  + " packets until they time out",
              SysctlRules::removedServers),
          vs(
              "expire_quiescent_template",
              "0",
              "1 lets persistent clients leave a real server that has weight 0",
              SysctlRules::restingServers),
          vs(
              "conn_reuse_mode",
              "1",
              "a client's port that is used again: 0 goes where it was before, 1 is scheduled"
                  + " anew, 2 also from FIN_WAIT (DR)",
              SysctlRules::portsUsedAgain),
          vs(
              "conntrack",
              "0",
              "1 keeps netfilter's state for connections, which SNAT rules need; costs time",
              SysctlRules::none),
          vs("snat_reroute", "1", "looks up the route of NAT's answers anew", SysctlRules::none),
          vs(
              "backup_only",
              "0",
              "1 lets a director with a backup daemon schedule nothing; for directors that are"
                  + " each other's real servers (DR)",
              SysctlRules::none),
          vs(
              "sync_threshold",
              "3 50",
              "synchronises a connection at its 3rd packet, then at every 50th",
              SysctlRules::none),
          vs(
              "sync_refresh_period",
              "0",
              "seconds between messages of an unchanged connection; 0 goes by packets",
              SysctlRules::none),
          vs("sync_retries", "0", "0 to 3 more messages of each change", SysctlRules::none),
          vs(
              "sync_version",
              "1",
              "of the messages; 0 for peers of ten years ago",
              SysctlRules::oldMessages),
          vs(
              "sync_ports",
              "1",
              "threads that send and receive, each with a UDP port of its own",
              SysctlRules::none),
          vs(
              "sync_persist_mode",
              "0",
              "1 synchronises only the templates of persistent services",
              SysctlRules::none),
          vs("sync_qlen_max", "", "messages that wait for sending at most", SysctlRules::none),
          vs(
              "sync_sock_size",
              "0",
              "bytes of the sockets' buffers; 0 is the system's",
              SysctlRules::none),
          vs(
              "drop_entry",
              "0",
              "drops random connections: 1 and 2 while memory is short, 3 always",
              SysctlRules::alwaysDropping),
          vs(
              "drop_packet",
              "0",
              "drops packets before scheduling: 1 and 2 while memory is short, 3 always",
              SysctlRules::alwaysDropping),
          vs(
              "secure_tcp",
              "0",
              "shorter TCP timeouts: 1 and 2 while memory is short, 3 always",
              SysctlRules::none),
          vs("amemthresh", "1024", "free pages below which memory is short", SysctlRules::none),
          vs(
              "am_droprate",
              "10",
              "one packet in so many is dropped where drop_packet is 3",
              SysctlRules::none),
          vs(
              "sloppy_tcp",
              "0",
              "1 schedules TCP from the middle of a connection, after a takeover without"
                  + " synchronisation",
              SysctlRules::none),
          vs("sloppy_sctp", "0", "the same for SCTP", SysctlRules::none),
          vs(
              "pmtu_disc",
              "1",
              "answers packets too long for the way; 0 cuts those of TUN up",
              SysctlRules::none),
          vs(
              "nat_icmp_send",
              "0",
              "1 answers packets from a NAT real server that has gone by ICMP",
              SysctlRules::none),
          vs("schedule_icmp", "0", "1 schedules ICMP errors, for TUN", SysctlRules::none),
          vs("ignore_tunneled", "0", "1 leaves packets that came by a tunnel", SysctlRules::none),
          vs(
              "cache_bypass",
              "0",
              "1 sends to the origin where a transparent cache has no server left",
              SysctlRules::none),
          vs(
              "run_estimation",
              "1",
              "lets the kernel compute rates; 0 saves time with many services",
              SysctlRules::noEstimates),
          vs("est_cpulist", "", "processors for estimation (from 6.2)", SysctlRules::none),
          vs("est_nice", "0", "priority of estimation (from 6.2)", SysctlRules::none));

  private static IpvsSysctl vs(String last, String usual, String purpose, Rule rule) {
    return new IpvsSysctl(SysctlName.ipvs(last).toString(), usual, purpose, false, rule);
  }

  private static IpvsSysctl needed(String name, String usual, String purpose, Rule rule) {
    return new IpvsSysctl(name, usual, purpose, true, rule);
  }

  /** Of one interface; both its own setting and that of {@code all} let redirects be sent. */
  public static IpvsSysctl redirects(String device) {
    return needed(
        new SysctlName(List.of("net", "ipv4", "conf", device, "send_redirects")).toString(),
        "1",
        "as for all, on this interface",
        SysctlRules::redirects);
  }

  /** A setting that is held and of which nothing more is known. */
  public static IpvsSysctl other(String name) {
    return new IpvsSysctl(name, "", "configured", false, SysctlRules::none);
  }

  /** What it does, and the usual value where there is one. */
  public String description() {
    return usual.isEmpty() ? purpose : purpose + " (usually " + usual + ")";
  }

  /**
   * @param wanted by the configuration
   * @param actual empty where this kernel has no such setting
   * @return what is wrong, with the remedy; empty when all is well
   */
  public String advice(
      Optional<String> wanted, Optional<String> actual, SysctlCircumstances around) {
    if (actual.isEmpty()) {
      return wanted.isEmpty() ? "" : "this kernel has no such setting; take the line away";
    }
    boolean asWanted = wanted.filter(each -> isSame(each, actual.get())).isPresent();
    if (wanted.isPresent() && !asWanted) {
      return "it is not " + wanted.get() + " as configured; a reload sets it again";
    }
    return asWanted && !necessary ? "" : rule.advice(actual.get(), around).orElse("");
  }

  /** Whether two values are the same to the kernel, which prints tabs where people write blanks. */
  public static boolean isSame(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /** With one blank between numbers. */
  public static String folded(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  /** The setting of that last name, wherever it stands, where it is no other. */
  public static Optional<String> fullName(String last) {
    return ALL.stream().map(IpvsSysctl::name).filter(each -> each.endsWith("." + last)).findFirst();
  }
}
