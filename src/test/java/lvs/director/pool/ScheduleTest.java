package lvs.director.pool;

import static lvs.director.pool.Blocks.TIMING;
import static lvs.director.pool.Blocks.configuration;
import static lvs.director.pool.Blocks.http;
import static lvs.director.pool.Blocks.server;
import static lvs.director.pool.Blocks.service;
import static lvs.director.pool.Blocks.tcp;
import static lvs.director.pool.Lab.MILLISECOND;
import static lvs.director.pool.Lab.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.Check;
import org.junit.jupiter.api.Test;

/** When checks run. */
class ScheduleTest {
  private static final String START = "start TCP_CHECK 10.0.0.2:80";
  private final Lab lab = new Lab();

  private static Check.Timing warmup(int seconds) {
    return new Check.Timing(
        TIMING.delayLoop(),
        TIMING.timeout(),
        TIMING.retry(),
        TIMING.delayBeforeRetry(),
        Optional.of(Duration.ofSeconds(seconds)),
        false,
        false);
  }

  @Test
  void aSmallConfigurationIsCheckedAtOnceHalfAMillisecondApart() {
    lab.configure(service(server(2), server(3), server(4)));
    assertEquals(List.of(START), lab.pass(0));
    assertEquals(List.of("start TCP_CHECK 10.0.0.3:80"), lab.pass(MILLISECOND / 2));
    assertEquals(List.of("start TCP_CHECK 10.0.0.4:80"), lab.pass(MILLISECOND / 2));
  }

  @Test
  void warmupDelaysTheFirstRunByARandomTimeThatTheSeedDecides() {
    List<Long> first = firstRuns();
    assertEquals(first, firstRuns());
    assertTrue(first.stream().distinct().count() > 40, first::toString);
    assertTrue(first.stream().allMatch(at -> at <= 30 * SECOND), first::toString);
    assertTrue(first.stream().anyMatch(at -> at > 15 * SECOND), first::toString);
  }

  private static List<Long> firstRuns() {
    Lab lab = new Lab();
    Blocks.Server[] servers =
        Blocks.many(50, i -> server(i + 10).checks(tcp(i + 10, warmup(30))))
            .toArray(Blocks.Server[]::new);
    lab.configure(service(servers));
    List<Long> starts = new ArrayList<>();
    long begin = lab.now;
    while (lab.engine.nextDeadlineNanos() != Long.MAX_VALUE) {
      lab.now = lab.engine.nextDeadlineNanos();
      lab.step(new PoolEvent.TimePassed()).forEach(_ -> starts.add(lab.now - begin));
    }
    return starts;
  }

  @Test
  void goodRunsFollowEachOtherByDelayLoopFromStartToStart() {
    lab.configure(service(server(2)));
    lab.pass(200 * MILLISECOND);
    lab.good(2);
    assertEquals(List.of(), lab.pass(5_800 * MILLISECOND - 1));
    assertEquals(List.of(START), lab.pass(1));
  }

  @Test
  void aProbeNeverOverlapsItself() {
    lab.configure(service(server(2)));
    lab.pass(0);
    assertEquals(List.of(), lab.pass(60 * SECOND));
    lab.good(2);
    assertEquals(List.of(START), lab.pass(0));
  }

  @Test
  void toleratedFailuresAreRepeatedAfterDelayBeforeRetryAndADownServerAfterDelayLoop() {
    lab.configure(service(server(2)));
    lab.pass(0);
    lab.good(2);
    assertEquals(List.of(START), lab.pass(6 * SECOND));
    lab.pass(300 * MILLISECOND);
    lab.bad(2);
    assertEquals(List.of(), lab.pass(SECOND - 1));
    assertEquals(List.of(START), lab.pass(1));
    lab.bad(2);
    assertEquals(List.of(START), lab.pass(SECOND));
    lab.bad(2);
    assertEquals(CheckStatus.State.DOWN, lab.server(2).checks().getFirst().state());
    assertEquals(List.of(), lab.pass(6 * SECOND - 1));
    assertEquals(List.of(START), lab.pass(1));
  }

