package lvs.director.pool;

import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;
import org.junit.jupiter.api.Test;

/** What follows when quorum comes and goes, with exact effects. */
class QuorumTransitionTest {
  private static final String NAME = "TCP 10.0.0.1:80";
  private static final String SERVER = "real server 10.0.0.2:80 of " + NAME;
  private final Lab lab = new Lab();

  private void start(Blocks.Service service) {
    lab.configure(service);
    lab.pass(Lab.MILLISECOND);
  }

  @Test
  void lostWithSorryServerItTakesOverAndTheRemainingServersLeave() {
    start(service(server(2), server(3)).quorum(2, 0).scripts().sorry(false));
    lab.good(2);
    assertEquals("10.0.0.2:80=1", lab.served());
    assertFalse(lab.service().quorumUp());
    lab.good(3);
    assertTrue(lab.service().quorumUp());
    String lost =
        "TCP 10.0.0.1:80 lost quorum: weight up 1, wanted 2; 1 of 2 servers up; sorry server"
            + " 10.0.0.9:80 serves";
    assertEquals(
        List.of(
            "SERVER_DOWN mail "
                + SERVER
                + " is down: connection refused (3 of 3 attempts); 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.9:80=1}",
            "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
            "QUORUM_LOST mail " + lost,
            "run vs-down because " + lost,
            "fifo VS [10.0.0.1]:tcp:80 DOWN"),
        lab.fail(2));
    assertTrue(lab.service().sorryServing());
    assertTrue(lab.server(3).up());
    assertFalse(lab.server(3).inService());
    assertEquals(2, lab.service().transitions());
    assertEquals(lab.now, lab.service().sinceNanos());
  }

