package lvs.director.pool;

import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import lvs.director.pool.CheckStatus.State;
import org.junit.jupiter.api.Test;

/** ha_suspend: checks rest while the virtual address is on another machine. */
class SuspensionTest {
  private static final String SUSPENDED =
      "SERVICE_SUSPENDED TCP 10.0.0.1:80 is suspended: its address is not on this machine, checks"
          + " rest";
  private static final String RESUMED =
      "SERVICE_RESUMED TCP 10.0.0.1:80 is resumed: its address is on this machine, checks run";
  private static final PoolEvent HERE =
      new PoolEvent.LocalAddressesChanged(Set.of(Blocks.VIRTUAL.address()));
  private static final PoolEvent ELSEWHERE =
      new PoolEvent.LocalAddressesChanged(Set.of(InetAddress.getLoopbackAddress()));

  private final Lab lab = new Lab();

  @Test
  void withoutItsAddressAServiceStartsSuspended() {
    lab.step(ELSEWHERE);
    lab.configure(service(server(2)).haSuspend());
    assertEquals(Long.MAX_VALUE, lab.engine.nextDeadlineNanos());
    assertTrue(lab.service().suspended());
    assertEquals(State.SUSPENDED, lab.server(2).checks().getFirst().state());
    assertEquals(List.of(RESUMED), lab.step(HERE));
    assertFalse(lab.service().suspended());
    assertEquals(State.UNCHECKED, lab.server(2).checks().getFirst().state());
    lab.nextGood(2);
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void suspendedChecksStopAndServersStayAsTheyWere() {
    lab.configure(service(server(2)).haSuspend());
    lab.nextGood(2);
    lab.awaitRun(2);
    assertEquals(List.of(SUSPENDED, "stop TCP_CHECK 10.0.0.2:80"), lab.step(ELSEWHERE));
    assertEquals("10.0.0.2:80=1", lab.served());
    assertEquals(List.of(), lab.pass(60 * Lab.SECOND));
    assertEquals(List.of(RESUMED), lab.step(HERE));
    assertEquals(List.of("start TCP_CHECK 10.0.0.2:80"), lab.pass(0));
    assertEquals(List.of(), lab.step(HERE));
  }

  @Test
  void aProbeSharedWithARunningServiceGoesOnAndIsBelievedAfterResuming() {
    lab.configure(service(server(2)).haSuspend(), service(server(2)).at("10.0.0.8:80"));
    lab.nextGood(2);
    assertEquals(List.of(SUSPENDED), lab.step(ELSEWHERE));
    lab.fail(2);
    assertTrue(lab.server(2).up());
    assertFalse(lab.server("tcp_10.0.0.8_80", 2).up());
    List<String> effects = lab.step(HERE);
    assertEquals(RESUMED, effects.get(0));
    assertEquals(
        "SERVER_DOWN mail real server 10.0.0.2:80 of TCP 10.0.0.1:80 is down: connection refused;"
            + " 0 of 1 server up",
        effects.get(1));
    assertFalse(lab.server(2).up());
  }

  @Test
  void anAnswerFromBeforeTheSuspensionIsIgnoredAfterIt() {
    lab.configure(service(server(2)).haSuspend());
    lab.pass(0);
    long old = lab.running.keySet().iterator().next();
    lab.step(ELSEWHERE);
    lab.step(HERE);
    lab.pass(0);
    PoolEvent late = new PoolEvent.CheckFinished(old, lab.result(true, "connected"));
    assertEquals(List.of(), lab.step(late));
    assertEquals(0, lab.server(2).checks().getFirst().runs());
    assertEquals(List.of(), lab.pass(60 * Lab.SECOND), "the second run is still under way");
  }

  @Test
  void checkNowRunsASuspendedCheckOnceAndRemembersWhatItSaw() {
    lab.step(ELSEWHERE);
    lab.configure(service(server(2)).haSuspend());
    assertEquals(
        List.of("start TCP_CHECK 10.0.0.2:80"),
        lab.step(new PoolEvent.CheckNow(Blocks.ID, Blocks.endpoint(2), "1-TCP_CHECK")));
    assertEquals(List.of(), lab.bad(2));
    CheckStatus check = lab.server(2).checks().getFirst();
    assertEquals(State.SUSPENDED, check.state());
    assertEquals("connection refused", check.last().getFirst().reason());
    assertEquals(Long.MAX_VALUE, lab.engine.nextDeadlineNanos());
  }

  @Test
  void aServiceWithoutHaSuspendDoesNotCareWhereItsAddressIs() {
    lab.configure(service(server(2)));
    assertEquals(List.of(), lab.step(ELSEWHERE));
    assertFalse(lab.service().suspended());
  }
}