  @Test
  void theUrlsOfAnHttpCheckRunOneByOne() {
    lab.configure(service(server(2).checks(http(2, false, "/a", "/b"))));
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 0"), lab.pass(0));
    assertEquals(List.of(), lab.good(2));
    assertEquals(
        List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(0), "the first round is quick");
    lab.good(2);
    assertEquals("10.0.0.2:80=1", lab.served());
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 0"), lab.pass(6 * SECOND));
    lab.good(2);
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(6 * SECOND));
    lab.bad(2);
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(SECOND));
    lab.bad(2);
    lab.pass(SECOND);
    lab.bad(2);
    assertEquals("", lab.served());
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(6 * SECOND));
    assertEquals(List.of(), lab.good(2));
    assertEquals(
        "connection refused (passes again, all URLs are being repeated)", lab.server(2).reason());
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 0"), lab.pass(6 * SECOND));
    assertEquals(List.of(), lab.good(2));
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(6 * SECOND));
    assertEquals("SERVER_UP", lab.good(2).getFirst().split(" ")[0]);
  }

  @Test
  void fastRecoveryRepeatsTheUrlsWithoutDelay() {
    lab.configure(service(server(2).checks(http(2, true, "/a", "/b"))));
    lab.pass(0);
    lab.bad(2);
    lab.nextGood(2);
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 0"), lab.pass(0));
    lab.good(2);
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(0));
    lab.good(2);
    assertEquals("10.0.0.2:80=1", lab.served());
  }

  @Test
  void keepalivedsWayWaitsDelayLoopBetweenTheFirstUrlsToo() {
    Blocks.Service service = service(server(2).checks(http(2, false, "/a", "/b")));
    lab.configure(configuration(List.of(service.build()), true, false));
    lab.pass(0);
    lab.good(2);
    assertEquals(List.of(), lab.pass(6 * SECOND - 1));
    assertEquals(List.of("start HTTP_GET 10.0.0.2:80 step 1"), lab.pass(1));
  }

  @Test
  void equalChecksOfSeveralServicesAreOneProbe() {
    lab.configure(service(server(2)), service(server(2), server(3)).at("10.0.0.1:443"));
    assertEquals(2, lab.engine.probeCount());
    assertEquals(List.of(START, "start TCP_CHECK 10.0.0.3:80"), lab.pass(SECOND));
    List<String> effects = lab.good(2);
    assertEquals(
        2, effects.stream().filter(e -> e.startsWith("SERVER_UP")).count(), effects::toString);
    assertEquals(1, effects.stream().filter(e -> e.startsWith("want")).count());
    assertTrue(lab.server(2).inService());
    assertTrue(lab.server("tcp_10.0.0.1_443", 2).inService());
  }

  @Test
  void aLateAnswerOfAStoppedProbeIsIgnored() {
    lab.configure(service(server(2)));
    lab.pass(0);
    long probe = lab.running.keySet().iterator().next();
    assertEquals(
        List.of(
            "SERVICE_REMOVED TCP 10.0.0.1:80 is removed", "want ", "stop TCP_CHECK 10.0.0.2:80"),
        lab.configure());
    lab.configure(service(server(2)));
    assertEquals(
        List.of(), lab.step(new PoolEvent.CheckFinished(probe, lab.result(true, "connected"))));
    assertEquals("", lab.served());
  }

  @Test
  void aLateStartIsMeasured() {
    lab.configure(service(server(2)));
    lab.now += 70 * MILLISECOND;
    lab.step(new PoolEvent.TimePassed());
    lab.good(2);
    assertEquals(70 * MILLISECOND, lab.server(2).checks().getFirst().latenessNanos());
  }

  @Test
  void anEngineThatSleptStartsEachProbeOnceAndSpreadsThemAgain() {
    Blocks.Server[] servers = Blocks.many(40, i -> server(i + 10)).toArray(Blocks.Server[]::new);
    lab.configure(service(servers));
    lab.pass(SECOND);
    Blocks.many(40, i -> lab.good(i + 10));
    lab.now += 3_600 * SECOND;
    assertEquals(40, lab.step(new PoolEvent.TimePassed()).size());
    assertEquals(List.of(), lab.step(new PoolEvent.TimePassed()));
    Blocks.many(40, i -> lab.good(i + 10));
    assertEquals(List.of(), lab.pass(4_500 * MILLISECOND - 1), "none within three quarters");
    int starts = 0;
    for (int i = 0; i < 15; i++) {
      int together = lab.pass(100 * MILLISECOND).size();
      assertTrue(together < 15, together + " probes start together");
      starts += together;
    }
    assertEquals(40, starts);
  }

  @Test
  void aFailureOfAMachineThatSleptIsRepeatedOnceAndThenCounts() {
    lab.configure(service(server(2)));
    lab.pass(0);
    lab.now += 3_600 * SECOND;
    CheckResult late =
        new CheckResult(
            false,
            "no answer within 5 s",
            3_600 * SECOND,
            lab.now,
            OptionalInt.empty(),
            OptionalInt.empty());
    assertEquals(List.of(), lab.finish(2, late));
    assertEquals(0, lab.server(2).checks().getFirst().runs());
    assertEquals(List.of(START), lab.pass(0));
    lab.finish(2, late);
    assertEquals(CheckStatus.State.DOWN, lab.server(2).checks().getFirst().state());
  }

  @Test
  void aProbeThatStartsALittleLateKeepsItsPlace() {
    lab.configure(service(server(2)));
    lab.now += 500 * MILLISECOND;
    lab.step(new PoolEvent.TimePassed());
    lab.good(2);
    assertEquals(List.of(START), lab.pass(5_500 * MILLISECOND));
  }

  @Test
  void checkNowRunsAtOnceAndItsAnswerIsAnOrdinaryResult() {
    lab.configure(service(server(2)));
    lab.pass(0);
    lab.good(2);
    lab.pass(SECOND);
    PoolEvent now = new PoolEvent.CheckNow(Blocks.ID, Blocks.endpoint(2), "1-TCP_CHECK");
    assertEquals(List.of(START), lab.step(now));
    assertEquals(List.of(), lab.step(now), "one run at a time");
    lab.good(2);
    assertEquals(2, lab.server(2).checks().getFirst().runs());
    assertEquals(List.of(), lab.pass(6 * SECOND - 1), "delay_loop counts from there");
    assertEquals(List.of(START), lab.pass(1));
  }

  @Test
  void checkNowOfSomethingUnknownDoesNothing() {
    lab.configure(service(server(2)));
    for (PoolEvent event :
        List.of(
            new PoolEvent.CheckNow("tcp_10.0.0.7_80", Blocks.endpoint(2), "1-TCP_CHECK"),
            new PoolEvent.CheckNow(Blocks.ID, Blocks.endpoint(7), "1-TCP_CHECK"),
            new PoolEvent.CheckNow(Blocks.ID, Blocks.endpoint(2), "2-TCP_CHECK"))) {
      assertEquals(List.of(), lab.step(event));
    }
  }
}
