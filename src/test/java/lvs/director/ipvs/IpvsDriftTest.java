package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;

class IpvsDriftTest {
  private static final Endpoint ONE = Rows.endpoint("10.0.0.2:80");

  private static List<String> between(IpvsTable.Row left, IpvsTable.Row found) {
    return IpvsDrift.between(Rows.table(left), Rows.table(found));
  }

  private static IpvsTable.Row of(IpvsServer server) {
    return Rows.web("wlc", server);
  }

  @Test
  void nothingIsToldOfWhatIsAsItWasLeft() {
    assertEquals(
        List.of(), between(of(Rows.server("10.0.0.2:80", 1)), of(Rows.server("10.0.0.2:80", 1))));
  }

  @Test
  void eachSettingOfAServerIsToldWithBothValues() {
    Tunnel gue = new Tunnel(TunnelType.GUE, 6080, TunnelChecksum.CSUM);
    IpvsServer left = new IpvsServer(ONE, IpvsForwarding.TUNNEL, gue, 3, -1, 10);
    IpvsServer found = new IpvsServer(ONE, IpvsForwarding.DIRECT, IpvsServer.PLAIN, 0, 5, 0);
    assertEquals(
        List.of(
            "weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3",
            "forwarding method of 10.0.0.2:80 in TCP 10.0.0.1:80 was DR instead of TUN type gue"
                + " port 6080 csum",
            "uthreshold of 10.0.0.2:80 in TCP 10.0.0.1:80 was 5 instead of 4294967295",
            "lthreshold of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 10"),
        between(of(left), of(found)));
  }

  @Test
  void eachSettingOfAServiceIsToldWithBothValues() {
    IpvsService left =
        new IpvsService(
            Rows.WEB,
            "sh",
            IpvsService.SCHEDULER_1 | IpvsService.SCHEDULER_2,
            0,
            32,
            Optional.empty());
    IpvsService found =
        new IpvsService(Rows.WEB, "rr", IpvsService.PERSISTENT, 50, 24, Optional.of("sip"));
    assertEquals(
        List.of(
            "scheduler of TCP 10.0.0.1:80 was rr instead of sh",
            "flags of TCP 10.0.0.1:80 was none instead of flag-1,flag-2",
            "persistence of TCP 10.0.0.1:80 was 50 s for each /24 by sip instead of none"),
        between(Rows.row(left), Rows.row(found)));
  }

  @Test
  void serversThatCameAndWentAreNamed() {
    assertEquals(
        List.of(
            "server 10.0.0.2:80 in TCP 10.0.0.1:80 was deleted",
            "server 10.0.0.3:80 in TCP 10.0.0.1:80 was added by somebody else"),
        between(of(Rows.server("10.0.0.2:80", 1)), of(Rows.server("10.0.0.3:80", 1))));
  }

  @Test
  void foreignServicesDoNotCount() {
    assertEquals(
        List.of(),
        IpvsDrift.between(IpvsTable.EMPTY, Rows.table(of(Rows.server("10.0.0.2:80", 1)))));
  }

  @Test
  void oneDeletedServiceIsNamedWithHowManyServersItHad() {
    assertEquals(
        List.of("TCP 10.0.0.1:80 was deleted with its server"),
        IpvsDrift.between(Rows.table(of(Rows.server("10.0.0.2:80", 1))), IpvsTable.EMPTY));
  }

  @Test
  void aClearedTableIsOneLine() {
    assertEquals(
        List.of("5 services were deleted with their 5 servers: FWM 1, FWM 2, FWM 3 and 2 more"),
        IpvsDrift.between(marks(5, 1), IpvsTable.EMPTY));
  }

  @Test
  void thousandsOfDifferencesAreAHundredLines() {
    List<String> lines = IpvsDrift.between(marks(500, 1), marks(500, 2));
    assertEquals(100, lines.size());
    assertEquals("and 401 more differences", lines.getLast());
  }

  private static IpvsTable marks(int count, int weight) {
    List<IpvsTable.Row> rows = new ArrayList<>();
    for (int mark = 1; mark <= count; mark++) {
      ServiceKey key = new ServiceKey.Mark(AddressFamily.IPV4, mark);
      IpvsService service = new IpvsService(key, "rr", 0, 0, 32, Optional.empty());
      rows.add(Rows.row(service, Rows.server("10.0.0.2:80", weight)));
    }
    return Rows.table(rows.toArray(IpvsTable.Row[]::new));
  }

  @Test
  void thereIsDriftExactlyWhereThereIsSomethingToMend() {
    for (long seed = 0; seed < 2000; seed++) {
      RandomTables random = new RandomTables(seed);
      IpvsTable left = random.table();
      IpvsTable found = random.table();
      assertEquals(
          IpvsPlan.plan(found, left, Set.of()).isEmpty(),
          IpvsDrift.between(left, found).isEmpty(),
          "seed " + seed);
      assertTrue(IpvsDrift.between(left, left).isEmpty(), "seed " + seed);
    }
  }
}
