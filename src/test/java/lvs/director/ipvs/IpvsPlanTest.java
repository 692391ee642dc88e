package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpvsPlanTest {
  private static final int TABLES = 2000;

  static IntStream seeds() {
    return IntStream.range(0, 5);
  }

  /** Two tables, and what of the first is ours. */
  private record Case(long seed, IpvsTable have, IpvsTable wanted, Set<ServiceKey> owned) {
    static Case of(long seed) {
      RandomTables tables = new RandomTables(seed);
      IpvsTable have = tables.table();
      Set<ServiceKey> owned = new HashSet<>(have.rows().keySet());
      owned.removeIf(_ -> tables.oneOf(List.of(true, false, false)));
      return new Case(seed, have, tables.table(), owned);
    }

    List<IpvsChange> plan() {
      return IpvsPlan.plan(have, wanted, owned);
    }
  }

  private static void eachCase(int seed, java.util.function.Consumer<Case> test) {
    for (int i = 0; i < TABLES; i++) {
      Case one = Case.of(seed * (long) TABLES + i);
      try {
        test.accept(one);
      } catch (AssertionError failed) {
        throw new AssertionError("seed " + one.seed(), failed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void carryingOutThePlanYieldsTheWantedTableAndNothingIsRefused(int seed) {
    eachCase(
        seed,
        one -> {
          SimulatedKernel kernel = SimulatedKernel.with(one.have());
          List<IpvsChange> plan = one.plan();
          kernel
              .applyAll(plan)
              .forEach(errno -> assertEquals(SimulatedKernel.OK, errno, plan::toString));
          assertWanted(one, kernel.table());
          assertEquals(one.have().after(plan).rows().keySet(), kernel.table().rows().keySet());
        });
  }

  private static void assertWanted(Case one, IpvsTable table) {
    Set<ServiceKey> expected = new HashSet<>(one.have().rows().keySet());
    expected.removeIf(key -> one.owned().contains(key));
    expected.addAll(one.wanted().rows().keySet());
    assertEquals(expected, table.rows().keySet());
    table
        .rows()
        .forEach(
            (key, row) -> {
              IpvsTable.Row wanted = one.wanted().rows().get(key);
              assertSame(wanted == null ? one.have().rows().get(key) : wanted, row);
            });
    assertTrue(IpvsPlan.plan(table, one.wanted(), one.owned()).isEmpty(), "a second plan");
  }

  /** The order of servers is the kernel's own, and so is what a service does not use. */
  private static void assertSame(IpvsTable.Row expected, IpvsTable.Row row) {
    assertTrue(row.service().fulfils(expected.service()), () -> row + " for " + expected);
    assertEquals(Set.copyOf(expected.servers().values()), Set.copyOf(row.servers().values()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPlanHasAsManyCommandsAsThereAreDifferences(int seed) {
    eachCase(seed, one -> assertEquals(differences(one), one.plan().size(), one.plan()::toString));
  }

  private static int differences(Case one) {
    int count = 0;
    for (ServiceKey key : one.have().rows().keySet()) {
      count += one.owned().contains(key) && !one.wanted().rows().containsKey(key) ? 1 : 0;
    }
    for (IpvsTable.Row wanted : one.wanted().rows().values()) {
      IpvsTable.Row have = one.have().rows().get(wanted.service().key());
      count += have == null ? 1 + wanted.servers().size() : differences(have, wanted);
    }
    return count;
  }

  private static int differences(IpvsTable.Row have, IpvsTable.Row wanted) {
    Set<Object> different = new HashSet<>(have.servers().values());
    different.addAll(wanted.servers().values());
    different.removeIf(
        each -> have.servers().containsValue(each) && wanted.servers().containsValue(each));
    Set<Object> endpoints = new HashSet<>();
    different.forEach(each -> endpoints.add(((IpvsServer) each).endpoint()));
    return endpoints.size() + (have.service().fulfils(wanted.service()) ? 0 : 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoeverIsKilledInTheMiddleOfAPlanPlansTheRest(int seed) {
    eachCase(
        seed,
        one -> {
          List<IpvsChange> plan = one.plan();
          int done = plan.isEmpty() ? 0 : (int) (one.seed() % plan.size());
          SimulatedKernel kernel = SimulatedKernel.with(one.have());
          kernel.applyAll(plan.subList(0, done));
          List<IpvsChange> rest = IpvsPlan.plan(kernel.table(), one.wanted(), one.owned());
          assertEquals(plan.size() - done, rest.size(), "commands that are left");
          kernel.applyAll(rest);
          assertWanted(one, kernel.table());
        });
  }

  @Test
  void anEqualTableNeedsNothing() {
    IpvsTable table = Rows.table(Rows.web("wlc", Rows.server("10.0.0.2:80", 1)));
    IpvsTable same = Rows.table(Rows.web("wlc", Rows.server("10.0.0.2:80", 1)));
    assertEquals(List.of(), IpvsPlan.plan(table, same, Set.of()));
  }

  @Test
  void aChangedWeightIsOneCommand() {
    IpvsServer heavier = Rows.server("10.0.0.2:80", 5);
    assertEquals(
        List.of(new IpvsChange.EditServer(Rows.WEB, heavier)),
        IpvsPlan.plan(
            Rows.table(
                Rows.web("wlc", Rows.server("10.0.0.2:80", 1), Rows.server("10.0.0.3:80", 1))),
            Rows.table(Rows.web("wlc", heavier, Rows.server("10.0.0.3:80", 1))),
            Set.of(Rows.WEB)));
  }

  @Test
  void serversComeAndRiseBeforeOthersFallAndGo() {
    IpvsTable have =
        Rows.table(
            Rows.web(
                "wlc",
                Rows.server("10.0.0.2:80", 3),
                Rows.server("10.0.0.3:80", 3),
                Rows.server("10.0.0.4:80", 0)));
    IpvsTable wanted =
        Rows.table(
            Rows.web(
                "rr",
                Rows.server("10.0.0.2:80", 0),
                Rows.server("10.0.0.4:80", 2),
                Rows.server("10.0.0.5:80", 1)));
    assertEquals(
        List.of(
            new IpvsChange.EditService(Rows.service("rr")),
            new IpvsChange.EditServer(Rows.WEB, Rows.server("10.0.0.4:80", 2)),
            new IpvsChange.AddServer(Rows.WEB, Rows.server("10.0.0.5:80", 1)),
            new IpvsChange.EditServer(Rows.WEB, Rows.server("10.0.0.2:80", 0)),
            new IpvsChange.DeleteServer(Rows.WEB, Rows.endpoint("10.0.0.3:80"))),
        IpvsPlan.plan(have, wanted, Set.of(Rows.WEB)));
  }

  @Test
  void aNewServiceHasItsServersRightAfterItAndOldOnesGoLast() {
    IpvsTable have = Rows.table(Rows.mail("wlc"));
    IpvsTable wanted = Rows.table(Rows.web("wlc", Rows.server("10.0.0.2:80", 1)));
    assertEquals(
        List.of(
            new IpvsChange.AddService(Rows.service("wlc")),
            new IpvsChange.AddServer(Rows.WEB, Rows.server("10.0.0.2:80", 1)),
            new IpvsChange.DeleteService(Rows.MAIL)),
        IpvsPlan.plan(have, wanted, Set.of(Rows.MAIL)));
  }

  @Test
  void whatIsNeitherWantedNorOwnedIsLeftAlone() {
    assertEquals(
        List.of(), IpvsPlan.plan(Rows.table(Rows.mail("wlc")), IpvsTable.EMPTY, Set.of(Rows.WEB)));
  }

  @Test
  void aServerOnThisMachineHasTheMethodItMustHave() {
    IpvsServer local = Rows.server("10.0.0.2:80", 1, IpvsForwarding.LOCAL);
    for (IpvsForwarding asked : IpvsForwarding.values()) {
      IpvsTable wanted = Rows.table(Rows.web("wlc", Rows.server("10.0.0.2:80", 1, asked)));
      assertEquals(
          List.of(),
          IpvsPlan.plan(Rows.table(Rows.web("wlc", local)), wanted, Set.of(Rows.WEB)),
          asked.toString());
    }
  }

  @Test
  void timeoutAndNetmaskOfAServiceThatIsNotPersistentDoNotMatter() {
    IpvsService odd = new IpvsService(Rows.WEB, "wlc", 0, 300, 24, java.util.Optional.empty());
    IpvsTable have = Rows.table(new IpvsTable.Row(odd, new java.util.LinkedHashMap<>()));
    assertEquals(List.of(), IpvsPlan.plan(have, Rows.table(Rows.web("wlc")), Set.of()));
  }
}
