package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/** The kernel's IPVS as data plane. */
public final class IpvsPlane implements DataPlane {
  private IpvsPlane() {}

  /**
   * @param stateFolder where it is written which services are ours, so that a later run knows
   * @throws IOException when this kernel has no IPVS or this user may not; says which and the
   *     remedy
   */
  public static IpvsPlane open(Path stateFolder) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public String name() {
    return "ipvs";
  }

  @Override
  public void configure(LvsSettings settings, IpvsSettings ipvs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Applied apply(ServiceTable wanted) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServiceTable have() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<ServiceKey, ServiceCounters> counters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Connection> connections(int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void zero(ServiceKey service) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void synchronise(SyncRole role) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KernelStatus kernel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(boolean keepTable) {
    throw new UnsupportedOperationException();
  }
}
