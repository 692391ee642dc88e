package lvs.director.pool;

import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.PoolEvent.Connections;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.Test;

/** A drain that ends with the removal of its server. */
class DrainTest {
  private static final String NAME = "real server 10.0.0.2:80 of TCP 10.0.0.1:80";
  private static final String FIFO_DOWN = "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 DOWN";
  private static final Optional<Long> NEVER = Optional.empty();
  private Lab lab = new Lab();

  private void start() {
    lab.configure(service(server(2), server(3)));
    lab.pass(Lab.MILLISECOND);
    lab.good(2);
    lab.good(3);
  }

  private ServerOverride override(Optional<Long> deadline, Optional<Long> expires) {
    Removal removal = new Removal(lab.now, deadline.map(after -> lab.now + after));
    return new ServerOverride(
        Blocks.ID,
        Blocks.endpoint(2),
        OptionalInt.empty(),
        Standing.DRAINING,
        "new kernel",
        expires.map(after -> lab.now + after),
        Optional.of(removal));
  }

  private List<String> drain(Optional<Long> deadline, Optional<Long> expires) {
    return lab.step(new PoolEvent.OverrideSet(override(deadline, expires)));
  }

  /** Two seconds later so many connections are left. */
  private List<String> count(Connections left) {
    List<String> lines = new ArrayList<>(quietly(2 * Lab.SECOND));
    lines.addAll(
        lab.step(
            new PoolEvent.ConnectionsCounted(
                Map.of(Blocks.KEY, Map.of(Blocks.endpoint(2), left)))));
    return lines;
  }

  private List<String> count(long active) {
    return count(new Connections(active, 0, 0));
  }

  /** Lets time pass; checks that begin are not told and never end. */
  private List<String> quietly(long nanos) {
    return lab.pass(nanos).stream().filter(line -> !line.startsWith("start ")).toList();
  }

  private RealServerStatus two() {
    return lab.server(2);
  }

  private Standing standing() {
    return two().override().map(ServerOverride::standing).orElse(Standing.ENABLED);
  }

  private String reason() {
    return two().override().orElseThrow().reason();
  }

  @Test
  void anEmptyServerLeavesTheTableAndStaysOut() {
    start();
    assertEquals(
        List.of(
            "SERVER_OVERRIDE "
                + NAME
                + " is draining for the operator, without new connections, then removed: new"
                + " kernel; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=0 10.0.0.3:80=1}",
            "keep 1"),
        drain(NEVER, NEVER));
    assertEquals(List.of(), count(1));
    quietly(188 * Lab.SECOND);
    assertEquals(
        List.of(
            "SERVER_DRAINED mail "
                + NAME
                + " is out of the table: drained after 3m 12s; 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            FIFO_DOWN,
            "keep 1"),
        count(0));
    assertEquals(Standing.DISABLED, standing());
    assertEquals("new kernel; drained after 3m 12s", reason());
    assertEquals(List.of(), count(0));
    assertEquals(List.of(), quietly(Lab.SECOND * 86_400));
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  @Test
  void connectionsOfEveryKindMustEnd() {
    start();
    drain(NEVER, NEVER);
    count(new Connections(1, 1, 1));
    count(new Connections(0, 1, 0));
    assertEquals(List.of(), count(new Connections(0, 0, 1)));
    assertEquals(1, two().drain().orElseThrow().connectionsLeft());
    assertEquals(Standing.DRAINING, standing());
    count(new Connections(0, 0, 0));
    assertEquals(Standing.DISABLED, standing());
  }

  @Test
  void aCountThatMayBeOlderThanTheWeightDoesNotEndTheDrain() {
    start();
    drain(NEVER, NEVER);
    assertEquals(List.of(), count(0));
    assertEquals(Standing.DRAINING, standing());
    count(0);
    assertEquals(Standing.DISABLED, standing());
  }

  @Test
  void aServerLeavesAtItsDeadlineWithWhatItHas() {
    start();
    drain(Optional.of(600 * Lab.SECOND), NEVER);
    count(40);
    count(17);
    assertEquals(
        List.of(
            "SERVER_DRAINED mail "
                + NAME
                + " is out of the table: deadline after 10m 0s: 17 connections were left; 1 of 2"
                + " servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            FIFO_DOWN,
            "keep 1"),
        quietly(596 * Lab.SECOND));
    assertEquals("new kernel; deadline after 10m 0s: 17 connections were left", reason());
  }

  @Test
  void withoutCountsOnlyTheDeadlineEndsTheDrain() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    for (int i = 0; i < 10; i++) {
      assertEquals(List.of(), lab.step(new PoolEvent.ConnectionsCounted(Map.of())));
    }
    assertEquals(Optional.empty(), two().drain());
    quietly(60 * Lab.SECOND);
    assertEquals("new kernel; deadline after 1m 0s: connections were not counted", reason());
  }

