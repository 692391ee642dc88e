package lvs.director.pool;

import static lvs.director.pool.Blocks.TIMING;
import static lvs.director.pool.Blocks.alpha;
import static lvs.director.pool.Blocks.configuration;
import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static lvs.director.pool.Blocks.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.model.Check;
import lvs.director.model.Scheduler;
import org.junit.jupiter.api.Test;

/** A reload keeps what is known and changes what differs. */
class ReloadTest {
  private final Lab lab = new Lab();

  private static Check.Timing every(int seconds) {
    return new Check.Timing(
        Duration.ofSeconds(seconds),
        TIMING.timeout(),
        TIMING.retry(),
        TIMING.delayBeforeRetry(),
        Optional.empty(),
        false,
        false);
  }

  private void start() {
    lab.configure(service(server(2), server(3)));
    lab.pass(Lab.MILLISECOND);
    lab.good(2);
    lab.good(3);
  }

  @Test
  void anEqualConfigurationDoesNothing() {
    start();
    long next = lab.engine.nextDeadlineNanos();
    assertEquals(List.of(), lab.configure(service(server(2), server(3))));
    assertEquals(next, lab.engine.nextDeadlineNanos());
  }

  @Test
  void aChangedWeightIsAppliedInPlace() {
    start();
    assertEquals(
        List.of(
            "SERVER_WEIGHT real server 10.0.0.2:80 of TCP 10.0.0.1:80 has weight 5, had 1",
            "want TCP 10.0.0.1:80 {10.0.0.2:80=5 10.0.0.3:80=1}"),
        lab.configure(service(server(2).weight(5), server(3))));
    assertEquals(1, lab.server(2).checks().getFirst().runs());
  }

  @Test
  void aChangedSchedulerIsWantedAndAChangedScriptIsNot() {
    start();
    assertEquals(
        List.of("want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}"),
        lab.configure(service(server(2), server(3)).scheduler(Scheduler.SH)));
    assertEquals(Scheduler.SH, lab.table.services().get(Blocks.KEY).scheduling().scheduler());
    assertEquals(
        List.of(), lab.configure(service(server(2), server(3).scripts()).scheduler(Scheduler.SH)));
  }

  @Test
  void aNewServerWaitsForItsFirstGoodCheckAndOthersServeOn() {
    start();
    assertEquals(
        List.of("want TCP 10.0.0.1:80 {10.0.0.2:80=1 10.0.0.3:80=1}"),
        lab.configure(service(server(2), server(4), server(3))));
    assertEquals(List.of("start TCP_CHECK 10.0.0.4:80"), lab.pass(0));
    lab.good(4);
    assertEquals("10.0.0.2:80=1 10.0.0.4:80=1 10.0.0.3:80=1", lab.served());
  }

  @Test
  void aRemovedServerLeavesSilentlyAndItsCheckStops() {
    start();
    lab.awaitRun(2);
    assertEquals(
        List.of("want TCP 10.0.0.1:80 {10.0.0.3:80=1}", "stop TCP_CHECK 10.0.0.2:80"),
        lab.configure(service(server(3))));
    assertEquals(1, lab.service().weightUp());
    assertEquals(1, lab.engine.probeCount());
  }

  @Test
  void aFailedServerIsNotAddedAgain() {
    start();
    lab.fail(2);
    long since = lab.server(2).sinceNanos();
    lab.configure(service(server(2).weight(5), server(3)));
    assertEquals("10.0.0.3:80=1", lab.served());
    assertEquals(since, lab.server(2).sinceNanos());
    assertEquals(2, lab.server(2).transitions());
    assertEquals("connection refused", lab.server(2).reason());
  }

  @Test
  void alphaIsNotAppliedToAServerThatServes() {
    start();
    lab.configure(service(server(2).alpha().checks(tcp(2, alpha())), server(3)));
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
  }

  @Test
  void changedTimingKeepsStateCountersAndResults() {
    start();
    lab.fail(2);
    lab.configure(service(server(2).checks(tcp(2, every(60))), server(3)));
    CheckStatus check = lab.server(2).checks().getFirst();
    assertEquals(CheckStatus.State.DOWN, check.state());
    assertEquals(4, check.runs());
    assertEquals(3, check.failures());
    assertEquals(4, check.last().size());
    lab.nextGood(2);
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    assertEquals(2, lab.engine.probeCount());
  }

  @Test
  void aFailureCounterSurvivesAReload() {
    start();
    lab.nextBad(2);
    lab.nextBad(2);
    lab.configure(service(server(2).checks(tcp(2, every(60))), server(3)).quorum(1, 0));
    assertTrue(lab.server(2).up());
    lab.nextBad(2);
    assertFalse(lab.server(2).up());
  }

  @Test
  void aNewCheckDoesNotTakeAServingServerOutButItsFirstFailureCounts() {
    start();
    Check second = Blocks.http(4, false, "/");
    assertEquals(List.of(), lab.configure(service(server(2).checks(tcp(2), second), server(3))));
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
    lab.nextBad(4);
    assertEquals("10.0.0.3:80=1", lab.served());
  }

  @Test
  void aFailedServerWithANewCheckWaitsForItsFirstGoodRun() {
    start();
    lab.fail(2);
    Check other = Blocks.http(2, false, "/");
    lab.configure(service(server(2).checks(other), server(3)));
    assertEquals("10.0.0.3:80=1", lab.served());
    assertEquals("waits for its first good check", lab.server(2).reason());
    assertTrue(
        lab.nextGood(2).contains("fifo RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 UP"),
        "scripts had been told that it is down");
  }

