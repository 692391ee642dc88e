package lvs.director.proxy;

import static lvs.director.proxy.PlaneFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table: what is refused and why, and that what is there is what was wanted. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProxyTableTest {
  private static String refusal(ServiceTable.Service service) throws Exception {
    try (ProxyPlane plane = new ProxyPlane(1, 10)) {
      List<Refused> refused = plane.apply(table(service)).refused();
      assertEquals(1, refused.size(), refused.toString());
      return refused.getFirst().what() + ": " + refused.getFirst().why();
    }
  }

  private static ServiceTable.Service service(ServiceKey key) {
    return new ServiceTable.Service(key, Scheduling.of(Scheduler.RR), Optional.empty(), Map.of());
  }

  private static ServiceKey.Address address(Protocol protocol, String endpoint) {
    return new ServiceKey.Address(protocol, Endpoint.parse(endpoint).orElseThrow());
  }

  private static void assertSays(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), text + " does not say " + part);
    }
  }

  @Test
  void aFirewallMarkNeedsTheKernel() throws Exception {
    assertSays(refusal(service(new ServiceKey.Mark(AddressFamily.IPV4, 5))), "FWM 5", "ipvs plane");
  }

  @Test
  void allPortsNeedTheKernel() throws Exception {
    assertSays(
        refusal(service(address(Protocol.TCP, "127.0.0.1:0"))), "port 0", "one virtual_server");
  }

  @Test
  void sctpNeedsTheKernel() throws Exception {
    assertSays(refusal(service(address(Protocol.SCTP, "127.0.0.1:80"))), "SCTP", "ipvs plane");
  }

  @Test
  void aPersistenceEngineNeedsTheKernel() throws Exception {
    ServiceKey key = address(Protocol.UDP, "127.0.0.1:5060");
    assertSays(
        refusal(
            new ServiceTable.Service(
                key,
                Scheduling.of(Scheduler.RR),
                Optional.of(new Persistence(60, 32, Optional.of("sip"))),
                Map.of())),
        "persistence engine sip",
        "remove persistence_engine");
  }

  @Test
  void anAddressThatIsNotHereIsNamedWithTheRemedyAndTriedAgain() throws Exception {
    assertSays(
        refusal(service(address(Protocol.TCP, "192.0.2.77:8080"))),
        "192.0.2.77 is not an address of this machine",
        "ip address add 192.0.2.77/32",
        "VRRP");
    assertSays(refusal(service(address(Protocol.UDP, "[2001:db8::77]:53"))), "2001:db8::77/128");
  }

  @Test
  void aPortInUseNamesTheProgramAndIsTakenWhenItIsFree() throws Exception {
    try (ProxyPlane plane = new ProxyPlane(1, 10)) {
      ServiceTable wanted;
      try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        wanted = table(service(address(Protocol.TCP, "127.0.0.1:" + holder.getLocalPort())));
        String why = plane.apply(wanted).refused().getFirst().why();
        assertSays(why, "another program listens", "process " + ProcessHandle.current().pid());
        assertEquals(ServiceTable.EMPTY, plane.have());
      }
      assertEquals(List.of(), plane.apply(wanted).refused());
      assertEquals(wanted, plane.have());
    }
  }

  @Test
  void aPrivilegedPortSaysHowToGetTheRight() throws Exception {
    ServiceKey.Address key = address(Protocol.TCP, "127.0.0.1:80");
    String why = Refusals.bind(key, new java.net.BindException("Permission denied"), 1024);
    assertSays(why, "CAP_NET_BIND_SERVICE", "net.ipv4.ip_unprivileged_port_start=80");
  }

  @Test
  void aServerWithoutPortIsRefusedAndTheOthersServe() throws Exception {
    try (RealProgram real = RealProgram.named("A");
        PlaneFixture service = new PlaneFixture()) {
      service.server(real.endpoint(), 1);
      service.server(Endpoint.parse("127.0.0.1:0").orElseThrow(), 1);
      List<Refused> refused = service.plane.apply(table(service.service())).refused();
      assertEquals(1, refused.size());
      assertSays(refused.getFirst().toString(), "127.0.0.1:0", "write its port");
      assertEquals("A", service.listen());
    }
  }

  @Test
  void anUntouchedServiceKeepsItsListenerAndConnections() throws Exception {
    try (RealProgram real = RealProgram.greeting("A");
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      assertEquals("A", PlaneFixture.read(client, 1));
      List<Integer> others = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ServiceKey other = new ServiceKey.Address(Protocol.TCP, PlaneFixture.free("127.0.0.1"));
        assertEquals(
            List.of(),
            service.plane.apply(table(service.service(), service.service(other))).refused());
        Socket queued = service.connect();
        assertEquals(List.of(), service.plane.apply(table(service.service())).refused());
        assertEquals("A", PlaneFixture.read(queued, 1));
        others.add(queued.getLocalPort());
      }
      PlaneFixture.write(client, "e");
      assertEquals("e", PlaneFixture.read(client, 1));
      assertEquals(6, real.accepted());
      assertEquals(5, others.size());
    }
  }

  @Test
  void afterAnySequenceOfEditsTheTableIsWhatWasWantedWithoutTheRefused() throws Exception {
    List<ServiceKey> keys = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      keys.add(new ServiceKey.Address(Protocol.TCP, PlaneFixture.free("127.0.0.1")));
      keys.add(new ServiceKey.Address(Protocol.UDP, PlaneFixture.free("127.0.0.1")));
    }
    keys.add(new ServiceKey.Mark(AddressFamily.IPV4, 1));
    keys.add(address(Protocol.TCP, "192.0.2.1:80"));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (ProxyPlane plane = new ProxyPlane(2, 100)) {
      for (int step = 0; step < 300; step++) {
        ServiceTable wanted = randomTable(random, keys);
        List<Refused> refused = plane.apply(wanted).refused();
        Map<ServiceKey, ServiceTable.Service> rest = new LinkedHashMap<>(wanted.services());
        rest.remove(keys.get(8));
        rest.remove(keys.get(9));
        String message = "seed " + seed + " step " + step + " refused " + refused;
        assertEquals(rest, plane.have().services(), message);
        assertEquals(wanted.services().size() - rest.size(), refused.size(), message);
        assertEquals(rest.keySet(), plane.counters().keySet(), message);
        for (ServiceKey key : rest.keySet()) {
          assertEquals(
              rest.get(key).servers().keySet(),
              plane.counters().get(key).servers().keySet(),
              message);
        }
      }
      plane.apply(ServiceTable.EMPTY);
      for (ServiceKey key : keys.subList(0, 8)) {
        Endpoint endpoint = ((ServiceKey.Address) key).endpoint();
        new ServerSocket(endpoint.port(), 1, endpoint.address()).close();
      }
      assertFalse(plane.counters().containsKey(keys.getFirst()));
    }
  }

  private static ServiceTable randomTable(Random random, List<ServiceKey> keys) {
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (ServiceKey key : keys) {
      if (random.nextInt(3) > 0) {
        Scheduler[] all = Scheduler.values();
        services.put(
            key,
            new ServiceTable.Service(
                key,
                Scheduling.of(all[random.nextInt(all.length)]),
                random.nextInt(4) == 0
                    ? Optional.of(new Persistence(9, 8 + random.nextInt(25), Optional.empty()))
                    : Optional.empty(),
                randomServers(random)));
      }
    }
    return new ServiceTable(services);
  }

  private static Map<Endpoint, ServiceTable.Server> randomServers(Random random) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      if (random.nextBoolean()) {
        Endpoint endpoint = Endpoint.parse("127.0.0." + (2 + i) + ":9").orElseThrow();
        servers.put(
            endpoint,
            new ServiceTable.Server(
                endpoint, Forwarding.NAT, random.nextInt(4), random.nextInt(3), 0));
      }
    }
    return servers;
  }
}
