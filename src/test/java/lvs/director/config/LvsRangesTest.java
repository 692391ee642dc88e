package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lvs.director.config.text.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of every range: the value itself passes, the next one outside is an error. */
class LvsRangesTest {
  /** Ends global_defs and adds what lvs_sync_daemon follows. */
  private static final String ROUTER =
      "\n"
          + "}\n"
          + "vrrp_instance VI {\n"
          + "interface eth0\n"
          + "virtual_router_id 5\n"
          + "virtual_ipaddress {\n"
          + "192.0.2.9\n"
          + "}\n"
          + "}";

  @ParameterizedTest
  @CsvSource({
    "delay_loop, 0.000001, 18446744, 0",
    "delay_loop, 0.000001, 18446744, 18446745",
    "persistence_timeout, 1, 2678400, 2678401",
    "persistence_timeout, 1, 2678400, -1",
    "quorum, 1, 1, 0",
    "quorum, 1, 1, 2147483648",
    "hysteresis, 0, 0, -1",
    "hysteresis, 0, 0, 2147483647",
    "retry, 1, 2147483647, 0",
    "retry, 1, 2147483647, 2147483648",
    "delay_before_retry, 0, 18446744, -1",
    "delay_before_retry, 0, 18446744, 18446745",
    "warmup, 0, 18446744, -1",
    "warmup, 0, 18446744, 18446745",
    "connect_timeout, 0.000001, 4294.967295, 0",
    "connect_timeout, 0.000001, 4294.967295, 4294.967296",
    "weight, 1, 2147483647, -1",
    "weight, 1, 2147483647, 2147483648"
  })
  void ofAVirtualServer(String keyword, String least, String most, String outside) {
    String rest = "\nreal_server 192.0.2.11 80 {\nweight 1\n}";
    passes(Reading.service(keyword + " " + least + rest));
    passes(Reading.service(keyword + " " + most + rest));
    fails(Reading.service(keyword + " " + outside + rest));
  }

  @ParameterizedTest
  @CsvSource({
    "weight, 1, 2147483647, -1",
    "weight, 1, 2147483647, 2147483648",
    "uthreshold, 0, 2147483647, -1",
    "uthreshold, 0, 4294967295, 4294967296",
    "lthreshold, 0, 2147483647, -1",
    "lthreshold, 0, 4294967295, 4294967296",
    "delay_loop, 0.000001, 18446744, 0",
    "retry, 1, 2147483647, 0",
    "delay_before_retry, 0, 18446744, -1",
    "warmup, 0, 18446744, -1",
    "connect_timeout, 0.000001, 4294.967295, 0",
    "lvs_method TUN type gue port, 1, 65535, 0",
    "lvs_method TUN type gue port, 1, 65535, 65536"
  })
  void ofARealServer(String keyword, String least, String most, String outside) {
    passes(Reading.service("real_server 192.0.2.11 80 {\n" + keyword + " " + least + "\n}"));
    passes(Reading.service("real_server 192.0.2.11 80 {\n" + keyword + " " + most + "\n}"));
    fails(Reading.service("real_server 192.0.2.11 80 {\n" + keyword + " " + outside + "\n}"));
  }

