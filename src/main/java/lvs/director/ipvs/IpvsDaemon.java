package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A connection synchronisation daemon in the kernel ({@code ipvsadm --start-daemon}). One of each
 * role may run.
 *
 * @param device that carries the messages
 * @param syncId 0 to 255; a backup with 0 takes every master's messages
 * @param maxLengthBytes longest message, 1 to 65507; 0 leaves the kernel's choice
 * @param group multicast group; empty leaves 224.0.0.81
 * @param port UDP port; 0 leaves 8848
 * @param ttl of the messages, 1 to 255; 0 leaves 1
 */
public record IpvsDaemon(
    Role role,
    String device,
    int syncId,
    int maxLengthBytes,
    Optional<InetAddress> group,
    int port,
    int ttl) {

  /** With the same settings in another role. */
  public IpvsDaemon as(Role other) {
    return new IpvsDaemon(other, device, syncId, maxLengthBytes, group, port, ttl);
  }

  /** IP_VS_STATE_MASTER and IP_VS_STATE_BACKUP of linux/ip_vs.h. */
  public enum Role {
    MASTER,
    BACKUP
  }
}
