package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Check.HttpVersion;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Timing;
import lvs.director.model.Check.Tls;
import lvs.director.model.RealServer;
import lvs.director.model.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  private static final Endpoint SERVER = Endpoint.parse("192.0.2.11:8080").orElseThrow();

  private static Timing timing(long timeout, int retry, long delayBeforeRetry) {
    return new Timing(
        Duration.ofSeconds(60),
        Duration.ofSeconds(timeout),
        retry,
        Duration.ofSeconds(delayBeforeRetry),
        Optional.empty(),
        false,
        false);
  }

  @Test
  void aTcpCheckHasKeepalivedsDefaults() {
    assertEquals(
        new Check.Tcp(timing(5, 1, 1), Target.of(SERVER)),
        Reading.cleanCheck(Check.Tcp.class, "TCP_CHECK {\n}"));
  }

  @Test
  void anHttpCheckHasKeepalivedsDefaults() {
    Check.Url url =
        new Check.Url("/", "192.0.2.11:8080", List.of(), Optional.empty(), Optional.empty());
    assertEquals(
        new Check.Http(
            timing(5, 1, 3),
            Target.of(SERVER),
            Optional.empty(),
            HttpVersion.HTTP_1_0,
            List.of(url),
            false,
            false),
        Reading.cleanCheck(Check.Http.class, "HTTP_GET {\nurl {\npath /\n}\n}"));
  }

  @Test
  void anSslCheckVerifiesAndSendsNothingUntilItIsTold() {
    assertEquals(
        Optional.of(
            new Tls(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Reading.cleanCheck(Check.Http.class, "SSL_GET {\nurl {\npath /\n}\n}").tls());
  }

  @Test
  void theOtherChecksHaveKeepalivedsDefaults() {
    assertEquals(
        new Check.Smtp(timing(5, 1, 1), Target.of(SERVER), "smtpchecker.keepalived.org"),
        Reading.cleanCheck(Check.Smtp.class, "SMTP_CHECK {\n}"));
    assertEquals(
        new Check.Dns(timing(5, 3, 60), Target.of(SERVER), "SOA", "."),
        Reading.cleanCheck(Check.Dns.class, "DNS_CHECK {\n}"));
    assertEquals(
        new Check.Udp(timing(5, 1, 1), Target.of(SERVER), "", false, Optional.empty(), 0, 255),
        Reading.cleanCheck(Check.Udp.class, "UDP_CHECK {\n}"));
    assertEquals(
        new Check.Misc(
            timing(60, 0, 1),
            SERVER,
            new Script(List.of("/bin/true"), Optional.empty(), Optional.empty()),
            false),
        Reading.cleanCheck(Check.Misc.class, "MISC_CHECK {\nmisc_path /bin/true\n}"));
  }

  @Test
  void checksOfTrackersAreBound() {
    List<Check> checks =
        Reading.text(
                "track_file load {\nfile /run/load\nweight 7\n}\n"
                    + "bfd_instance left {\nneighbor_ip 192.0.2.3\n}\n"
                    + Reading.server(
                        """
                        PING_CHECK {
                        }
                        FILE_CHECK {
                          track_file load
                          weight -5 reverse
                        }
                        FILE_CHECK {
                          track_file load
                        }
                        BFD_CHECK {
                          name left
                          alpha
                        }
                        """))
            .configuration()
            .map(c -> c.virtualServices().getFirst().realServers().getFirst().checks())
            .orElseThrow();
    assertEquals(new Check.Ping(timing(5, 1, 1), Target.of(SERVER)), checks.get(0));
    Check.Timing everySecond =
        new Check.Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            0,
            Duration.ZERO,
            Optional.empty(),
            false,
            false);
    assertEquals(new Check.File(everySecond, SERVER, "load", -5, true), checks.get(1));
    assertEquals(new Check.File(everySecond, SERVER, "load", 7, false), checks.get(2));
    assertEquals("left", ((Check.Bfd) checks.get(3)).instance());
    assertTrue(checks.get(3).timing().alpha());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TCP_CHECK",
        "SMTP_CHECK",
        "DNS_CHECK",
        "UDP_CHECK",
        "HTTP_GET",
        "SSL_GET",
        "PING_CHECK"
      })
  void everyConnectingCheckKnowsTheCommonKeywords(String keyword) throws Exception {
    String url = keyword.endsWith("GET") ? "url {\npath /\n}\n" : "";
    Loaded loaded =
        Reading.text(
            Reading.server(
                keyword
                    + " {\n"
                    + url
                    + """
                    connect_ip 192.0.2.77
                    connect_port 81
                    bindto 192.0.2.78
                    bind_port 1024
                    bind_if eth7
                    connect_timeout 2.5
                    fwmark 4294967295
                    retry 0
                    delay_before_retry 0.5
                    delay_loop 7
                    warmup 3
                    alpha
                    log_all_failures
                    }
                    """));
    Check check =
        loaded
            .configuration()
            .orElseThrow(() -> new AssertionError(loaded.problems()))
            .virtualServices()
            .getFirst()
            .realServers()
            .getFirst()
            .checks()
            .getFirst();
    Target target =
        new Target(
            Endpoint.parse("192.0.2.77:81").orElseThrow(),
            Optional.of(InetAddress.ofLiteral("192.0.2.78")),
            1024,
            Optional.of("eth7"),
            -1);
    Timing timing =
        new Timing(
            Duration.ofSeconds(7),
            Duration.ofMillis(2500),
            0,
            Duration.ofMillis(500),
            Optional.of(Duration.ofSeconds(3)),
            true,
            true);
    assertEquals(keyword, check.keyword());
    assertEquals(timing, check.timing());
    assertEquals(target, target(check));
  }

  private static Target target(Check check) {
    return switch (check) {
      case Check.Tcp tcp -> tcp.target();
      case Check.Http http -> http.target();
      case Check.Smtp smtp -> smtp.target();
      case Check.Dns dns -> dns.target();
      case Check.Udp udp -> udp.target();
      case Check.Ping ping -> ping.target();
      case Check.Misc misc -> throw new AssertionError(misc);
      case Check.File file -> throw new AssertionError(file);
      case Check.Bfd bfd -> throw new AssertionError(bfd);
    };
  }

  @Test
  void timingIsTakenFromTheNearestLevelThatHasIt() {
    String outer =
        """
        delay_loop 1
        retry 11
        delay_before_retry 21
        warmup 31
        connect_timeout 41
        alpha
        %s
        real_server 192.0.2.11 8080 {
          %s
          TCP_CHECK {
            %s
          }
        }
        """;
    String server =
        "delay_loop 2\nretry 12\ndelay_before_retry 22\nwarmup 32\nconnect_timeout 42\nalpha off\n";
    String check =
        "delay_loop 3\nretry 13\ndelay_before_retry 23\nwarmup 33\nconnect_timeout 43\nalpha on\n";
    assertEquals(timing(1, true), timingOf(outer.formatted("", "", "")));
    assertEquals(timing(2, false), timingOf(outer.formatted("", server, "")));
    assertEquals(timing(3, true), timingOf(outer.formatted("", server, check)));
  }

  private static Timing timing(int last, boolean alpha) {
    return new Timing(
        Duration.ofSeconds(last),
        Duration.ofSeconds(40 + last),
        10 + last,
        Duration.ofSeconds(20 + last),
        Optional.of(Duration.ofSeconds(30 + last)),
        alpha,
        false);
  }

  private static Timing timingOf(String lines) {
    RealServer server =
        Reading.clean(Reading.service(lines)).virtualServices().getFirst().realServers().getFirst();
    return server.checks().getFirst().timing();
  }

  @Test
  void whatTheServiceSaysAfterItsServersHoldsForThemToo() {
    assertEquals(
        Duration.ofSeconds(9),
        timingOf("real_server 192.0.2.11 80 {\nTCP_CHECK {\n}\n}\ndelay_loop 9").delayLoop());
  }

  @Test
  void miscTimeoutIsTheDelayLoopUnlessItIsGiven() {
    assertEquals(
        Duration.ofSeconds(7),
        Reading.cleanCheck(Check.Misc.class, "delay_loop 7\nMISC_CHECK {\nmisc_path /bin/true\n}")
            .timing()
            .timeout());
    assertEquals(
        Duration.ofSeconds(3),
        Reading.cleanCheck(
                Check.Misc.class,
                "delay_loop 7\nMISC_CHECK {\nmisc_path /bin/true\nmisc_timeout 3\n}")
            .timing()
            .timeout());
  }

  @Test
  void dnsWaitsTheDelayLoopBeforeARetry() {
    assertEquals(
        Duration.ofSeconds(7),
        Reading.cleanCheck(Check.Dns.class, "delay_loop 7\nDNS_CHECK {\n}")
            .timing()
            .delayBeforeRetry());
  }

  @Test
  void aMiscCheckHasArgumentsUserAndDynamicWeights() {
    Check.Misc misc =
        Reading.cleanCheck(
            Check.Misc.class,
            "MISC_CHECK {\nmisc_path \"/bin/true 'a b' c\"\nmisc_dynamic\nuser ha staff\n}");
    assertEquals(
        new Script(List.of("/bin/true", "a b", "c"), Optional.of("ha"), Optional.of("staff")),
        misc.script());
    assertTrue(misc.dynamic());
  }

  @ParameterizedTest
  @CsvSource({
    "u, c, s, v, u",
    "'', c, s, v, c",
    "'', '', s, v, s",
    "'', '', '', v, v",
    "'', '', '', '', 192.0.2.11:8080"
  })
  void theHostHeaderComesFromUrlCheckServerOrService(
      String url, String check, String server, String service, String expected) {
    String text =
        Reading.service(
            host(service)
                + "real_server 192.0.2.11 8080 {\n"
                + host(server)
                + "HTTP_GET {\n"
                + host(check)
                + "url {\npath /\n"
                + host(url)
                + "}\n}\n}");
    Check.Http http =
        (Check.Http)
            Reading.clean(text)
                .virtualServices()
                .getFirst()
                .realServers()
                .getFirst()
                .checks()
                .getFirst();
    assertEquals(expected, http.urls().getFirst().host());
  }

  private static String host(String name) {
    return name.isEmpty() ? "" : "virtualhost " + name + "\n";
  }

  @Test
  void theHostHeaderOfAnIpv6ServerHasBrackets() {
    String text =
        "virtual_server 2001:db8::1 80 {\nlb_algo rr\nlb_kind DR\nprotocol TCP\n"
            + "real_server 2001:db8::2 80 {\nHTTP_GET {\nurl {\npath /\n}\n}\n}\n}";
    Check check =
        Reading.clean(text)
            .virtualServices()
            .getFirst()
            .realServers()
            .getFirst()
            .checks()
            .getFirst();
    assertEquals("[2001:db8::2]:80", ((Check.Http) check).urls().getFirst().host());
  }

  @Test
  void aUrlHasStatusCodesDigestAndPattern() {
    Check.Url url =
        Reading.cleanCheck(
                Check.Http.class,
                """
                HTTP_GET {
                  url {
                    path "/a b?c=d"
                    status_code 200 300-302
                    status_code 404
                    digest 640205B7B0FC66C1EA91C463FAC6334D
                    regex "O[Kk]"
                    regex_options caseless dotall
                    regex_min_offset 5
                    regex_max_offset 500
                    regex_stack 1024 2048
                    tls_compliant
                  }
                }
                """)
            .urls()
            .getFirst();
    assertEquals("/a b?c=d", url.path());
    assertEquals(
        List.of(new StatusRange(200, 200), new StatusRange(300, 302), new StatusRange(404, 404)),
        url.statusRanges());
    assertEquals(Optional.of("640205b7b0fc66c1ea91c463fac6334d"), url.md5Digest());
    assertEquals(
        Optional.of(new Check.BodyPattern("O[Kk]", List.of("caseless", "dotall"), true, 5, 500)),
        url.pattern());
  }

  @Test
  void regexNoMatchWantsTheOpposite() {
    Check.Http http =
        Reading.cleanCheck(
            Check.Http.class, "HTTP_GET {\nurl {\npath /\nregex_no_match error\n}\n}");
    assertFalse(http.urls().getFirst().pattern().orElseThrow().mustMatch());
  }

  @ParameterizedTest
  @CsvSource({"1.0,HTTP_1_0", "1.0C,HTTP_1_0_CLOSE", "1.0c,HTTP_1_0_CLOSE", "1.1,HTTP_1_1"})
  void httpProtocolHasThreeForms(String word, HttpVersion version) {
    assertEquals(
        version,
        Reading.cleanCheck(
                Check.Http.class, "HTTP_GET {\nurl {\npath /\n}\nhttp_protocol " + word + "\n}")
            .version());
  }

  @Test
  void sniIsTheHostNameWithoutPortOrTheGivenName() {
    String url = "SSL_GET {\nurl {\npath /\n}\nvirtualhost www.example.com:8443\n";
    assertEquals(Optional.empty(), sni(url + "}"));
    assertEquals(Optional.of("www.example.com"), sni(url + "enable_sni\n}"));
    assertEquals(Optional.empty(), sni(url + "enable_sni off\n}"));
    assertEquals(Optional.of("x.example.com"), sni(url + "enable_sni\nsni_name x.example.com\n}"));
  }

  private static Optional<String> sni(String lines) {
    return Reading.cleanCheck(Check.Http.class, lines).tls().orElseThrow().serverName();
  }

  @Test
  void httpSwitchesAreBound() {
    Check.Http http =
        Reading.cleanCheck(
            Check.Http.class, "SSL_GET {\nurl {\npath /\n}\nfast_recovery\ntls_compliant\n}");
    assertTrue(http.fastRecovery());
    assertTrue(http.tlsCompliant());
  }

  @Test
  void theSslBlockHoldsForEverySslCheckWhereverItStands() {
    String text =
        Reading.server("SSL_GET {\nurl {\npath /\n}\n}")
            + "SSL {\npassword x\nca /etc/ca.pem\ncertificate /etc/ca.pem\nkey /etc/ca.pem\n}";
    Check check =
        Reading.clean(text)
            .virtualServices()
            .getFirst()
            .realServers()
            .getFirst()
            .checks()
            .getFirst();
    assertEquals(
        Optional.of(
            new Tls(
                Optional.empty(),
                Optional.of("/etc/ca.pem"),
                Optional.of("/etc/ca.pem"),
                Optional.of("/etc/ca.pem"),
                Optional.of("x"))),
        ((Check.Http) check).tls());
  }

  @Test
  void smtpHostBlocksAreChecksOfTheirOwn() {
    List<Check> checks =
        Reading.cleanServer(
                """
                SMTP_CHECK {
                  helo_name mail.example.com
                  connect_timeout 30
                  host {
                    connect_ip 192.0.2.12
                  }
                  host {
                    connect_ip 192.0.2.13
                    connect_port 26
                    bindto 192.0.2.2
                  }
                }
                """)
            .checks();
    assertEquals(
        List.of("192.0.2.12:8080", "192.0.2.13:26"),
        checks.stream().map(c -> target(c).destination().toString()).toList());
    assertEquals("mail.example.com", ((Check.Smtp) checks.getLast()).heloName());
    assertEquals(Duration.ofSeconds(30), checks.getLast().timing().timeout());
    assertTrue(target(checks.getLast()).bindAddress().isPresent());
  }

  @Test
  void aUdpCheckHasPayloadAndReplyInHex() {
    Check.Udp udp =
        Reading.cleanCheck(
            Check.Udp.class,
            """
            UDP_CHECK {
              payload 00 1f AB123 4
              require_reply "0X ?x" 1f
              min_reply_length 3
              max_reply_length 9
            }
            """);
    assertEquals("001fAB120304", udp.payload());
    assertTrue(udp.requireReply());
    assertEquals(Optional.of("0???1f"), udp.reply());
    assertEquals(3, udp.minReplyLength());
    assertEquals(9, udp.maxReplyLength());
  }

  @Test
  void aUdpCheckMayWantAnyReply() {
    Check.Udp udp = Reading.cleanCheck(Check.Udp.class, "UDP_CHECK {\nrequire_reply\n}");
    assertTrue(udp.requireReply());
    assertEquals(Optional.empty(), udp.reply());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY", "a"})
  void aDnsCheckKnowsItsTypesInAnyCase(String type) {
    Check.Dns dns =
        Reading.cleanCheck(Check.Dns.class, "DNS_CHECK {\ntype " + type + "\nname example.com\n}");
    assertEquals(type.toUpperCase(java.util.Locale.ROOT), dns.type());
    assertEquals("example.com", dns.name());
    assertEquals(
        dns,
        Reading.cleanCheck(
            Check.Dns.class, "DNS_CHECK {\ntype " + type + "\nname example.com.\n}"));
  }

  @Test
  void logAllFailuresFallsBackToTheGlobalSwitch() {
    String text =
        "global_defs {\nchecker_log_all_failures\n}\n"
            + Reading.server("TCP_CHECK {\n}\nTCP_CHECK {\nlog_all_failures off\n}");
    List<Check> checks =
        Reading.clean(text).virtualServices().getFirst().realServers().getFirst().checks();
    assertTrue(checks.getFirst().timing().logAllFailures());
    assertFalse(checks.getLast().timing().logAllFailures());
  }
}
