package lvs.director.ipvs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** Tables of services that a test writes down in a few words. */
public final class SomeServices {
  private final Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();

  public static ServiceKey tcp(String endpoint) {
    return new ServiceKey.Address(Protocol.TCP, Endpoint.parse(endpoint).orElseThrow());
  }

  public static ServiceKey mark(int mark) {
    return new ServiceKey.Mark(AddressFamily.IPV4, mark);
  }

  /**
   * @param servers {@code 10.0.0.2:80} or {@code 10.0.0.2:80=WEIGHT}
   */
  public SomeServices add(ServiceKey key, Forwarding forwarding, String... servers) {
    return add(key, forwarding, Optional.empty(), servers);
  }

  public SomeServices persistent(ServiceKey key, Forwarding forwarding, String... servers) {
    return add(key, forwarding, Optional.of(new Persistence(360, 32, Optional.empty())), servers);
  }

  private SomeServices add(
      ServiceKey key, Forwarding forwarding, Optional<Persistence> persistence, String... servers) {
    Map<Endpoint, ServiceTable.Server> all = new LinkedHashMap<>();
    for (String each : servers) {
      String[] parts = each.split("=");
      Endpoint endpoint = Endpoint.parse(parts[0]).orElseThrow();
      int weight = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      all.put(endpoint, new ServiceTable.Server(endpoint, forwarding, weight, 0, 0));
    }
    services.put(key, new ServiceTable.Service(key, Scheduling.of(Scheduler.RR), persistence, all));
    return this;
  }

  public ServiceTable table() {
    return new ServiceTable(services);
  }
}
