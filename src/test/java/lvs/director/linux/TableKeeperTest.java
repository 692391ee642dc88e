package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsPlan;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.RandomTables;
import lvs.director.ipvs.Rows;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DataPlane.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableKeeperTest {
  private static final String WEIGHT =
      "weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 1";

  @TempDir private Path folder;
  private SimulatedTable table;
  private TableKeeper keeper;

  @BeforeEach
  void begin() {
    start();
  }

  private void start() {
    table = new SimulatedTable();
    keeper = new TableKeeper(table, OwnedServices.open(folder, "this boot"));
  }

  private static IpvsTable web(int weight) {
    return Rows.table(
        Rows.web("wlc", Rows.server("10.0.0.2:80", weight), Rows.server("10.0.0.3:80", 1)));
  }

  private Applied compare(IpvsTable wanted) {
    return keeper.compare(wanted, table.kernel.table(), keeper.changes());
  }

  private static Applied drift(boolean mended, String... lines) {
    return new Applied(List.of(), List.of(lines), mended);
  }

  private void somebodyElse(IpvsChange change) {
    assertEquals(0, table.kernel.apply(change), change::toString);
  }

  private void somebodySetsWeightZero() {
    somebodyElse(new IpvsChange.EditServer(Rows.WEB, Rows.server("10.0.0.2:80", 0)));
  }

  @Test
  void aChangedWeightIsOneCommandAndNoReading() {
    keeper.begin(table.kernel.table(), web(1));
    table.lately();
    assertEquals(Applied.AS_WANTED, keeper.change(web(5)));
    assertEquals(
        List.of(new IpvsChange.EditServer(Rows.WEB, Rows.server("10.0.0.2:80", 5))),
        table.lately());
    assertEquals(0, table.reads);
  }

  @Test
  void driftIsMendedAndToldOnce() {
    keeper.begin(table.kernel.table(), web(1));
    somebodySetsWeightZero();
    assertEquals(drift(true, WEIGHT), compare(web(1)));
    assertEquals(Applied.AS_WANTED, compare(web(1)));
    assertEquals(List.of(), IpvsPlan.plan(table.kernel.table(), web(1), Set.of()));
  }

  @Test
  void aClearedTableIsMendedAsSoonAsAChangeMeetsIt() {
    keeper.begin(table.kernel.table(), web(1));
    somebodyElse(new IpvsChange.Flush());
    assertEquals(
        drift(true, "TCP 10.0.0.1:80 was deleted with its 2 servers"), keeper.change(web(5)));
    assertEquals(List.of(), IpvsPlan.plan(table.kernel.table(), web(5), Set.of()));
  }

  @Test
  void reportedDriftStaysAndIsToldAsLongAsItStands() {
    keeper.mend(false);
    keeper.begin(table.kernel.table(), web(1));
    table.lately();
    somebodySetsWeightZero();
    assertEquals(drift(false, WEIGHT), compare(web(1)));
    assertEquals(drift(false, WEIGHT), compare(web(1)));
    assertEquals(List.of(), table.lately());
    somebodyElse(new IpvsChange.EditServer(Rows.WEB, Rows.server("10.0.0.2:80", 1)));
    assertEquals(Applied.AS_WANTED, compare(web(1)));
  }

  @Test
  void ourOwnChangesGoThroughBesideReportedDrift() {
    keeper.mend(false);
    keeper.begin(table.kernel.table(), web(1));
    somebodyElse(new IpvsChange.DeleteServer(Rows.WEB, Rows.endpoint("10.0.0.2:80")));
    somebodyElse(new IpvsChange.AddServer(Rows.WEB, Rows.server("10.0.0.4:80", 9)));
    IpvsTable next =
        Rows.table(
            Rows.web(
                "rr",
                Rows.server("10.0.0.2:80", 7),
                Rows.server("10.0.0.3:80", 2),
                Rows.server("10.0.0.4:80", 3)));
    keeper.change(next);
    assertEquals(
        Rows.table(Rows.web("rr", Rows.server("10.0.0.4:80", 3), Rows.server("10.0.0.3:80", 2))),
        table.kernel.table());
    assertEquals(drift(false, "server 10.0.0.2:80 in TCP 10.0.0.1:80 was deleted"), compare(next));
  }

  @Test
  void aReadingThatAChangeOvertookSaysNothingOfThatService() {
    keeper.begin(table.kernel.table(), web(1));
    IpvsTable old = table.kernel.table();
    long before = keeper.changes();
    keeper.change(web(5));
    assertEquals(Applied.AS_WANTED, keeper.compare(web(5), old, before));
  }

  @Test
  void aServiceThatAReadingMissedIsLookedForBeforeItIsToldMissing() {
    keeper.begin(table.kernel.table(), web(1));
    table.lately();
    assertEquals(Applied.AS_WANTED, keeper.compare(web(1), IpvsTable.EMPTY, keeper.changes()));
    assertEquals(1, table.reads);
    assertEquals(List.of(), table.lately());
  }

  @Test
  void whatTheKernelRefusesWaitsAndIsToldAllTheTime() {
    IpvsTable wanted = Rows.table(Rows.web("twos", Rows.server("10.0.0.2:80", 1)));
    Applied refused = Applied.refusing(List.of(new Refused("TCP 10.0.0.1:80", "ENOENT")));
    assertEquals(refused.refused(), keeper.begin(IpvsTable.EMPTY, wanted).refused());
    assertEquals(2, table.lately().size());
    assertEquals(refused.refused(), compare(wanted).refused());
    assertEquals(refused.refused(), keeper.change(wanted).refused());
    assertEquals(List.of(), table.lately(), "not tried again at once");
    assertEquals(Applied.AS_WANTED, keeper.change(web(1)), "but what is new is");
  }

  @Test
  void aRefusedEditLeavesTheServiceAndChangesItsServers() {
    keeper.begin(IpvsTable.EMPTY, web(1));
    IpvsTable wanted = Rows.table(Rows.web("twos", Rows.server("10.0.0.2:80", 6)));
    assertEquals(
        List.of(new Refused("TCP 10.0.0.1:80", "ENOENT")), keeper.change(wanted).refused());
    assertEquals(Rows.table(Rows.web("wlc", Rows.server("10.0.0.2:80", 6))), table.kernel.table());
    assertEquals(List.of(), compare(wanted).drift(), "ours, and not somebody else's");
  }

  @Test
  void aServiceIsInTheFileBeforeItIsAdded() {
    table.before =
        changes ->
            changes.stream()
                .filter(IpvsChange.AddService.class::isInstance)
                .forEach(change -> assertTrue(file().contains("TCP 10.0.0.1:80\n")));
    keeper.begin(IpvsTable.EMPTY, web(1));
    keeper.change(IpvsTable.EMPTY);
    assertTrue(!file().contains("TCP 10.0.0.1:80"), file());
  }

  private String file() {
    try {
      return Files.readString(folder.resolve("ipvs-services"));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void theNextRunDeletesWhatAKilledOneLeftAndNothingElse() {
    keeper.begin(IpvsTable.EMPTY, web(1));
    IpvsTable.Row foreign = Rows.mail("rr", Rows.server("10.0.0.9:25", 1));
    IpvsTable leftovers = Rows.table(web(1).rows().firstEntry().getValue(), foreign);
    start();
    leftovers.rows().values().forEach(this::put);
    keeper.begin(table.kernel.table(), IpvsTable.EMPTY);
    assertEquals(Rows.table(foreign), table.kernel.table());
  }

  private void put(IpvsTable.Row row) {
    IpvsPlan.plan(IpvsTable.EMPTY, Rows.table(row), Set.of()).forEach(this::somebodyElse);
  }

  @Test
  void atTheEndOursGoWhetherSomebodyElseDeletedThemOrNot() {
    IpvsTable.Row foreign = Rows.mail("rr");
    put(foreign);
    keeper.begin(table.kernel.table(), web(1));
    assertEquals(List.of(), keeper.clear());
    assertEquals(Rows.table(foreign), table.kernel.table());
    assertTrue(file().endsWith("end 0\n"), file());
    keeper.change(web(1));
    somebodyElse(new IpvsChange.DeleteService(Rows.WEB));
    assertEquals(List.of(), keeper.clear());
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndKeepsNothingFromWorking() throws IOException {
    Files.delete(folder);
    Files.writeString(folder, "a file where the folder should be");
    Applied applied = keeper.begin(IpvsTable.EMPTY, web(1));
    assertEquals("the list of our services", applied.refused().getFirst().what());
    assertEquals(1, table.kernel.table().rows().size());
    keeper.change(IpvsTable.EMPTY);
    assertEquals(IpvsTable.EMPTY, table.kernel.table(), "it still knows what is ours");
  }

  @Test
  void whateverSomebodyElseDoesTheWantedTableComesBack() {
    for (long seed = 0; seed < 100; seed++) {
      start();
      String which = "seed " + seed;
      RandomTables random = new RandomTables(seed);
      put(random.table());
      Set<ServiceKey> foreign = new HashSet<>(table.kernel.table().rows().keySet());
      IpvsTable wanted = random.table();
      keeper.begin(table.kernel.table(), wanted);
      foreign.removeAll(wanted.rows().keySet());
      for (int round = 0; round < 5; round++) {
        IpvsPlan.plan(table.kernel.table(), random.table(), owned(foreign))
            .forEach(table.kernel::apply);
        Set<ServiceKey> theirs = new HashSet<>(table.kernel.table().rows().keySet());
        if (random.oneOf(List.of(true, false))) {
          wanted = random.table();
          keeper.change(wanted);
        }
        Applied applied = compare(wanted);
        assertEquals(List.of(), applied.refused(), which);
        assertTrue(applied.mended(), which);
        assertEquals(List.of(), IpvsPlan.plan(table.kernel.table(), wanted, Set.of()), which);
        foreign.removeAll(wanted.rows().keySet());
        foreign.retainAll(theirs);
        assertTrue(table.kernel.table().rows().keySet().containsAll(foreign), which);
      }
    }
  }

  private static Set<ServiceKey> owned(Set<ServiceKey> foreign) {
    Set<ServiceKey> all = new HashSet<>(foreign);
    all.add(Rows.WEB);
    return all;
  }

  private void put(IpvsTable all) {
    all.rows().values().forEach(this::put);
  }

  @Test
  void aReportingKeeperNeverTouchesWhatItDidNotWantToChange() {
    for (long seed = 0; seed < 100; seed++) {
      start();
      keeper.mend(false);
      RandomTables random = new RandomTables(seed);
      IpvsTable wanted = random.table();
      keeper.begin(IpvsTable.EMPTY, wanted);
      IpvsPlan.plan(table.kernel.table(), random.table(), wanted.rows().keySet())
          .forEach(table.kernel::apply);
      IpvsTable tampered = table.kernel.table();
      Applied first = compare(wanted);
      assertEquals(first, compare(wanted), "seed " + seed);
      assertEquals(tampered, table.kernel.table(), "seed " + seed);
      keeper.mend(true);
      compare(wanted);
      assertEquals(
          List.of(), IpvsPlan.plan(table.kernel.table(), wanted, Set.of()), "seed " + seed);
    }
  }
}