  @Test
  void everyKeyOfTheServiceMustBeCounted() {
    ServiceKey other = new ServiceKey.Mark(lvs.director.model.AddressFamily.IPV4, 7);
    lab.configure(service(server(2)).keys(Blocks.KEY, other));
    drain(NEVER, NEVER);
    Map<lvs.director.base.Endpoint, Connections> none = Map.of();
    for (int i = 0; i < 3; i++) {
      lab.step(new PoolEvent.ConnectionsCounted(Map.of(Blocks.KEY, none)));
    }
    assertEquals(Standing.DRAINING, standing());
    for (int i = 0; i < 2; i++) {
      lab.step(
          new PoolEvent.ConnectionsCounted(
              Map.of(
                  Blocks.KEY,
                  none,
                  other,
                  Map.of(Blocks.endpoint(2), new Connections(0, 0, 1 - i)))));
    }
    assertEquals(Standing.DISABLED, standing());
  }

  @Test
  void enableCancelsWhileItDrainsAndPutsTheServerBackAfterwards() {
    start();
    for (int counts : List.of(1, 3)) {
      drain(Optional.of(600 * Lab.SECOND), NEVER);
      for (int i = 0; i < counts; i++) {
        count(0);
      }
      assertEquals(counts == 1 ? Standing.DRAINING : Standing.DISABLED, standing());
      List<String> effects = lab.step(new PoolEvent.OverrideCleared(Blocks.ID, Blocks.endpoint(2)));
      assertEquals("keep 0", effects.getLast());
      assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
      assertEquals(Optional.empty(), two().drain());
      assertEquals(List.of(), quietly(700 * Lab.SECOND), "no deadline comes");
    }
  }

  @Test
  void anotherDrainWithoutRemovalCancelsTheRemovalOnly() {
    start();
    drain(Optional.of(10 * Lab.SECOND), NEVER);
    lab.step(
        new PoolEvent.OverrideSet(
            new ServerOverride(
                Blocks.ID,
                Blocks.endpoint(2),
                OptionalInt.empty(),
                Standing.DRAINING,
                "",
                Optional.empty())));
    quietly(20 * Lab.SECOND);
    count(0);
    assertEquals(
        List.of("SERVER_DRAINED " + NAME + " is drained: it has no connections left"), count(0));
    assertEquals(Standing.DRAINING, standing());
  }

  @Test
  void theEndOfTheChangeEnablesTheServerDrainedOrNot() {
    for (long left : List.of(0L, 5L)) {
      lab = new Lab();
      start();
      drain(Optional.of(60 * Lab.SECOND), Optional.of(120 * Lab.SECOND));
      count(9);
      count(left);
      quietly(60 * Lab.SECOND);
      assertEquals(Standing.DISABLED, standing());
      assertEquals("10.0.0.3:80=1", lab.served());
      quietly(60 * Lab.SECOND);
      assertEquals(Standing.ENABLED, standing());
      assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    }
  }

  @Test
  void theEndOfTheChangeBeforeTheDeadlineEndsTheDrain() {
    start();
    drain(Optional.of(60 * Lab.SECOND), Optional.of(30 * Lab.SECOND));
    count(9);
    quietly(30 * Lab.SECOND);
    assertEquals(Standing.ENABLED, standing());
    assertEquals(List.of(), quietly(60 * Lab.SECOND));
  }

