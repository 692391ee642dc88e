package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/** One command to the kernel that changes something: IPVS_CMD_* of linux/ip_vs.h. */
public sealed interface IpvsChange {
  record AddService(IpvsService service) implements IpvsChange {}

  /** Replaces every setting; connections stay. */
  record EditService(IpvsService service) implements IpvsChange {}

  /** With its servers; connections are remembered until they time out. */
  record DeleteService(ServiceKey key) implements IpvsChange {}

  record AddServer(ServiceKey key, IpvsServer server) implements IpvsChange {}

  /** Replaces every setting but address and port. */
  record EditServer(ServiceKey key, IpvsServer server) implements IpvsChange {}

  record DeleteServer(ServiceKey key, Endpoint server) implements IpvsChange {}

  /** Every service of this network namespace. */
  record Flush() implements IpvsChange {}

  /** Counters of one service with its servers, or of all. */
  record Zero(Optional<ServiceKey> key) implements IpvsChange {}

  record SetTimeouts(IpvsTimeouts timeouts) implements IpvsChange {}

  record StartDaemon(IpvsDaemon daemon) implements IpvsChange {}

  /**
   * @param syncId of the daemon
   */
  record StopDaemon(IpvsDaemon.Role role, int syncId) implements IpvsChange {}
}
