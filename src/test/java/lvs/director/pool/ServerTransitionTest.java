package lvs.director.pool;

import static lvs.director.pool.Blocks.alpha;
import static lvs.director.pool.Blocks.configuration;
import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static lvs.director.pool.Blocks.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lvs.director.model.Check;
import lvs.director.pool.CheckStatus.State;
import org.junit.jupiter.api.Test;

/** A row for each cell of the real server's table, with exact effects. */
class ServerTransitionTest {
  private static final String NAME = "real server 10.0.0.2:80 of TCP 10.0.0.1:80";
  private static final String FIFO = "fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 ";
  private final Lab lab = new Lab();

  private void start(Blocks.Service service, boolean serveBefore, boolean initNotifies) {
    lab.configure(configuration(List.of(service.build()), serveBefore, initNotifies));
    lab.pass(Lab.MILLISECOND);
  }

  @Test
  void pendingToUpIsSilentForScriptsAndPutsTheServerInService() {
    assertEquals(
        List.of("SERVICE_ADDED TCP 10.0.0.1:80 is added with 2 servers", "want TCP 10.0.0.1:80 {}"),
        lab.configure(service(server(2).scripts(), server(3))));
    lab.pass(Lab.MILLISECOND);
    assertEquals(
        List.of(
            "SERVER_UP " + NAME + " is up: connected; 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1}",
            "QUORUM_GAINED TCP 10.0.0.1:80 has quorum: weight up 1, wanted 1; 1 of 2 servers up"),
        lab.good(2));
    assertEquals("connected", lab.server(2).reason());
    assertTrue(lab.server(2).up());
    assertTrue(lab.server(2).inService());
    assertEquals(1, lab.server(2).transitions());
    assertEquals("waits for its first good check", lab.server(3).reason());
    assertFalse(lab.server(3).up());
  }

  @Test
  void pendingToDownIsToldAsDownAtStartOnTheFirstFailure() {
    start(service(server(2).scripts(), server(3)), false, false);
    assertEquals(
        List.of(
            "SERVER_DOWN mail " + NAME + " is down at start: connection refused; 0 of 2 servers up",
            "run rs-down because " + NAME + " is down: connection refused",
            FIFO + "DOWN"),
        lab.bad(2));
    assertEquals(0, lab.server(2).transitions());
    assertEquals(State.DOWN, lab.server(2).checks().getFirst().state());
  }

  @Test
  void upToDownTakesTheServerOutAfterItsRetries() {
    start(service(server(2).scripts(), server(3)), false, false);
    lab.good(2);
    lab.good(3);
    assertEquals(List.of(), lab.nextBad(2));
    assertEquals(List.of(), lab.nextBad(2));
    assertTrue(lab.server(2).inService());
    assertEquals(
        List.of(
            "SERVER_DOWN mail "
                + NAME
                + " is down: connection refused (3 of 3 attempts); 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            "run rs-down because " + NAME + " is down: connection refused",
            FIFO + "DOWN"),
        lab.nextBad(2));
    assertEquals(2, lab.server(2).transitions());
    assertEquals(lab.now, lab.server(2).sinceNanos());
    assertEquals(3, lab.server(2).checks().getFirst().failuresInARow());
  }

  @Test
  void downToUpBringsItBackAtOnce() {
    start(service(server(2).scripts(), server(3)), false, false);
    lab.good(2);
    lab.good(3);
    lab.fail(2);
    assertEquals(
        List.of(
            "SERVER_UP mail " + NAME + " is up: connected; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}",
            "run rs-up because " + NAME + " is up: connected",
            FIFO + "UP"),
        lab.nextGood(2));
  }

  @Test
  void upToUpAndDownToDownDoNothing() {
    start(service(server(2), server(3)), false, false);
    lab.good(2);
    lab.good(3);
    assertEquals(List.of(), lab.nextGood(2));
    lab.fail(2);
    assertEquals(List.of(), lab.nextBad(2));
  }

  @Test
  void aGoodRunForgivesToleratedFailures() {
    start(service(server(2), server(3)), false, false);
    lab.good(2);
    lab.nextBad(2);
    lab.nextBad(2);
    lab.nextGood(2);
    assertEquals(List.of(), lab.nextBad(2));
    assertEquals(List.of(), lab.nextBad(2));
    assertTrue(lab.server(2).up());
  }

