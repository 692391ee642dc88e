package lvs.director.daemon;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.config.Loaded;
import lvs.director.config.RecordedReading;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.PoolEvent;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Arguments;
import lvs.director.port.DirectorControl;
import lvs.director.port.Refusal;

/** Commands from views, turned into events and waited for. */
final class Control implements DirectorControl {

  private final RunningDirector director;
  private final PoolLoop pool;
  private final VrrpSide vrrp;

  Control(RunningDirector director, PoolLoop pool, VrrpSide vrrp) {
    this.director = director;
    this.pool = pool;
    this.vrrp = vrrp;
  }

  @Override
  public synchronized String reload() throws Refusal {
    director.reloads().begins();
    try {
      return readAndPutInForce();
    } finally {
      director.reloads().isOver();
    }
  }

  private String readAndPutInForce() throws Refusal {
    long startedNanos = System.nanoTime();
    RecordedReading reading = director.reading().again();
    Loaded loaded = reading.loaded();
    Optional<String> obstacle =
        loaded.usable() ? obstacle(loaded.configuration()) : Optional.of(errors(loaded));
    if (obstacle.isPresent()) {
      director.reloadFailed(obstacle.get());
      director.log().error("reload refused, the old configuration stays: " + obstacle.get());
      throw new Refusal(obstacle.get());
    }
    Services before = Services.of(pool.view());
    putInForce(reading);
    director.reloadFailed("");
    long tookMillis = (System.nanoTime() - startedNanos) / 1_000_000;
    String summary =
        before.changesTo(Services.of(pool.view())) + ", in force after " + tookMillis + " ms";
    director.log().info("configuration reloaded: " + summary + warnings(loaded));
    return summary;
  }

  private Optional<String> obstacle(Optional<Configuration> wanted) {
    return wanted.flatMap(vrrp::obstacle).or(() -> wanted.flatMap(director::planeObstacle));
  }

  private void putInForce(RecordedReading reading) throws Refusal {
    try {
      director.putInForce(reading);
    } catch (Refusal incomplete) {
      director.log().error("reload: " + incomplete.getMessage());
      throw incomplete;
    }
  }

  private static String warnings(Loaded loaded) {
    int count = loaded.problems().size();
    return count == 0 ? "" : "; " + count + " remarks on it: see 'lvs-director status'";
  }

  private static String errors(Loaded loaded) {
    List<Problem> errors =
        loaded.problems().stream()
            .filter(problem -> problem.severity() == Problem.Severity.ERROR)
            .toList();
    String first =
        errors.stream().limit(3).map(RunningDirector::line).collect(Collectors.joining(" | "));
    return errors.size() > 3
        ? first + " | and " + (errors.size() - 3) + " more: see 'lvs-director check'"
        : first;
  }

  /** What a summary of a reload counts. */
  private record Services(int services, int servers) {
    static Services of(PoolView view) {
      int servers =
          view.services().stream().mapToInt(service -> service.status().servers().size()).sum();
      return new Services(view.services().size(), servers);
    }

    String changesTo(Services now) {
      return now.services
          + " virtual services (before: "
          + services
          + "), "
          + now.servers
          + " real servers (before: "
          + servers
          + ")";
    }
  }

  @Override
  public void setWeight(String service, String server, int weight, Optional<Duration> expiresAfter)
      throws Refusal {
    Arguments.weight(weight);
    Named named = find(service, server);
    Optional<ServerOverride> old = named.status().override();
    Standing standing = old.map(o -> o.standing()).orElse(Standing.ENABLED);
    String reason = old.map(o -> o.reason()).orElse("");
    set(
        named,
        OptionalInt.of(weight),
        standing,
        reason,
        expiresAfter,
        old.flatMap(o -> o.removal()));
  }

  @Override
  public void drain(String service, String server, String reason, Optional<Duration> expiresAfter)
      throws Refusal {
    stand(service, server, Standing.DRAINING, reason, expiresAfter, Optional.empty());
  }

  @Override
  public void drainAndRemove(
      String service,
      String server,
      String reason,
      Optional<Duration> deadline,
      Optional<Duration> expiresAfter)
      throws Refusal {
    long nowNanos = System.nanoTime();
    Optional<Long> deadlineNanos =
        Arguments.deadline(deadline, expiresAfter).map(after -> nowNanos + after.toNanos());
    Removal removal = new Removal(nowNanos, deadlineNanos);
    stand(service, server, Standing.DRAINING, reason, expiresAfter, Optional.of(removal));
  }