  @Test
  void checksThatChangePlacesKeepWhatTheyKnow() {
    Check http = Blocks.http(4, false, "/");
    lab.configure(service(server(2).checks(tcp(2), http)));
    lab.nextGood(2);
    lab.nextGood(4);
    assertEquals(List.of(), lab.configure(service(server(2).checks(http, tcp(2)))));
    assertEquals("1-HTTP_GET", lab.server(2).checks().getFirst().id());
    assertEquals(1, lab.server(2).checks().getFirst().runs());
    assertEquals("10.0.0.2:80=1", lab.served());
    assertEquals(2, lab.engine.probeCount());
  }

  @Test
  void aNewServiceBelievesWhatAnEqualCheckHasFound() {
    start();
    lab.configure(service(server(2), server(3)), service(server(2)).at("10.0.0.8:80"));
    assertTrue(lab.server("tcp_10.0.0.8_80", 2).inService());
    assertEquals("connected", lab.server("tcp_10.0.0.8_80", 2).reason());
  }

  @Test
  void aServiceThatMovesToAnotherAddressKeepsItsProbesRunning() {
    start();
    lab.awaitRun(2);
    assertEquals(
        List.of(
            "SERVICE_ADDED TCP 10.0.0.8:80 is added with 2 servers",
            "want TCP 10.0.0.8:80 {10.0.0.2:80=1 10.0.0.3:80=1}",
            "QUORUM_GAINED TCP 10.0.0.8:80 has quorum: weight up 2, wanted 1; 2 of 2 servers up",
            "SERVICE_REMOVED TCP 10.0.0.1:80 is removed"),
        lab.configure(service(server(2), server(3)).at("10.0.0.8:80")));
    assertEquals(Optional.empty(), lab.engine.view().service(Blocks.ID));
  }

  @Test
  void aRaisedQuorumIsLostAtOnce() {
    start();
    assertEquals(
        "fifo VS [10.0.0.1]:tcp:80 DOWN",
        lab.configure(service(server(2), server(3)).quorum(3, 0)).getLast());
  }

  @Test
  void aNewSorryServerServesAtOnceWhereQuorumIsLost() {
    start();
    lab.fail(2);
    lab.fail(3);
    lab.configure(service(server(2), server(3)).sorry(false));
    assertEquals("10.0.0.9:80=1", lab.served());
    lab.configure(service(server(2), server(3)));
    assertEquals("", lab.served());
  }

  @Test
  void theViewFollowsTheOrderOfTheConfiguration() {
    start();
    lab.configure(service(server(4)).at("10.0.0.8:80"), service(server(3), server(2)));
    List<PoolView.ServiceView> services = lab.engine.view().services();
    assertEquals("TCP 10.0.0.8:80", services.get(0).status().service().name());
    assertEquals(
        Blocks.endpoint(3),
        services.get(1).status().servers().getFirst().status().server().endpoint());
  }

  @Test
  void keepalivedsWayAddsNewServersAtOnce() {
    List<Blocks.Service> services = List.of(service(server(2)));
    lab.configure(
        configuration(services.stream().map(Blocks.Service::build).toList(), true, false));
    lab.configure(configuration(List.of(service(server(2), server(3)).build()), true, false));
    assertEquals("10.0.0.2:80=1 10.0.0.3:80=1", lab.served());
  }

  @Test
  void everyKindOfCheckIsKnownAgainWhenOnlyItsTimingChanged() {
    Check.Timing other = every(60);
    Check.Target target = Check.Target.of(Blocks.endpoint(2));
    Check.Http http = Blocks.http(2, true, "/");
    for (List<Check> pair :
        List.of(
            List.<Check>of(new Check.Tcp(TIMING, target), new Check.Tcp(other, target)),
            List.<Check>of(
                http,
                new Check.Http(
                    other, target, http.tls(), http.version(), http.urls(), true, false)),
            List.<Check>of(new Check.Smtp(TIMING, target, "a"), new Check.Smtp(other, target, "a")),
            List.<Check>of(
                new Check.Dns(TIMING, target, "A", "a"), new Check.Dns(other, target, "A", "a")),
            List.<Check>of(
                new Check.Udp(TIMING, target, "00", false, Optional.empty(), 0, 255),
                new Check.Udp(other, target, "00", false, Optional.empty(), 0, 255)),
            List.<Check>of(new Check.Ping(TIMING, target), new Check.Ping(other, target)),
            List.<Check>of(
                Blocks.misc(2, "/a"),
                new Check.Misc(other, Blocks.endpoint(2), Blocks.script("/a"), true)),
            List.<Check>of(
                new Check.File(TIMING, Blocks.endpoint(2), "f", 1, false),
                new Check.File(other, Blocks.endpoint(2), "f", 1, false)),
            List.<Check>of(
                new Check.Bfd(TIMING, Blocks.endpoint(2), "b"),
                new Check.Bfd(other, Blocks.endpoint(2), "b")))) {
      assertTrue(Retiming.differsInTimingOnly(pair.get(0), pair.get(1)), pair::toString);
      assertFalse(Retiming.differsInTimingOnly(pair.get(0), Blocks.misc(3, "/other")));
    }
  }
}
