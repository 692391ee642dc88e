package lvs.director.jmx;

import java.util.List;
import lvs.director.model.Persistence;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.Director;
import lvs.director.port.TrafficSum;

/** Reads one virtual service; holds nothing but where to read it. */
final class VirtualServiceBean extends TrafficBean implements VirtualServiceMXBean {
  private final Director director;
  private volatile ServiceView view;

  VirtualServiceBean(Director director, ServiceView view) {
    super(VirtualServiceMXBean.class);
    this.director = director;
    this.view = view;
  }

  /** After a change of the configuration the same service may stand in a new view. */
  void show(ServiceView current) {
    view = current;
  }

  private VirtualServiceStatus status() {
    return view.status();
  }

  private VirtualService service() {
    return status().service();
  }

  @Override
  TrafficSum sum() {
    return TrafficSum.ofService(director, service().keys());
  }

  @Override
  public String getName() {
    return service().name();
  }

  @Override
  public String getId() {
    return service().id();
  }

  @Override
  public List<String> getAddresses() {
    return service().keys().stream().map(ServiceKey::toString).toList();
  }

  @Override
  public String getScheduler() {
    return service().scheduling().scheduler().kernelName();
  }

  @Override
  public String getForwardingMethod() {
    return service().forwarding().method().name();
  }

  @Override
  public int getPersistenceTimeoutSeconds() {
    return service().persistence().map(Persistence::timeoutSeconds).orElse(0);
  }

  @Override
  public int getQuorumUp() {
    return status().quorumUp() ? 1 : 0;
  }

  @Override
  public int getQuorum() {
    return service().quorum();
  }

  @Override
  public int getHysteresis() {
    return service().hysteresis();
  }

  @Override
  public long getWeightUp() {
    return status().weightUp();
  }

  @Override
  public int getRealServers() {
    return status().servers().size();
  }

  @Override
  public int getRealServersUp() {
    return status().serversUp();
  }

  @Override
  public String getSorryServer() {
    return service().sorryServer().map(sorry -> sorry.endpoint().toString()).orElse("");
  }

  @Override
  public int getSorryServing() {
    return status().sorryServing() ? 1 : 0;
  }

  @Override
  public int getSuspended() {
    return status().suspended() ? 1 : 0;
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
  public void zeroCounters() {
    Commands.tell(() -> director.control().zeroCounters(service().id()));
  }
}