  @Test
  void inhibitedServersStayWithWeightZero() {
    start(service(server(2).inhibit(), server(3)), false, false);
    assertEquals("10.0.0.2:80=0", lab.served());
    lab.good(2);
    lab.good(3);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    lab.fail(2);
    assertEquals("10.0.0.2:80=0 10.0.0.3:80=1", lab.served());
    assertFalse(lab.server(2).inService());
  }

  @Test
  void keepalivedsWayServesBeforeTheFirstCheckAndCountsTheFirstFailure() {
    start(service(server(2).scripts(), server(3)), true, false);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    assertEquals("serves before its first check", lab.server(2).reason());
    assertEquals(List.of(), lab.good(3));
    assertEquals(
        List.of(
            "SERVER_DOWN mail "
                + NAME
                + " is down: connection refused (1 of 3 attempts); 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.3:80=1}",
            "run rs-down because " + NAME + " is down: connection refused",
            FIFO + "DOWN"),
        lab.bad(2));
  }

  @Test
  void alphaServersAreDownUntilTheirFirstGoodCheckAlsoInKeepalivedsWay() {
    start(service(server(2).alpha().scripts(), server(3)), true, false);
    assertEquals("10.0.0.3:80=1", lab.served());
    assertEquals("waits for its first good check (alpha)", lab.server(2).reason());
    assertEquals(
        List.of(
            "CHECK_FAILED 1-TCP_CHECK of "
                + NAME
                + " failed: connection refused (1 of 3"
                + " attempts)"),
        lab.bad(2));
    assertEquals(
        List.of(
            "SERVER_UP mail " + NAME + " is up: connected; 2 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}",
            "run rs-up because " + NAME + " is up: connected",
            FIFO + "UP"),
        lab.nextGood(2));
  }

  @Test
  void oneAlphaCheckOfTwoKeepsTheServerDown() {
    Blocks.Server both = server(2).checks(tcp(2, alpha()), Blocks.misc(2, "/bin/check"));
    lab.configure(configuration(List.of(service(both).build()), true, false));
    assertEquals("", lab.served());
    assertEquals(
        "1 of 2 checks fail: waits for its first good check (alpha)", lab.server(2).reason());
  }

  @Test
  void initNotifiesTellsTheFirstState() {
    start(service(server(2).scripts(), server(3)).scripts(), false, true);
    assertEquals(
        List.of(
            "SERVER_UP mail " + NAME + " is up: connected; 1 of 2 servers up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1}",
            "run rs-up because " + NAME + " is up: connected",
            FIFO + "UP",
            "QUORUM_GAINED mail TCP 10.0.0.1:80 has quorum: weight up 1, wanted 1; 1 of 2 servers"
                + " up",
            "run vs-up because TCP 10.0.0.1:80 has quorum: weight up 1, wanted 1; 1 of 2 servers"
                + " up",
            "fifo VS [10.0.0.1]:tcp:80 UP"),
        lab.good(2));
  }

  @Test
  void aServerWithoutChecksServesAtOnce() {
    lab.configure(service(server(2).checks()));
    assertEquals("10.0.0.2:80=1", lab.served());
    assertEquals("has no checks", lab.server(2).reason());
    assertEquals(Long.MAX_VALUE, lab.engine.nextDeadlineNanos());
  }

  @Test
  void aCheckThatCannotRunCountsAsPassedAndSaysSo() {
    Lab without = new Lab(check -> !(check instanceof Check.Ping));
    Check ping = new Check.Ping(Blocks.TIMING, Check.Target.of(Blocks.endpoint(2)));
    without.configure(service(server(2).checks(ping), server(3).checks(ping, tcp(3))));
    assertEquals("10.0.0.2:80=1", without.served());
    assertEquals(
        "PING_CHECK is not run by this version and counts as passed", without.server(2).reason());
    without.pass(Lab.MILLISECOND);
    without.good(3);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", without.served());
    assertEquals(
        "connected; PING_CHECK is not run by this version and counts as passed",
        without.server(3).reason());
    assertEquals(State.UNCHECKED, without.server(2).checks().getFirst().state());
  }

