package lvs.director.jmx;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import lvs.director.model.RealServer;
import lvs.director.pool.DrainProgress;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;
import lvs.director.port.TrafficSum;

/** Reads one real server; holds nothing but where to read it. */
final class RealServerBean extends TrafficBean implements RealServerMXBean {
  private static final long UNKNOWN = -1;

  private final Director director;
  private volatile ServiceView service;
  private volatile ServerView view;

  RealServerBean(Director director, ServiceView service, ServerView view) {
    super(RealServerMXBean.class);
    this.director = director;
    this.service = service;
    this.view = view;
  }

  /** After a change of the configuration the same server may stand in a new view. */
  void show(ServiceView currentService, ServerView current) {
    service = currentService;
    view = current;
  }

  private RealServerStatus status() {
    return view.status();
  }

  private RealServer server() {
    return status().server();
  }

  private String serviceId() {
    return service.status().service().id();
  }

  @Override
  TrafficSum sum() {
    return TrafficSum.ofServer(director, service.status().service().keys(), server().endpoint());
  }

  @Override
  public String getAddress() {
    return server().endpoint().toString();
  }

  @Override
  public String getId() {
    return status().id();
  }

  @Override
  public String getVirtualService() {
    return service.status().service().name();
  }

  @Override
  public int getUp() {
    return status().up() ? 1 : 0;
  }

  @Override
  public int getInService() {
    return status().inService() ? 1 : 0;
  }

  @Override
  public String getReason() {
    return status().reason();
  }

  @Override
  public String getStanding() {
    return standing().name();
  }

  private Standing standing() {
    return status().override().map(o -> o.standing()).orElse(Standing.ENABLED);
  }

  @Override
  public int getDraining() {
    return standing() == Standing.DRAINING ? 1 : 0;
  }

  @Override
  public int getDisabled() {
    return standing() == Standing.DISABLED ? 1 : 0;
  }

  @Override
  public String getStandingReason() {
    return status().override().map(o -> o.reason()).orElse("");
  }

  @Override
  public long getStandingExpiresEpochMillis() {
    return status().override().flatMap(o -> o.expiresNanos()).map(director::epochMillis).orElse(0L);
  }

  @Override
  public long getConnectionsLeft() {
    return status().drain().map(DrainProgress::connectionsLeft).orElse(UNKNOWN);
  }

  @Override
  public long getDrainEstimateSeconds() {
    return status()
        .drain()
        .map(DrainProgress::secondsLeft)
        .orElse(OptionalLong.empty())
        .orElse(UNKNOWN);
  }

  @Override
  public int getRemovedWhenDrained() {
    return removal().isPresent() ? 1 : 0;
  }

  @Override
  public long getDrainDeadlineEpochMillis() {
    return removal().flatMap(Removal::deadlineNanos).map(director::epochMillis).orElse(0L);
  }

  private Optional<Removal> removal() {
    return status().override().flatMap(o -> o.removal());
  }

  @Override
  public int getWeight() {
    return status().weight();
  }

  @Override
  public int getConfiguredWeight() {
    return status().configuredWeight();
  }

  @Override
  public String getForwardingMethod() {
    return server().forwarding().method().name();
  }

  @Override
  public int getUpperThreshold() {
    return server().upperThreshold();
  }

  @Override
  public int getLowerThreshold() {
    return server().lowerThreshold();
  }

  @Override
  public long getLastTransitionEpochMillis() {
    return director.epochMillis(status().sinceNanos());
  }

  @Override
  public long getTransitions() {
    return status().transitions();
  }

  @Override
  public long getPersistentConnections() {
    return sum().persistent();
  }

  @Override
  public void setWeight(int weight, long expiresSeconds) {
    int checked = Commands.weight(weight);
    Optional<Duration> expiry = Commands.expiry(expiresSeconds);
    Commands.tell(() -> director.control().setWeight(serviceId(), getId(), checked, expiry));
  }

  @Override
  public void drain(String reason, long expiresSeconds) {
    String checked = Commands.reason(reason);
    Optional<Duration> expiry = Commands.expiry(expiresSeconds);
    Commands.tell(() -> director.control().drain(serviceId(), getId(), checked, expiry));
  }

  @Override
  public void drainAndRemove(String reason, long deadlineSeconds, long expiresSeconds) {
    String checked = Commands.reason(reason);
    Optional<Duration> deadline = Commands.deadline(deadlineSeconds);
    Optional<Duration> expiry = Commands.expiry(expiresSeconds);
    Commands.tell(
        () -> director.control().drainAndRemove(serviceId(), getId(), checked, deadline, expiry));
  }

  @Override
  public void disable(String reason, long expiresSeconds) {
    String checked = Commands.reason(reason);
    Optional<Duration> expiry = Commands.expiry(expiresSeconds);
    Commands.tell(() -> director.control().disable(serviceId(), getId(), checked, expiry));
  }

  @Override
  public void enable() {
    Commands.tell(() -> director.control().enable(serviceId(), getId()));
  }
}
