package lvs.director.pool;

import java.util.List;
import java.util.Optional;

/**
 * What other threads may read of the pool engine: every status is an immutable record, replaced
 * when it changes. The list of services changes only with the configuration.
 */
public interface PoolView {

  /** In the order of the configuration. */
  List<ServiceView> services();

  /** By id or by name of the virtual service. */
  Optional<ServiceView> service(String idOrName);

  /** A virtual service whose status can be read at any time from any thread. */
  interface ServiceView {
    VirtualServiceStatus status();

    /** By id or by {@code address:port} of the real server. */
    Optional<VirtualServiceStatus.ServerView> server(String idOrEndpoint);
  }
}
