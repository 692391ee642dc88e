package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lvs.director.lab.uml.RealServers;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every forwarding method, protocol and address family through one director with one configuration:
 * requests reach both real servers in turn, and the answers come back.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class ForwardingTest {
  private static final int HTTP = 80;
  private static final int DATAGRAMS = 53;

  /**
   * What goes to two addresses, to any port, is one service. By tc, since nf_tables of this kernel
   * knows no family of IP.
   */
  private static final String MARKS =
      """
      tc qdisc add dev eth0 ingress
      tc filter add dev eth0 ingress protocol ip flower ip_proto tcp dst_ip 10.77.0.130/31 \
        action skbedit mark 1
      tc filter add dev eth0 ingress protocol ipv6 flower ip_proto tcp dst_ip fd77::131 \
        action skbedit mark 2
      """;

  /** A way to the real servers: how IPVS calls it, and the families of outside and inside. */
  enum Way {
    NAT("NAT", "Masq", 101, 4, 4, 1),
    NAT6("NAT", "Masq", 101, 6, 6, 1),
    DR("DR", "Route", 102, 4, 4, 0),
    DR6("DR", "Route", 102, 6, 6, 0),
    TUN("TUN", "Tunnel", 103, 4, 4, 0),
    TUN6("TUN", "Tunnel", 103, 6, 6, 0),
    TUN_4_IN_6("TUN", "Tunnel", 104, 4, 6, 0),
    TUN_6_IN_4("TUN", "Tunnel", 104, 6, 4, 0),
    TUN_GUE("TUN type gue port 6080 csum", "Tunnel", 105, 4, 4, 0),
    TUN_GRE("TUN type gre", "Tunnel", 106, 4, 4, 0);

    final String method;
    final String shown;
    final String virtualAddress;
    final int family;
    final int realFamily;
    final int segment;

    Way(String method, String shown, int number, int family, int realFamily, int segment) {
      this.method = method;
      this.shown = shown;
      this.virtualAddress = (family == 4 ? "10.77.0." : "fd77::") + number;
      this.family = family;
      this.realFamily = realFamily;
      this.segment = segment;
    }

    String real(UserModeHost host) {
      return realFamily == 4 ? host.ipv4(segment) : host.ipv6(segment);
    }

    boolean servesOnReal() {
      return segment == 0;
    }

    static String bracketed(String address) {
      return address.contains(":") ? "[" + address.replace(":0::", "::") + "]" : address;
    }

    String service(String protocol, int port) {
      return protocol + " " + bracketed(virtualAddress) + ":" + port;
    }
  }

  @TempDir static Path folder;
  private static UserModeMachine machine;
  private static UserModeHost directorHost;
  private static List<UserModeHost> reals;
  private static UserModeClient client;
  private static Director director;

  @BeforeAll
  static void everythingRuns() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 512);
    UserModeNetwork network =
        UserModeNetwork.of(machine, 2, "client", "director", "real1", "real2");
    directorHost = network.host("director");
    reals = List.of(network.host("real1"), network.host("real2"));
    virtualAddresses();
    director = Director.start(directorHost, folder.resolve("director"), configuration());
    for (UserModeHost real : reals) {
      realServer(real);
    }
    client = new UserModeClient(network.host("client"));
    director.awaitTable(
        "all services with both servers",
        table ->
            table.servers().size() == 2 * table.services().size() && table.services().size() == 23);
  }

  private static void virtualAddresses() {
    List<String> addresses =
        new ArrayList<>(List.of("10.77.0.131", "10.77.0.130", "fd77::131", "10.77.0.110"));
    for (Way way : Way.values()) {
      addresses.add(way.virtualAddress);
    }
    directorHost.forwards();
    directorHost.virtualAddresses(0, addresses.toArray(String[]::new));
    directorHost.sh(MARKS);
  }

  @Test
  void aFirewallMarkJoinsAddressesAndPorts() {
    List<String> answers = new ArrayList<>();
    for (int port : new int[] {80, 8080}) {
      for (String address : new String[] {"10.77.0.130", "10.77.0.131"}) {
        answers.addAll(client.tcp(1, to(address, port)));
      }
    }
    assertAlternates(answers);
    assertAlternates(client.tcp(4, to("fd77::131", 8080)));
  }

  @Test
  void onePacketSchedulingLooksAtEachDatagramWhereOthersStay() {
    String port = "10.77.0.1 5353";
    assertAlternates(client.udp(6, to("10.77.0.110", DATAGRAMS, port)));
    List<String> same = client.udp(6, to(Way.DR.virtualAddress, DATAGRAMS, port));
    assertEquals(Collections.nCopies(6, same.getFirst()), same, director::evidence);
  }

  private static void realServer(UserModeHost real) {
    RealServers.nat(real, directorHost, 1);
    List<String> addresses =
        new ArrayList<>(List.of("10.77.0.131", "10.77.0.130", "fd77::131", "10.77.0.110"));
    List<String> endpoints = new ArrayList<>(List.of("tcp/::/80", "tcp/::/8080"));
    for (Way way : Way.values()) {
      if (way.servesOnReal()) {
        addresses.add(way.virtualAddress);
      }
      endpoints.add(
          "udp/%s/53".formatted(way.servesOnReal() ? way.virtualAddress : way.real(real)));
    }
    endpoints.add("udp/10.77.0.110/53");
    RealServers.directRouting(real, addresses.toArray(String[]::new));
    RealServers.tunnel(real);
    new UserModeServer(real, real.name(), endpoints.toArray(String[]::new));
  }

  private static String configuration() {
    StringBuilder text = new StringBuilder();
    for (Way way : Way.values()) {
      text.append(service(way, way.virtualAddress + " " + HTTP, "TCP", HTTP, ""));
      text.append(service(way, way.virtualAddress + " " + DATAGRAMS, "UDP", DATAGRAMS, ""));
    }
    text.append(service(Way.DR, "10.77.0.110 " + DATAGRAMS, "UDP", DATAGRAMS, "ops"));
    text.append(service(Way.DR, "fwmark 1", "TCP", 0, ""));
    text.append(service(Way.DR6, "fwmark 2", "TCP", 0, "ip_family inet6"));
    return text.toString();
  }

  private static String service(Way way, String head, String protocol, int port, String more) {
    StringBuilder text = new StringBuilder();
    text.append(
        "virtual_server %s {\n  lvs_sched rr\n  lvs_method %s\n  protocol %s\n  %s\n"
            .formatted(head, way.method, protocol, more));
    for (UserModeHost real : reals) {
      text.append("  real_server %s %d {\n    weight 1\n  }\n".formatted(way.real(real), port));
    }
    return text.append("}\n").toString();
  }

  @AfterAll
  static void everythingEnds() {
    if (director != null) {
      director.close();
    }
    if (machine != null) {
      machine.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionsAlternate(Way way) {
    assertAlternates(client.tcp(6, to(way.virtualAddress, HTTP)));
    assertMethod(way, way.service("TCP", HTTP));
  }

  @ParameterizedTest
  @EnumSource
  void datagramsOfDifferentPortsAlternate(Way way) {
    assertAlternates(client.udp(6, to(way.virtualAddress, DATAGRAMS)));
    assertMethod(way, way.service("UDP", DATAGRAMS));
  }

  private static void assertMethod(Way way, String service) {
    List<KernelTable.Server> servers = director.table().of(service);
    assertEquals(2, servers.size(), director.evidence());
    for (int i = 0; i < 2; i++) {
      assertEquals(way.shown, servers.get(i).method(), director.evidence());
    }
  }

  static void assertAlternates(List<String> answers) {
    String first = answers.getFirst();
    String second = first.equals("real1") ? "real2" : "real1";
    List<String> turns = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      turns.add(i % 2 == 0 ? first : second);
    }
    assertEquals(turns, answers, director::evidence);
    assertEquals("real", first.substring(0, 4), director::evidence);
  }
}
