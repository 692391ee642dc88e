package lvs.director.pool;

import static lvs.director.pool.Blocks.configuration;
import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.Test;

/** What operators change. */
class OverrideTest {
  private static final String NAME = "real server 10.0.0.2:80 of TCP 10.0.0.1:80";
  private static final String FIFO = "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 ";
  private final Lab lab = new Lab();

  private void start() {
    lab.configure(service(server(2).weight(3), server(3)));
    lab.pass(Lab.MILLISECOND);
    lab.good(2);
    lab.good(3);
  }

  private static ServerOverride override(
      int lastByte, int weight, Standing standing, String reason, Optional<Long> expires) {
    return new ServerOverride(
        Blocks.ID,
        Blocks.endpoint(lastByte),
        weight < 0 ? OptionalInt.empty() : OptionalInt.of(weight),
        standing,
        reason,
        expires);
  }

  private List<String> set(int weight, Standing standing, String reason) {
    return lab.step(
        new PoolEvent.OverrideSet(override(2, weight, standing, reason, Optional.empty())));
  }

  private List<String> clear() {
    return lab.step(new PoolEvent.OverrideCleared(Blocks.ID, Blocks.endpoint(2)));
  }

  private static PoolEvent connections(long ofServer2) {
    return new PoolEvent.ConnectionsCounted(
        Map.of(Blocks.KEY, Map.of(Blocks.endpoint(2), new PoolEvent.Connections(ofServer2, 0, 0))));
  }

  @Test
  void aWeightReplacesTheConfiguredOne() {
    start();
    assertEquals(
        List.of(
            "SERVER_OVERRIDE "
                + NAME
                + " is given weight 9 by the operator, configured 3; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=9 10.0.0.3:80=1}",
            "keep 1"),
        set(9, Standing.ENABLED, ""));
    assertEquals(10, lab.service().weightUp());
    assertEquals(3, lab.server(2).configuredWeight());
    assertEquals(9, lab.server(2).weight());
    assertEquals(List.of(), set(9, Standing.ENABLED, ""), "nothing new");
    assertEquals(
        List.of(
            "SERVER_OVERRIDE " + NAME + " is enabled again by the operator; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=3 10.0.0.3:80=1}",
            "keep 0"),
        clear());
    assertEquals(List.of(), clear());
  }

  @Test
  void aDrainingServerKeepsItsEntryWithWeightZeroAndItsEndIsAnnouncedOnce() {
    start();
    assertEquals(
        List.of(
            "SERVER_OVERRIDE "
                + NAME
                + " is draining for the operator, without new connections: new kernel; 2 of 2"
                + " servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=0 10.0.0.3:80=1}",
            "keep 1"),
        set(-1, Standing.DRAINING, "new kernel"));
    assertTrue(lab.server(2).up());
    assertFalse(lab.server(2).inService());
    assertEquals(0, lab.server(2).weight());
    assertEquals(List.of(), lab.step(connections(4)));
    assertEquals(
        List.of("SERVER_DRAINED " + NAME + " is drained: it has no connections left"),
        lab.step(connections(0)));
    assertEquals(List.of(), lab.step(connections(0)));
  }

  @Test
  void nothingIsSaidAboutADrainWhoseServiceWasNotCounted() {
    start();
    set(-1, Standing.DRAINING, "");
    assertEquals(List.of(), lab.step(new PoolEvent.ConnectionsCounted(Map.of())));
  }

  @Test
  void aDrainingServerStaysWhileTheSorryServerServes() {
    lab.configure(service(server(2)).sorry(false));
    lab.nextGood(2);
    set(-1, Standing.DRAINING, "");
    assertEquals("10.0.0.2:80=0 10.0.0.9:80=1", lab.served());
  }

  @Test
  void aDisabledServerLeavesTheTableAndDoesNotCount() {
    start();
    assertEquals(
        List.of(
            "SERVER_OVERRIDE mail "
                + NAME
                + " is disabled by the operator: disk; 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            FIFO + "DOWN",
            "keep 1"),
        set(-1, Standing.DISABLED, "disk"));
    assertEquals(1, lab.service().weightUp());
    assertEquals(1, lab.service().serversUp());
    assertTrue(lab.server(2).up(), "its checks still pass");
    assertFalse(lab.server(2).inService());
    assertEquals("disabled by the operator: disk; checks: connected", lab.server(2).reason());
    lab.fail(2);
    lab.nextGood(2);
    assertEquals("10.0.0.3:80=1", lab.served());
    assertEquals(
        List.of(
            "SERVER_OVERRIDE mail " + NAME + " is enabled again by the operator; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=3 10.0.0.3:80=1}",
            FIFO + "UP",
            "keep 0"),
        clear());
  }

  @Test
  void anInhibitedServerThatIsDisabledLeavesTheTableToo() {
    lab.configure(service(server(2).inhibit()));
    lab.nextGood(2);
    set(-1, Standing.DISABLED, "");
    assertEquals("", lab.served());
  }

