package lvs.director.daemon;

import java.util.List;
import java.util.Map;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/** A plane with a name that takes every table and carries nothing. */
class NamedPlane implements DataPlane {
  private final String name;
  private volatile ServiceTable table = ServiceTable.EMPTY;

  NamedPlane(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void configure(LvsSettings settings, IpvsSettings ipvs) {}

  @Override
  public Applied apply(ServiceTable wanted) {
    table = wanted;
    return Applied.AS_WANTED;
  }

  @Override
  public ServiceTable have() {
    return table;
  }

  @Override
  public Map<ServiceKey, ServiceCounters> counters() {
    return Map.of();
  }

  @Override
  public List<Connection> connections(int limit) {
    return List.of();
  }

  @Override
  public void zero(ServiceKey service) {}

  @Override
  public void synchronise(SyncRole role) {}

  @Override
  public KernelStatus kernel() {
    return KernelStatus.NONE;
  }

  @Override
  public void close(boolean keepTable) {}
}
