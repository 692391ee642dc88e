package lvs.director.jmx;

import java.util.List;
import lvs.director.model.Check;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;

/** Reads one check; holds nothing but where to read it. */
final class CheckBean extends DescribedBean implements CheckMXBean {
  /** Shown where no certificate was seen. */
  static final int NO_CERTIFICATE = -1_000_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final Director director;
  private final String id;
  private volatile ServiceView service;
  private volatile ServerView server;

  CheckBean(Director director, ServiceView service, ServerView server, String id) {
    super(CheckMXBean.class);
    this.director = director;
    this.service = service;
    this.server = server;
    this.id = id;
  }

  /** After a change of the configuration the same check may stand in a new view. */
  void show(ServiceView currentService, ServerView currentServer) {
    service = currentService;
    server = currentServer;
  }

  String id() {
    return id;
  }

  private CheckStatus status() {
    for (CheckStatus check : server.status().checks()) {
      if (check.id().equals(id)) {
        return check;
      }
    }
    throw new IllegalStateException("check " + id + " is no longer configured");
  }

  private Check.Timing timing() {
    return status().check().timing();
  }

  @Override
  public String getKind() {
    return status().check().keyword();
  }

  @Override
  public String getTarget() {
    return status().target();
  }

  @Override
  public String getState() {
    return status().state().name();
  }

  @Override
  public int getUp() {
    return status().state() == CheckStatus.State.UP ? 1 : 0;
  }

  @Override
  public String getLastResult() {
    return status().last().stream().findFirst().map(CheckResult::reason).orElse("");
  }

  @Override
  public double getLastLatencyMillis() {
    return status().last().stream()
        .findFirst()
        .map(r -> r.latencyNanos() / NANOS_PER_MILLI)
        .orElse(0.0);
  }

  @Override
  public long getLastFinishedEpochMillis() {
    return status().last().stream()
        .findFirst()
        .map(r -> director.epochMillis(r.finishedNanos()))
        .orElse(0L);
  }

  @Override
  public double getLatenessMillis() {
    return status().latenessNanos() / NANOS_PER_MILLI;
  }

  @Override
  public double getDelayLoopSeconds() {
    return timing().delayLoop().toNanos() / 1e9;
  }

  @Override
  public double getTimeoutSeconds() {
    return timing().timeout().toNanos() / 1e9;
  }

  @Override
  public int getRetry() {
    return timing().retry();
  }

  @Override
  public int getFailuresInARow() {
    return status().failuresInARow();
  }

  @Override
  public long getRuns() {
    return status().runs();
  }

  @Override
  public long getFailures() {
    return status().failures();
  }

  @Override
  public int getCertificateDaysLeft() {
    return status().certificateDaysLeft().orElse(NO_CERTIFICATE);
  }

  @Override
  public List<Result> getLastResults() {
    return status().last().stream().map(this::result).toList();
  }

  @Override
  public Result checkNow() {
    String serviceId = service.status().service().id();
    String serverId = server.status().id();
    return result(Commands.ask(() -> director.control().checkNow(serviceId, serverId, id)));
  }

  private Result result(CheckResult result) {
    return new Result(
        result.good(),
        result.reason(),
        result.latencyNanos() / NANOS_PER_MILLI,
        director.epochMillis(result.finishedNanos()));
  }
}