  @Test
  void disablingTheLastServerLosesQuorum() {
    lab.configure(service(server(2)).sorry(false));
    lab.nextGood(2);
    List<String> effects = set(-1, Standing.DISABLED, "");
    assertEquals("10.0.0.9:80=1", lab.served());
    assertEquals("fifo VS [10.0.0.1]:tcp:80 DOWN", effects.get(effects.size() - 2));
    assertEquals("keep 1", effects.getLast());
  }

  @Test
  void anOverrideThatChangesNothingUndoesWhatStood() {
    start();
    set(9, Standing.ENABLED, "");
    assertEquals("keep 0", set(-1, Standing.ENABLED, "").getLast());
    assertEquals(Optional.empty(), lab.server(2).override());
  }

  @Test
  void anOverrideEndsWhenItExpires() {
    start();
    Optional<Long> expires = Optional.of(lab.now + Lab.SECOND);
    lab.step(new PoolEvent.OverrideSet(override(2, -1, Standing.DRAINING, "", expires)));
    assertEquals(expires.get(), lab.engine.nextDeadlineNanos());
    assertEquals(
        List.of(
            "SERVER_OVERRIDE "
                + NAME
                + " is enabled again: the operator's change has expired; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=3 10.0.0.3:80=1}",
            "keep 0"),
        lab.pass(Lab.SECOND));
  }

  @Test
  void anotherOverrideReplacesTheExpiryToo() {
    start();
    lab.step(
        new PoolEvent.OverrideSet(
            override(2, -1, Standing.DRAINING, "", Optional.of(lab.now + Lab.SECOND))));
    set(9, Standing.ENABLED, "");
    assertEquals(List.of(), lab.pass(2 * Lab.SECOND));
    assertEquals("10.0.0.2:80=9 10.0.0.3:80=1", lab.served());
  }

  @Test
  void overridesSurviveAReload() {
    start();
    set(9, Standing.ENABLED, "");
    lab.configure(service(server(2).weight(4), server(3)).quorum(2, 0));
    assertEquals("10.0.0.2:80=9 10.0.0.3:80=1", lab.served());
    assertEquals(4, lab.server(2).configuredWeight());
  }

  @Test
  void restoredOverridesApplyWhenTheirServerComes() {
    assertEquals(
        List.of(),
        lab.step(
            new PoolEvent.OverridesRestored(
                List.of(
                    override(2, 9, Standing.ENABLED, "", Optional.empty()),
                    override(7, -1, Standing.DISABLED, "old", Optional.empty())))));
    start();
    assertEquals("10.0.0.2:80=9 10.0.0.3:80=1", lab.served());
    assertEquals("keep 1", clear().getLast(), "the unknown one is kept");
    lab.configure(service(server(2), server(7)));
    assertEquals(Standing.DISABLED, lab.server(7).override().orElseThrow().standing());
  }

  @Test
  void aRestoredOverrideThatHasExpiredIsDropped() {
    assertEquals(
        List.of("keep 0"),
        lab.step(
            new PoolEvent.OverridesRestored(
                List.of(override(2, 9, Standing.ENABLED, "", Optional.of(lab.now))))));
    start();
    assertEquals("10.0.0.2:80=3 10.0.0.3:80=1", lab.served());
  }

  @Test
  void aServerThatWasDisabledBeforeTheStartIsToldAsDown() {
    lab.step(
        new PoolEvent.OverridesRestored(
            List.of(override(2, -1, Standing.DISABLED, "disk", Optional.empty()))));
    List<String> effects = lab.configure(service(server(2).scripts(), server(3)));
    assertTrue(effects.contains(FIFO + "DOWN"), effects::toString);
  }

  @Test
  void anOverrideOfAnUnknownServerDoesNothing() {
    start();
    assertEquals(
        List.of(),
        lab.step(
            new PoolEvent.OverrideSet(override(77, 3, Standing.ENABLED, "", Optional.empty()))));
  }

  @Test
  void theOperatorsWeightWinsOverADynamicOne() {
    lab.configure(
        configuration(
            List.of(service(server(2).checks(Blocks.misc(2, "/bin/load"))).build()), false, false));
    lab.awaitRun(2);
    lab.finish(2, lab.weighted(40));
    set(9, Standing.ENABLED, "");
    assertEquals("10.0.0.2:80=9", lab.served());
    clear();
    assertEquals("10.0.0.2:80=40", lab.served());
  }

  @Test
  void endpointsAreFoundByTextAndById() {
    start();
    PoolView.ServiceView byName = lab.engine.view().service("TCP 10.0.0.1:80").orElseThrow();
    Endpoint two = Blocks.endpoint(2);
    for (String name : List.of("10.0.0.2:80", "10.0.0.2_80")) {
      assertEquals(two, byName.server(name).orElseThrow().status().server().endpoint());
    }
    assertEquals(Optional.empty(), byName.server("10.0.0.4:80"));
    assertEquals(Optional.empty(), lab.engine.view().service("TCP 10.0.0.4:80"));
  }
}
