package lvs.director.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * The table of virtual services and their real servers, as the data plane holds it or is wanted to
 * hold it: what {@code ipvsadm -Sn} would write.
 *
 * @param services by key, in insertion order
 */
public record ServiceTable(Map<ServiceKey, Service> services) {
  public static final ServiceTable EMPTY = new ServiceTable(Map.of());

  /**
   * @param servers by address and port; a server stands here once
   */
  public record Service(
      ServiceKey key,
      Scheduling scheduling,
      Optional<Persistence> persistence,
      Map<Endpoint, Server> servers) {}

  /**
   * @param weight 0 to 2147483647; 0 takes no new connections
   * @param upperThreshold no new connections above so many; 0 is no limit
   * @param lowerThreshold new connections again below so many; 0 is three quarters of the upper
   */
  public record Server(
      Endpoint endpoint,
      Forwarding forwarding,
      int weight,
      int upperThreshold,
      int lowerThreshold) {}

  /** The services in table order. */
  public List<Service> sorted() {
    return services.values().stream().sorted(Comparator.comparing(Service::key)).toList();
  }
}