  @Test
  void afterAPauseOverBothTimesTheServerIsEnabled() {
    start();
    drain(Optional.of(30 * Lab.SECOND), Optional.of(60 * Lab.SECOND));
    lab.now += 100 * Lab.SECOND;
    quietly(0);
    assertEquals(Standing.ENABLED, standing());
  }

  @Test
  void aReloadInTheMiddleChangesNothing() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    count(9);
    lab.configure(service(server(2).weight(5), server(3)).quorum(2, 0));
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    assertEquals(9, two().drain().orElseThrow().connectionsLeft());
    count(0);
    assertEquals(Standing.DISABLED, standing());
  }

  @Test
  void aServerThatAReloadRemovesInTheMiddleIsOutWhenItComesBackAfterTheDeadline() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    count(9);
    lab.configure(service(server(3)));
    assertEquals(List.of(), count(0), "nobody asks for it");
    assertEquals(List.of("keep 1"), quietly(60 * Lab.SECOND));
    lab.configure(service(server(2), server(3)));
    assertEquals(Standing.DISABLED, standing());
    assertEquals("new kernel; deadline after 1m 0s: 9 connections were left", reason());
  }

  @Test
  void aServerThatComesBackBeforeTheDeadlineDrainsOn() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    lab.configure(service(server(3)));
    lab.configure(service(server(2), server(3)));
    assertEquals(Standing.DRAINING, standing());
    lab.nextGood(2);
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    count(3);
    count(0);
    assertEquals(Standing.DISABLED, standing());
  }

  @Test
  void aRestartInTheMiddleGoesOn() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    ServerOverride kept = two().override().orElseThrow();
    ServiceTable left = lab.table;
    quietly(20 * Lab.SECOND);
    restart(kept, left);
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    count(7);
    assertEquals(7, two().drain().orElseThrow().connectionsLeft());
    quietly(38 * Lab.SECOND);
    assertEquals("new kernel; deadline after 1m 0s: 7 connections were left", reason());
  }

  @Test
  void aDeadlineThatCameWhileTheDirectorWasAwayIsKeptAtOnce() {
    start();
    drain(Optional.of(60 * Lab.SECOND), NEVER);
    ServerOverride kept = two().override().orElseThrow();
    ServiceTable left = lab.table;
    lab.now += 300 * Lab.SECOND;
    restart(kept, left);
    quietly(0);
    assertEquals(Standing.DISABLED, standing());
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  private void restart(ServerOverride kept, ServiceTable left) {
    Lab next = new Lab();
    next.now = lab.now;
    lab = next;
    lab.step(new PoolEvent.TableAdopted(left));
    lab.step(new PoolEvent.OverridesRestored(List.of(kept)));
    lab.configure(service(server(2), server(3)));
  }

  @Test
  void aServerThatIsDownDrainsToo() {
    start();
    lab.fail(2);
    drain(NEVER, NEVER);
    count(0);
    count(0);
    assertEquals(Standing.DISABLED, standing());
    lab.nextGood(2);
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  @Test
  void anInhibitedServerLeavesTheTableToo() {
    lab.configure(service(server(2).inhibit(), server(3)));
    lab.nextGood(2);
    drain(NEVER, NEVER);
    count(1);
    count(0);
    assertFalse(lab.served().contains("10.0.0.2"), lab.served());
  }

  @Test
  void theLastServerThatLeavesTakesQuorumWithIt() {
    lab.configure(service(server(2)).sorry(false));
    lab.nextGood(2);
    drain(NEVER, NEVER);
    assertEquals("10.0.0.2:80=0 10.0.0.9:80=1", lab.served(), "weight 0 is no quorum");
    count(1);
    count(0);
    assertEquals("10.0.0.9:80=1", lab.served());
  }

  @Test
  void whatIsLeftAndForHowLongIsShown() {
    start();
    assertEquals(Optional.empty(), two().drain());
    drain(NEVER, NEVER);
    count(40);
    count(30);
    assertEquals(new DrainProgress(30, OptionalLong.empty()), two().drain().orElseThrow());
    count(20);
    assertEquals(new DrainProgress(20, OptionalLong.of(4)), two().drain().orElseThrow());
    assertTrue(two().reason().startsWith("draining for the operator"), two().reason());
  }
}
