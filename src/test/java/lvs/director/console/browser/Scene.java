package lvs.director.console.browser;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.DrainProgress;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.port.DataPlane.Refused;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Event.Severity;
import lvs.director.port.MailDesk;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedEvents;
import lvs.director.staged.StagedMail;

/**
 * A small cluster as it may stand at three in the morning: master of one group, backup of another
 * router, one server down, one that is drained. Its time is the real time.
 */
class Scene extends StagedDirector {
  private static final Duration RUNNING = Duration.ofDays(12).plusHours(5);
  static final String WEB = "tcp_198.51.100.10_80";
  static final String WEB_TLS = "tcp_198.51.100.10_443";
  static final String LOST = "10.8.0.13:80";
  static final String DRAINED = "10.8.0.12:443";

  final StagedEvents happened = new StagedEvents();
  final StagedMail desk = new StagedMail();
  volatile List<String> warnings = List.of();
  volatile List<Refused> refused = List.of();
  volatile String reloadError = "";
  private final long baseMillis = System.currentTimeMillis() - RUNNING.toMillis();
  private final Configuration configuration;
  private final SceneArchives recorded;

  Scene() throws IOException {
    this(SceneText.CLUSTER);
  }

  Scene(String text) throws IOException {
    configuration = OneFile.read(text);
    clock = () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - baseMillis);
    show(configuration.virtualServices().toArray(VirtualService[]::new));
    vrrp = SceneElection.view(configuration.vrrp(), nowNanos());
    desk.health =
        new MailDesk.Health(
            true, 0, 0, 31, 0, 0, 4, System.currentTimeMillis() - 700_000, "", 0, "");
    mail = desk;
    events = happened;
    stages.forEach(stage -> stage.actors.forEach(this::checkedLately));
    long now = System.currentTimeMillis() / 1000;
    recorded =
        new SceneArchives(
            this,
            List.of(
                new SceneArchives.Outage("10.8.0.13_80", now - 760, now + 86_400),
                new SceneArchives.Outage("10.8.0.11_80", now - 31_000, now - 28_700),
                new SceneArchives.Outage("10.8.0.12_443", now - 240, now + 86_400)),
            new SceneArchives.Outage("", now - 52_000, now - 50_900));
    archives = recorded;
  }

  /** One server is down, one is drained, and this is how it came to that. */
  Scene atNight() {
    long now = System.currentTimeMillis();
    actor(WEB, LOST).turn(false, "connection refused after 0.4 ms (3 of 3 attempts)", ago(760));
    actor(WEB, LOST).show(failing(actor(WEB, LOST).status()));
    drainByHand();
    SceneText.tellTheNight(happened, now);
    carry();
    return this;
  }

  Stage stage(String service) {
    return stages.stream()
        .filter(each -> each.service.id().equals(service))
        .findFirst()
        .orElseThrow();
  }

  Actor actor(String service, String server) {
    return stage(service).actors.stream()
        .filter(each -> each.status().server().endpoint().toString().equals(server))
        .findFirst()
        .orElseThrow();
  }

  /** Nanoseconds of some seconds ago. */
  long ago(long seconds) {
    return nowNanos() - TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Down or up now, with its event. */
  void turn(String service, String server, boolean up, String reason) {
    actor(service, server).turn(up, reason, nowNanos());
    String text =
        "real server %s of %s is %s: %s"
            .formatted(server, stage(service).service.name(), up ? "up" : "down", reason);
    tell(
        up ? Severity.INFO : Severity.ERROR,
        up ? "SERVER_UP" : "SERVER_DOWN",
        service,
        server,
        text);
  }

  void tell(Severity severity, String kind, String subject, String server, String text) {
    happened.happen(System.currentTimeMillis(), severity, kind, subject, server, text);
  }

  private void drainByHand() {
    Actor actor = actor(WEB_TLS, DRAINED);
    RealServerStatus old = actor.status();
    ServerOverride override =
        new ServerOverride(
            WEB_TLS,
            old.server().endpoint(),
            OptionalInt.empty(),
            Standing.DRAINING,
            "kernel update, ticket 4711",
            Optional.of(nowNanos() + TimeUnit.HOURS.toNanos(2)),
            Optional.empty());
    actor.override(override, 0);
    RealServerStatus now = actor.status();
    actor.show(
        with(
            now,
            now.up(),
            now.reason(),
            ago(259_200),
            now.checks(),
            Optional.of(new DrainProgress(17, OptionalLong.of(140)))));
  }

  /** Ten good runs of each check, the newest a moment ago. */
  private void checkedLately(Actor actor) {
    RealServerStatus old = actor.status();
    List<CheckStatus> checks =
        old.checks().stream().map(check -> ran(check, 10, "200 for / after %.1f ms")).toList();
    actor.show(with(old, true, "every check passes", ago(259_200), checks, Optional.empty()));
  }

  private CheckStatus ran(CheckStatus check, int good, String reason) {
    List<CheckResult> last = new ArrayList<>();
    for (int run = 0; run < 10; run++) {
      boolean passed = run >= 10 - good;
      long took = 2_000_000L + Math.floorMod(check.hashCode() + run * 7919L, 3000) * 1000L;
      String words = passed ? reason.formatted(took / 1e6) : "connection refused after 0.4 ms";
      last.add(
          new CheckResult(
              passed,
              words,
              passed ? took : 400_000,
              ago(3 + run * 6L),
              OptionalInt.empty(),
              OptionalInt.empty()));
    }
    return new CheckStatus(
        check.id(),
        check.check(),
        good == 10 ? CheckStatus.State.UP : CheckStatus.State.DOWN,
        10 - good,
        174_000,
        10 - good + 3,
        180_000,
        List.copyOf(last),
        OptionalInt.empty());
  }

  private RealServerStatus failing(RealServerStatus old) {
    List<CheckStatus> checks =
        old.checks().stream().map(check -> ran(check, 4, "200 for / after %.1f ms")).toList();
    return with(old, false, old.reason(), old.sinceNanos(), checks, old.drain());
  }

  private static RealServerStatus with(
      RealServerStatus old,
      boolean up,
      String reason,
      long since,
      List<CheckStatus> checks,
      Optional<DrainProgress> drain) {
    return new RealServerStatus(
        old.id(),
        old.server(),
        up,
        up && old.weight() > 0,
        old.configuredWeight(),
        old.weight(),
        old.override(),
        reason,
        since,
        old.transitions(),
        checks,
        drain);
  }

  /** Traffic of this moment, as the archives have it. */
  void carry() {
    long second = System.currentTimeMillis() / 1000;
    Map<ServiceKey, ServiceRates> now = new HashMap<>();
    for (Stage stage : stages) {
      Map<Endpoint, ServerCounters> counters = new HashMap<>();
      Map<Endpoint, Rate> rates = new HashMap<>();
      double sum = 0;
      for (Actor actor : stage.actors) {
        double some = recorded.connections(stage.service.id(), actor.status().id(), second);
        Endpoint server = actor.status().server().endpoint();
        rates.put(server, rate(some));
        long open =
            actor.status().drain().map(DrainProgress::connectionsLeft).orElse((long) (some * 6));
        counters.put(server, new ServerCounters(Traffic.ZERO, open, (long) (some * 14), 0));
        sum += some;
      }
      now.put(
          stage.service.keys().getFirst(),
          new ServiceRates(new ServiceCounters(Traffic.ZERO, counters), rate(sum), rates));
    }
    traffic = now;
  }

  private static Rate rate(double connections) {
    return new Rate(
        connections, connections * 11, connections * 14, connections * 1_700, connections * 21_000);
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public List<String> configurationWarnings() {
    return warnings;
  }

  @Override
  public String reloadError() {
    return reloadError;
  }

  @Override
  public List<Refused> refused() {
    return refused;
  }

  @Override
  public String planeName() {
    return "ipvs";
  }

  @Override
  public String planeReason() {
    return "the kernel has IPVS 1.2.1";
  }

  @Override
  public long epochMillis(long nanos) {
    return baseMillis + TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public Health health() {
    return new Health(baseMillis, 1, 1_234_000, 100_000, 1_400_000, 5_000_000, 0, 0);
  }
}