  @ParameterizedTest
  @CsvSource({
    "connect_port, 1, 65535, 0",
    "connect_port, 1, 65535, 65536",
    "bind_port, 1, 65535, 0",
    "bind_port, 1, 65535, 65536",
    "fwmark, 0, 4294967295, -1",
    "fwmark, 0, 4294967295, 4294967296",
    "connect_timeout, 0.000001, 4294.967295, 0",
    "connect_timeout, 0.000001, 4294.967295, 4294.967296",
    "retry, 0, 2147483647, -1",
    "retry, 0, 2147483647, 2147483648",
    "delay_before_retry, 0, 18446744, -1",
    "delay_loop, 0.000001, 18446744, 0",
    "warmup, 0, 18446744, -1"
  })
  void ofAnyConnectingCheck(String keyword, String least, String most, String outside) {
    passes(Reading.server("TCP_CHECK {\n" + keyword + " " + least + "\n}"));
    passes(Reading.server("TCP_CHECK {\n" + keyword + " " + most + "\n}"));
    fails(Reading.server("TCP_CHECK {\n" + keyword + " " + outside + "\n}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'UDP_CHECK {', 'max_reply_length', 0, 65535, 65536",
    "'UDP_CHECK {', 'max_reply_length 65535\nmin_reply_length', 0, 65535, 65536",
    "'MISC_CHECK {\nmisc_path /bin/true', misc_timeout, 0.000001, 4294.967295, 0",
    "'MISC_CHECK {\nmisc_path /bin/true', misc_timeout, 0.000001, 4294.967295, 4295",
    "'SMTP_CHECK {\nhost {\nconnect_port 25\n}', connect_port, 1, 65535, 0"
  })
  void ofOneKindOfCheck(String head, String keyword, String least, String most, String outside) {
    passes(Reading.server(head + "\n" + keyword + " " + least + "\n}"));
    passes(Reading.server(head + "\n" + keyword + " " + most + "\n}"));
    fails(Reading.server(head + "\n" + keyword + " " + outside + "\n}"));
  }

  @ParameterizedTest
  @CsvSource({
    "status_code, 100, 599, 99",
    "status_code, 100, 599, 600",
    "status_code, 100-100, 100-599, 100-600",
    "status_code, 100-100, 100-599, 300-200",
    "regex_min_offset, 0, 2147483647, -1",
    "regex_max_offset, 0, 2147483647, 2147483648",
    "regex_stack 1, 1, 9223372036854775, 0"
  })
  void ofAUrl(String keyword, String least, String most, String outside) {
    String head = "HTTP_GET {\nurl {\npath /\n" + keyword + " ";
    passes(Reading.server(head + least + "\n}\n}"));
    passes(Reading.server(head + most + "\n}\n}"));
    fails(Reading.server(head + outside + "\n}\n}"));
  }

  @ParameterizedTest
  @CsvSource({
    "lvs_timeouts tcp, 0, 2678400, 2678401",
    "lvs_timeouts tcpfin, 0, 2678400, -1",
    "lvs_timeouts udp, 0, 2678400, 2678401",
    "lvs_sync_daemon eth0 VI id, 0, 255, 256",
    "lvs_sync_daemon eth0 VI maxlen, 1, 65507, 65508",
    "lvs_sync_daemon eth0 VI port, 1, 65535, 0",
    "lvs_sync_daemon eth0 VI ttl, 1, 255, 256",
    "lvs_sync_daemon eth0 VI, 0, 255, 256",
    "nftables_ipvs_priority, -2147483648, 2147483647, 2147483648",
    "nftables_ipvs_start_fwmark, 1, 4294967295, 0"
  })
  void ofGlobalDefinitions(String keyword, String least, String most, String outside) {
    passes("global_defs {\n" + keyword + " " + least + ROUTER);
    passes("global_defs {\n" + keyword + " " + most + ROUTER);
    fails("global_defs {\n" + keyword + " " + outside + ROUTER);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy_threads, 0, 256, 257",
    "proxy_threads, 0, 256, -1",
    "proxy_max_connections, 1, 16777216, 0",
    "proxy_max_connections, 1, 16777216, 16777217",
    "jolokia 127.0.0.1, 1, 65535, 0",
    "prometheus ::1, 1, 65535, 65536"
  })
  void ofTheDirectorBlock(String keyword, String least, String most, String outside) {
    passes("director {\n" + keyword + " " + least + "\n}");
    passes("director {\n" + keyword + " " + most + "\n}");
    fails("director {\n" + keyword + " " + outside + "\n}");
  }

  private static void passes(String text) {
    Loaded loaded = Reading.text(text, new FakeFiles().program("/bin/true"));
    assertEquals(
        List.of(),
        loaded.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList());
  }

  private static void fails(String text) {
    Loaded loaded = Reading.text(text, new FakeFiles().program("/bin/true"));
    List<Problem> problems = loaded.problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals("out-of-range", problems.getFirst().code());
    assertEquals(Problem.Severity.ERROR, problems.getFirst().severity());
  }
}
