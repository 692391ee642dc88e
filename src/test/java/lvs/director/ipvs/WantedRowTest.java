package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedRowTest {
  private static final Scheduling WLC = Scheduling.of(Scheduler.WLC);

  private static ServiceTable.Service service(
      ServiceKey key, Scheduling scheduling, Persistence persistence, ServiceTable.Server... all) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    for (ServiceTable.Server server : all) {
      servers.put(server.endpoint(), server);
    }
    return new ServiceTable.Service(key, scheduling, Optional.ofNullable(persistence), servers);
  }

  private static ServiceTable.Server server(String endpoint, Forwarding forwarding) {
    return new ServiceTable.Server(Rows.endpoint(endpoint), forwarding, 1, 0, 0);
  }

  private static ServiceKey address(Protocol protocol, String endpoint) {
    return new ServiceKey.Address(protocol, Rows.endpoint(endpoint));
  }

  private static String why(ServiceTable.Service service) {
    List<Impossible> impossible = WantedRow.of(service).impossible();
    assertEquals(1, impossible.size(), impossible::toString);
    return impossible.getFirst().why();
  }

  private static void assertRefused(String words, ServiceTable.Service service) {
    assertTrue(why(service).contains(words), () -> why(service));
  }

  private static ServiceTable.Service web(ServiceTable.Server server) {
    return service(Rows.WEB, WLC, null, server);
  }

  @Test
  void flagsAndPersistenceBecomeTheKernels() {
    ServiceTable.Service source =
        service(
            address(Protocol.UDP, "[2001:db8::1]:53"),
            new Scheduling(Scheduler.MH, true, true, true, true, true),
            new Persistence(60, 64, Optional.of("sip")));
    assertEquals(
        new IpvsService(
            source.key(), "mh", 0x1 | 0x4 | 0x8 | 0x10 | 0x20, 60, 64, Optional.of("sip")),
        WantedRow.of(source).row().orElseThrow().service());
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1:80, 32", "[2001:db8::1]:80, 128"})
  void withoutPersistenceEveryAddressIsAClient(String endpoint, int prefix) {
    IpvsService row =
        WantedRow.of(service(address(Protocol.TCP, endpoint), WLC, null))
            .row()
            .orElseThrow()
            .service();
    assertEquals(prefix, row.prefixLength());
  }

  @ParameterizedTest
  @CsvSource({
    "NAT, 10.0.0.2:8080, 10.0.0.2:8080",
    "NAT, 10.0.0.2:0, 10.0.0.2:0",
    "DR, 10.0.0.2:8080, 10.0.0.2:80",
    "TUN, 10.0.0.2:8080, 10.0.0.2:80"
  })
  void onlyNatChangesThePort(ForwardingMethod method, String written, String inKernel) {
    Forwarding forwarding = new Forwarding(method, Optional.empty());
    IpvsTable.Row row = WantedRow.of(web(server(written, forwarding))).row().orElseThrow();
    assertEquals(Set.of(Rows.endpoint(inKernel)), row.servers().keySet());
  }

  @ParameterizedTest
  @CsvSource({"NAT, 10.0.0.2:8080", "DR, 10.0.0.2:0", "TUN, 10.0.0.2:0"})
  void behindAFirewallMarkOnlyNatHasAPort(ForwardingMethod method, String inKernel) {
    ServiceKey mark = new ServiceKey.Mark(AddressFamily.IPV4, 1);
    Forwarding forwarding = new Forwarding(method, Optional.empty());
    IpvsTable.Row row =
        WantedRow.of(service(mark, WLC, null, server("10.0.0.2:8080", forwarding)))
            .row()
            .orElseThrow();
    assertEquals(Set.of(Rows.endpoint(inKernel)), row.servers().keySet());
  }

  @Test
  void servicesThatNothingWouldComeOfAreRefusedWithTheRemedy() {
    assertRefused("persistence_timeout", service(address(Protocol.TCP, "10.0.0.1:0"), WLC, null));
    assertRefused(
        "remove ops",
        service(Rows.WEB, new Scheduling(Scheduler.RR, false, false, false, true, false), null));
    assertRefused(
        "mark of 1 or more", service(new ServiceKey.Mark(AddressFamily.IPV4, 0), WLC, null));
    assertRefused(
        "prefix length of 1 to 128",
        service(
            address(Protocol.TCP, "[2001:db8::1]:80"),
            WLC,
            new Persistence(60, 0, Optional.empty())));
    assertRefused(
        "1 to 15 letters",
        service(Rows.WEB, WLC, new Persistence(60, 32, Optional.of("sixteen-letters."))));
  }

  @Test
  void serversThatTheKernelCannotHaveAreRefusedWithTheRemedy() {
    Tunnel lost = new Tunnel(TunnelType.GUE, 0, TunnelChecksum.NOCSUM);
    assertRefused(
        "lvs_method NAT",
        web(server("10.0.0.2:80", new Forwarding(ForwardingMethod.FULLNAT, Optional.empty()))));
    assertRefused("lvs_method TUN", web(server("[2001:db8::2]:80", Forwarding.NAT)));
    assertRefused("correct it", web(server("224.0.0.1:80", Forwarding.NAT)));
    assertRefused("correct it", web(server("0.0.0.0:80", Forwarding.NAT)));
    assertRefused("correct it", web(server("255.255.255.255:80", Forwarding.NAT)));
    assertRefused(
        "gue port N",
        web(server("10.0.0.2:80", new Forwarding(ForwardingMethod.TUN, Optional.of(lost)))));
    assertRefused(
        "lthreshold 5 is above uthreshold 3",
        web(new ServiceTable.Server(Rows.endpoint("10.0.0.2:80"), Forwarding.NAT, 1, 3, 5)));
  }

  @Test
  void twoServersThatAreOneInTheKernelAreToldApart() {
    ServiceTable.Service service =
        service(
            Rows.WEB,
            WLC,
            null,
            server("10.0.0.2:8080", Forwarding.DR),
            server("10.0.0.2:8081", Forwarding.DR));
    assertRefused("has 10.0.0.2:80 already", service);
  }

  @Test
  void aServiceWithAnImpossibleServerHasTheOthers() {
    ServiceTable.Service service =
        service(
            Rows.WEB,
            WLC,
            null,
            server("0.0.0.0:80", Forwarding.NAT),
            server("10.0.0.2:80", Forwarding.NAT));
    WantedRow row = WantedRow.of(service);
    assertEquals("TCP 10.0.0.1:80 -> 0.0.0.0:80", row.impossible().getFirst().what());
    assertEquals(Set.of(Rows.endpoint("10.0.0.2:80")), row.row().orElseThrow().servers().keySet());
  }

  @Test
  void noTableMakesTheKernelRefuseAnythingButASchedulerItDoesNotHave() {
    for (long seed = 0; seed < 5000; seed++) {
      IpvsTable wanted = new WantedRows().translate(new RandomTables(seed).any()).table();
      SimulatedKernel kernel = new SimulatedKernel();
      for (IpvsChange change : IpvsPlan.plan(IpvsTable.EMPTY, wanted, Set.of())) {
        int errno = kernel.apply(change);
        boolean unknown =
            change instanceof IpvsChange.AddService add && add.service().scheduler().equals("twos");
        assertTrue(
            errno == SimulatedKernel.OK || errno == SimulatedKernel.ESRCH || unknown,
            "seed " + seed + ": " + change);
      }
    }
  }

  @Test
  void whatDidNotChangeKeepsItsRow() {
    ServiceTable.Service web = web(server("10.0.0.2:80", Forwarding.NAT));
    WantedRows rows = new WantedRows();
    IpvsTable.Row first =
        rows.translate(new ServiceTable(Map.of(Rows.WEB, web))).table().rows().get(Rows.WEB);
    ServiceTable.Service equal = web(server("10.0.0.2:80", Forwarding.NAT));
    assertSame(
        first,
        rows.translate(new ServiceTable(Map.of(Rows.WEB, equal))).table().rows().get(Rows.WEB));
  }

  @Test
  void anAdoptedTableIsWhatWouldBeWantedToKeepIt() {
    for (long seed = 0; seed < 2000; seed++) {
      IpvsTable table = new RandomTables(seed).table();
      ServiceTable adopted = Adoption.of(table);
      assertEquals(
          List.of(),
          IpvsPlan.plan(table, new WantedRows().translate(adopted).table(), table.rows().keySet()),
          "seed " + seed);
      assertEquals(table.rows().keySet(), adopted.services().keySet());
    }
  }

  @Test
  void whatTheConfigurationHasNoWordForIsNotAdopted() {
    IpvsService unknown = new IpvsService(Rows.WEB, "mine", 0, 0, 32, Optional.empty());
    IpvsService flagged = new IpvsService(Rows.WEB, "rr", 0x40, 0, 32, Optional.empty());
    IpvsTable.Row bypass = Rows.web("rr", Rows.server("10.0.0.2:80", 1, IpvsForwarding.BYPASS));
    assertEquals(Optional.empty(), Adoption.service(Rows.row(unknown)));
    assertEquals(Optional.empty(), Adoption.service(Rows.row(flagged)));
    assertEquals(Optional.empty(), Adoption.service(bypass));
  }
}
