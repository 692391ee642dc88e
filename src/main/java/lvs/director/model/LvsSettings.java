package lvs.director.model;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The global definitions that concern virtual services.
 *
 * @param tcpTimeoutSeconds idle time of an established connection; 0 leaves the plane's default
 * @param tcpFinTimeoutSeconds time a closed connection is remembered; 0 leaves the default
 * @param udpTimeoutSeconds idle time of a UDP flow; 0 leaves the default
 * @param flush clear the whole table at start
 * @param flushOnStop clear the whole table at stop
 * @param flushServicesOnStop delete virtual services at stop without their servers one by one
 * @param initNotifies run notify scripts for the state found at start
 * @param notifyPipe named pipe that receives state changes of services and servers only
 * @param syncDaemon connection synchronisation of the kernel plane
 */
public record LvsSettings(
    int tcpTimeoutSeconds,
    int tcpFinTimeoutSeconds,
    int udpTimeoutSeconds,
    boolean flush,
    boolean flushOnStop,
    boolean flushServicesOnStop,
    boolean initNotifies,
    Optional<NotifyPipes.Pipe> notifyPipe,
    Optional<SyncDaemon> syncDaemon) {
  public static final LvsSettings DEFAULT =
      new LvsSettings(0, 0, 0, false, false, false, false, Optional.empty(), Optional.empty());

  public LvsSettings withSyncDaemon(Optional<SyncDaemon> other) {
    return new LvsSettings(
        tcpTimeoutSeconds,
        tcpFinTimeoutSeconds,
        udpTimeoutSeconds,
        flush,
        flushOnStop,
        flushServicesOnStop,
        initNotifies,
        notifyPipe,
        other);
  }

  /**
   * The connection synchronisation daemon of the kernel ({@code ipvsadm --start-daemon}).
   *
   * @param device interface that carries the messages
   * @param virtualRouter name of the vrrp_instance whose state decides between master and backup
   * @param syncId 0 to 255; empty takes the VRID of the virtual router
   * @param maxLengthBytes longest message, 1 to 65507; 0 leaves the kernel's default
   * @param port UDP port
   * @param ttl of the messages; 0 leaves the kernel's default
   * @param group multicast group
   */
  public record SyncDaemon(
      String device,
      Optional<String> virtualRouter,
      Optional<Integer> syncId,
      int maxLengthBytes,
      int port,
      int ttl,
      Optional<InetAddress> group) {

    public SyncDaemon withSyncId(Optional<Integer> other) {
      return new SyncDaemon(device, virtualRouter, other, maxLengthBytes, port, ttl, group);
    }
  }
}