  @Test
  void everyCheckMustPass() {
    Blocks.Server both = server(2).checks(tcp(2), Blocks.http(3, false, "/"));
    start(service(both), false, false);
    assertEquals(List.of(), lab.good(2));
    assertEquals("waits for its first good check", lab.server(2).reason());
    lab.good(3);
    assertEquals("10.0.0.2:80=1", lab.served());
    lab.fail(3);
    assertEquals("", lab.served());
    assertEquals("1 of 2 checks fail: connection refused", lab.server(2).reason());
    lab.nextBad(2);
    lab.nextBad(2);
    assertEquals(
        List.of(
            "CHECK_FAILED 1-TCP_CHECK of "
                + NAME
                + " failed: connection refused (3 of 3"
                + " attempts)"),
        lab.nextBad(2));
    assertEquals("2 of 2 checks fail: connection refused", lab.server(2).reason());
    assertEquals(List.of(), lab.nextGood(2));
    lab.nextGood(3);
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void downToPendingWaitsForTheCheckThatHasNoVerdictYet() {
    Blocks.Server both = server(2).checks(tcp(2), Blocks.http(3, false, "/"));
    start(service(both), false, false);
    lab.bad(2);
    assertEquals(List.of(), lab.nextGood(2));
    assertEquals("", lab.served());
    assertFalse(lab.server(2).up());
    assertEquals(
        List.of(
            "SERVER_UP mail " + NAME + " is up: connected; 1 of 1 server up",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=1}",
            FIFO + "UP",
            "QUORUM_GAINED mail TCP 10.0.0.1:80 has quorum: weight up 1, wanted 1; 1 of 1 server"
                + " up",
            "fifo VS [10.0.0.1]:tcp:80 UP"),
        lab.good(3));
  }

  @Test
  void dynamicWeightsOfAProgramAreSetAbsolutely() {
    start(
        service(server(2).weight(5).checks(Blocks.misc(2, "/bin/load")), server(3)), false, false);
    lab.good(2);
    assertEquals("10.0.0.2:80=5", lab.served());
    lab.awaitRun(2);
    assertEquals(
        List.of(
            "SERVER_WEIGHT " + NAME + " has weight 40, had 5",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=40}"),
        lab.finish(2, lab.weighted(40)));
    assertEquals(40, lab.service().weightUp());
    lab.nextGood(2);
    assertEquals("10.0.0.2:80=40", lab.served());
    lab.awaitRun(2);
    assertEquals("QUORUM_LOST", lab.finish(2, lab.weighted(0)).get(2).split(" ")[0]);
  }

  @Test
  void fileWeightsAddUpAndAreClamped() {
    Check.File one = new Check.File(Blocks.TIMING, Blocks.endpoint(2), "a", 1, false);
    Check.File two = new Check.File(Blocks.TIMING, Blocks.endpoint(3), "b", 1, false);
    start(service(server(2).weight(5).checks(one, two)), false, false);
    lab.finish(2, lab.weighted(3));
    lab.finish(3, lab.weighted(4));
    assertEquals("10.0.0.2:80=12", lab.served());
    lab.awaitRun(2);
    lab.finish(2, lab.weighted(-100));
    assertEquals("10.0.0.2:80=0", lab.served());
    lab.awaitRun(2);
    lab.finish(2, lab.weighted(Integer.MAX_VALUE));
    assertEquals("10.0.0.2:80=2147483647", lab.served());
  }

  @Test
  void toleratedFailuresAreAnnouncedWhenTheConfigurationAsks() {
    Check.Timing t = Blocks.TIMING;
    Check.Timing logged =
        new Check.Timing(
            t.delayLoop(), t.timeout(), 2, t.delayBeforeRetry(), t.warmup(), false, true);
    start(service(server(2).checks(tcp(2, logged))), false, false);
    lab.good(2);
    assertEquals(
        List.of(
            "CHECK_FAILED 1-TCP_CHECK of "
                + NAME
                + " failed: connection refused (1 of 3"
                + " attempts)"),
        lab.nextBad(2));
  }

  @Test
  void theLastTenResultsAreKeptNewestFirst() {
    start(service(server(2)), false, false);
    lab.good(2);
    for (int i = 1; i <= 12; i++) {
      lab.awaitRun(2);
      lab.finish(2, lab.result(true, "run " + i));
    }
    CheckStatus check = lab.server(2).checks().getFirst();
    assertEquals(10, check.last().size());
    assertEquals("run 12", check.last().getFirst().reason());
    assertEquals("run 3", check.last().getLast().reason());
    assertEquals(13, check.runs());
    assertEquals(0, check.failures());
  }
}
