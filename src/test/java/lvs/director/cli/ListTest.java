package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListTest {
  private CommandRunner commands;

  @BeforeEach
  void start() throws JMException, IOException {
    commands = new CommandRunner();
  }

  @AfterEach
  void stop() throws IOException {
    commands.close();
  }

  private String list(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "list";
    System.arraycopy(options, 0, arguments, 1, options.length);
    CommandRunner.Outcome outcome = commands.run(arguments);
    assertEquals(0, outcome.exitCode(), outcome::toString);
    return outcome.out();
  }

  @Test
  void theListingIsPrintedAsTheDirectorSendsIt() {
    assertEquals(TestDirector.LISTING, list());
    assertEquals(TestDirector.LISTING, list("-n"));
    assertEquals(TestDirector.STATS, list("--stats"));
    assertEquals(TestDirector.CONNECTIONS, list("-c"));
  }

  @Test
  void everyViewIsAskedForByItsName() {
    for (String view : List.of("rate", "thresholds", "persistent-conn")) {
      assertEquals(view + TestDirector.LISTING, list("--" + view));
    }
  }

  @Test
  void healthStandsBehindTheRowsAndInTheObjects() {
    String listing =
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn Health
        TCP  10.0.0.1:80 wlc persistent 50  quorum up
          -> 10.0.0.2:80                  Masq    1      3          4          up
          -> 10.0.0.3:80                  -       -      -          -          DOWN refused (3 of 3)
        FWM 7 wlc  foreign, 2 servers
        """;
    commands.director.director.on("list", view -> view[0].equals("health") ? listing : "");
    assertEquals(listing, list("--health"));
    List<?> services = (List<?>) JsonReader.read(list("--health", "--json"));
    Map<?, ?> web = (Map<?, ?>) services.get(0);
    assertEquals("persistent 50", web.get("flags"));
    assertEquals("quorum up", web.get("health"));
    List<?> servers = (List<?>) web.get("servers");
    assertEquals("up", ((Map<?, ?>) servers.get(0)).get("health"));
    assertEquals("DOWN refused (3 of 3)", ((Map<?, ?>) servers.get(1)).get("health"));
    assertEquals("foreign, 2 servers", ((Map<?, ?>) services.get(1)).get("health"));
  }

  @Test
  void theLimitOfConnectionsIsPassedOn() {
    commands.director.director.on("listConnections", limit -> "limit " + limit[0]);
    assertEquals("limit 1000\n", list("--connections"));
    assertEquals("limit 5\n", list("-c", "--limit", "5"));
  }

  @Test
  void aListingBecomesServicesWithServers() {
    assertEquals(
        List.of(
            Map.of(
                "protocol", "TCP",
                "address", "10.0.0.1:80",
                "scheduler", "wlc",
                "flags", "persistent 50",
                "servers",
                    List.of(
                        server("10.0.0.2:80", "Masq", 1, 3, 4),
                        server("10.0.0.3:80", "Masq", 0, 0, 0))),
            service("TCP", "[2001:db8::1]:80"),
            Map.of(
                "protocol", "FWM",
                "address", "7 IPv6",
                "scheduler", "rr",
                "flags", "",
                "servers", List.of(server("[2001:db8::2]:0", "Route", 1, 0, 0)))),
        JsonReader.read(list("--json")));
  }

  private static Map<String, Object> server(
      String address, String forwarding, double weight, double a, double i) {
    return Map.of(
        "server", address,
        "forwardingMethod", forwarding,
        "weight", weight,
        "activeConnections", a,
        "inactiveConnections", i);
  }

  private static Map<String, Object> service(String protocol, String address) {
    return Map.of(
        "protocol",
        protocol,
        "address",
        address,
        "scheduler",
        "rr",
        "flags",
        "",
        "servers",
        List.of());
  }

  @Test
  void shortenedNumbersBecomeWholeOnes() {
    Map<?, ?> service =
        (Map<?, ?>) ((List<?>) JsonReader.read(list("--stats", "--json"))).getFirst();
    assertEquals(123_000.0, service.get("inPackets"));
    assertEquals(34_000_000.0, service.get("inBytes"));
    Map<?, ?> server = (Map<?, ?>) ((List<?>) service.get("servers")).getFirst();
    assertEquals(345.0, server.get("inBytes"));
  }

  @Test
  void everyNumberThatIpvsadmWritesIsRead() {
    assertEquals(99_999_999L, IpvsListing.number("99999999"));
    assertEquals(100_000_000L, IpvsListing.number("100000K"));
    assertEquals(99_999_000_000L, IpvsListing.number("99999M"));
    assertEquals(99_999_000_000_000L, IpvsListing.number("99999G"));
    assertEquals(9_223_372_000_000_000_000L, IpvsListing.number("9223372T"));
    assertEquals("Masq", IpvsListing.number("Masq"));
    assertEquals("14:57", IpvsListing.number("14:57"));
  }

  @Test
  void connectionsBecomeObjects() {
    assertEquals(
        List.of(
            Map.of(
                "protocol", "TCP",
                "expires", "14:57",
                "state", "ESTABLISHED",
                "client", "10.9.9.9:40000",
                "virtual", "10.0.0.1:80",
                "server", "10.0.0.2:80")),
        JsonReader.read(list("-c", "--json")));
  }
}