  @Test
  void gainedWithSorryServerItLeavesAndAllGoodServersReturn() {
    start(service(server(2), server(3)).quorum(2, 0).scripts().sorry(false));
    lab.good(2);
    lab.good(3);
    lab.fail(2);
    String gained =
        "TCP 10.0.0.1:80 has quorum: weight up 2, wanted 2; 2 of 2 servers up; sorry server"
            + " 10.0.0.9:80 rests";
    assertEquals(
        List.of(
            "SERVER_UP mail " + SERVER + " is up: connected; 2 of 2 servers up",
            "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 UP",
            "QUORUM_GAINED mail " + gained,
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}",
            "run vs-up because " + gained,
            "fifo VS [10.0.0.1]:tcp:80 UP"),
        lab.nextGood(2));
    assertFalse(lab.service().sorryServing());
  }

  @Test
  void withoutSorryServerTheServersServeBelowQuorum() {
    start(service(server(2), server(3)).quorum(2, 0).scripts());
    lab.good(2);
    lab.good(3);
    List<String> effects = lab.fail(2);
    assertEquals("want TCP 10.0.0.1:80 {10.0.0.3:80=1}", effects.get(1));
    assertEquals("fifo VS [10.0.0.1]:tcp:80 DOWN", effects.getLast());
    assertTrue(lab.server(3).inService());
    assertFalse(lab.service().quorumUp());
  }

  @Test
  void anInhibitedSorryServerIsAlwaysThere() {
    start(service(server(2)).sorry(true));
    assertEquals("10.0.0.9:80=0", lab.served());
    lab.good(2);
    assertEquals("10.0.0.2:80=1 10.0.0.9:80=0", lab.served());
    lab.fail(2);
    assertEquals("10.0.0.9:80=1", lab.served());
  }

  @Test
  void inhibitedServersStayWithWeightZeroWhileTheSorryServerServes() {
    start(service(server(2).inhibit(), server(3).inhibit()).quorum(2, 0).sorry(false));
    lab.good(2);
    lab.good(3);
    lab.fail(2);
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=0 10.0.0.9:80=1", lab.served());
  }

  @Test
  void aSorryServerThatIsARealServerHasOneEntry() {
    start(service(server(2), server(3)).quorum(2, 0).sorry(Blocks.endpoint(3), false));
    lab.good(2);
    lab.good(3);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    lab.fail(2);
    assertEquals("10.0.0.3:80=1", lab.served());
    lab.fail(3);
    assertEquals("10.0.0.3:80=1", lab.served());
    lab.nextGood(2);
    lab.nextGood(3);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
  }

  @Test
  void hysteresisWorksInBothDirections() {
    start(service(server(2), server(3), server(4), server(5)).quorum(2, 1));
    lab.good(2);
    lab.good(3);
    assertFalse(lab.service().quorumUp());
    lab.good(4);
    assertTrue(lab.service().quorumUp());
    lab.fail(2);
    lab.fail(3);
    assertTrue(lab.service().quorumUp());
    lab.fail(4);
    assertFalse(lab.service().quorumUp());
    lab.nextGood(2);
    lab.nextGood(3);
    assertFalse(lab.service().quorumUp());
    lab.nextGood(4);
    assertTrue(lab.service().quorumUp());
  }

  @Test
  void atStartTheSorryServerWaitsUntilQuorumCannotBeReached() {
    start(service(server(2), server(3)).sorry(false));
    assertEquals("", lab.served());
    lab.bad(2);
    assertEquals("", lab.served());
    List<String> effects = lab.bad(3);
    assertEquals("10.0.0.9:80=1", lab.served());
    assertEquals(
        "QUORUM_LOST mail TCP 10.0.0.1:80 has no quorum: weight up 0, wanted 1; 0 of 2 servers up;"
            + " sorry server 10.0.0.9:80 serves",
        effects.get(effects.size() - 3));
    assertEquals("fifo VS [10.0.0.1]:tcp:80 DOWN", effects.getLast());
  }

  @Test
  void anAlphaServiceStartsWithTheSorryServerAndTellsOnlyTheQuorum() {
    List<String> effects = lab.configure(service(server(2).alpha()).alpha().scripts().sorry(false));
    assertEquals(
        List.of(
            "SERVICE_ADDED TCP 10.0.0.1:80 is added with 1 server",
            "want TCP 10.0.0.1:80 {10.0.0.9:80=1}",
            "QUORUM_LOST TCP 10.0.0.1:80 has no quorum: weight up 0, wanted 1; 0 of 1 server up;"
                + " sorry server 10.0.0.9:80 serves"),
        effects);
    lab.pass(Lab.MILLISECOND);
    assertEquals("fifo VS [10.0.0.1]:tcp:80 UP", lab.good(2).getLast());
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void aServiceWithOnlyASorryServerIsServedByIt() {
    lab.configure(service().sorry(false));
    assertEquals("10.0.0.9:80=1", lab.served());
  }

  @Test
  void aGroupIsOnePoolBehindSeveralKeys() {
    ServiceKey mark = new ServiceKey.Mark(AddressFamily.IPV4, 7);
    start(service(server(2)).keys(Blocks.KEY, mark).group("web"));
    assertEquals(
        List.of(
            "SERVER_UP real server 10.0.0.2:80 of group web is up: connected; 1 of 1 server up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1}, FWM 7 {10.0.0.2:80=1}",
            "QUORUM_GAINED group web has quorum: weight up 1, wanted 1; 1 of 1 server up"),
        lab.good(2));
    List<String> down = lab.fail(2);
    assertTrue(down.contains("fifo RS [10.0.0.2]:tcp:80 [web]:0 DOWN"), down::toString);
    assertEquals("fifo VS [web]:0 DOWN", down.getLast());
  }

  @Test
  void aMarkServiceHasItsOwnFifoName() {
    start(service(server(2)).keys(new ServiceKey.Mark(AddressFamily.IPV4, 7)));
    lab.good(2);
    List<String> down = lab.fail(2);
    assertTrue(down.contains("fifo RS [10.0.0.2]:none:80 FWM 7 DOWN"), down::toString);
    assertEquals("fifo VS FWM 7 DOWN", down.getLast());
  }

  @Test
  void omegaRunsTheDownScriptsAtShutdownAndOthersLeaveSilently() {
    start(service(server(2).scripts(), server(3).scripts()).scripts().omega());
    lab.good(2);
    assertEquals(
        List.of(
            "SERVICE_REMOVED TCP 10.0.0.1:80 is removed",
            "want ",
            "run rs-down because " + SERVER + " is down: removed from the configuration",
            "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
            "run vs-down because TCP 10.0.0.1:80 removed from the configuration",
            "fifo VS [10.0.0.1]:tcp:80 DOWN",
            "stop TCP_CHECK 10.0.0.3:80"),
        lab.configure());
    Lab silent = new Lab();
    silent.configure(service(server(2).scripts()).scripts());
    silent.pass(Lab.MILLISECOND);
    silent.good(2);
    assertEquals(
        List.of("SERVICE_REMOVED TCP 10.0.0.1:80 is removed", "want "), silent.configure());
    assertEquals(Long.MAX_VALUE, silent.engine.nextDeadlineNanos());
  }
}