  @Override
  public void disable(String service, String server, String reason, Optional<Duration> expiresAfter)
      throws Refusal {
    stand(service, server, Standing.DISABLED, reason, expiresAfter, Optional.empty());
  }

  private void stand(
      String service,
      String server,
      Standing standing,
      String reason,
      Optional<Duration> expiresAfter,
      Optional<Removal> removal)
      throws Refusal {
    Named named = find(service, server);
    OptionalInt weight = named.status().override().map(o -> o.weight()).orElse(OptionalInt.empty());
    set(named, weight, standing, Arguments.reason(reason), expiresAfter, removal);
  }

  private void set(
      Named named,
      OptionalInt weight,
      Standing standing,
      String reason,
      Optional<Duration> expiresAfter,
      Optional<Removal> removal)
      throws Refusal {
    Optional<Long> expires =
        Arguments.expiry(expiresAfter).map(after -> System.nanoTime() + after.toNanos());
    pool.ask(
        new PoolEvent.OverrideSet(
            new ServerOverride(
                named.serviceId(), named.server(), weight, standing, reason, expires, removal)));
    director.settle();
  }

  @Override
  public void enable(String service, String server) throws Refusal {
    Named named = find(service, server);
    pool.ask(new PoolEvent.OverrideCleared(named.serviceId(), named.server()));
    director.settle();
  }

  @Override
  public CheckResult checkNow(String service, String server, String check) throws Refusal {
    Named named = find(service, server);
    CheckStatus before = check(named, check);
    pool.ask(new PoolEvent.CheckNow(named.serviceId(), named.server(), before.id()));
    long seconds = before.check().timing().timeout().toSeconds() + 10;
    pool.awaitStepUntil(
        () -> current(named, before.id()).runs() > before.runs(),
        seconds,
        "the check gave no answer");
    return current(named, before.id()).last().getFirst();
  }

  private static CheckStatus check(Named named, String check) throws Refusal {
    List<CheckStatus> checks = named.status().checks();
    if (check.isEmpty() && checks.size() == 1) {
      return checks.getFirst();
    }
    return checks.stream()
        .filter(candidate -> candidate.id().equals(check))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "no check '"
                        + check
                        + "' at this server; it has "
                        + checks.stream().map(CheckStatus::id).toList()));
  }

  private static CheckStatus current(Named named, String checkId) {
    return named.view().status().checks().stream()
        .filter(candidate -> candidate.id().equals(checkId))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void zeroCounters(String service) throws Refusal {
    if (service.isEmpty()) {
      pool.view()
          .services()
          .forEach(each -> each.status().service().keys().forEach(director::zero));
    } else {
      service(service).status().service().keys().forEach(director::zero);
    }
  }

  @Override
  public String failover(String name, Optional<InetAddress> to, boolean hold) throws Refusal {
    return vrrp.failover(name, to, hold);
  }

  @Override
  public void release(String name) throws Refusal {
    vrrp.release(name);
  }

  @Override
  public void stop() {
    director.requestStop();
  }

  @Override
  public void stopKeepingTable() throws Refusal {
    director.requestStopKeepingTable();
  }

  private record Named(String serviceId, Endpoint server, ServerView view) {
    RealServerStatus status() {
      return view.status();
    }
  }

  private PoolView.ServiceView service(String name) throws Refusal {
    return pool.view()
        .service(name)
        .orElseThrow(
            () ->
                new Refusal(
                    "no virtual service '"
                        + name
                        + "'; there are "
                        + pool.view().services().stream()
                            .limit(10)
                            .map(each -> each.status().service().id())
                            .toList()));
  }

  private Named find(String service, String server) throws Refusal {
    PoolView.ServiceView found = service(service);
    ServerView view =
        found
            .server(server)
            .orElseThrow(
                () ->
                    new Refusal(
                        "no real server '"
                            + server
                            + "' in "
                            + service
                            + "; there are "
                            + found.status().servers().stream()
                                .limit(10)
                                .map(each -> each.status().server().endpoint())
                                .toList()));
    return new Named(found.status().service().id(), view.status().server().endpoint(), view);
  }
}
