package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.model.ServiceKey;

/**
 * A virtual service as the kernel has it, without its servers.
 *
 * @param scheduler the kernel's name; it may be one that this program does not know
 * @param flags IP_VS_SVC_F_* of linux/ip_vs.h, without {@link #HASHED}, which is the kernel's own
 * @param timeoutSeconds of persistence; meaningless unless {@link #PERSISTENT} is set
 * @param prefixLength the network that counts as one client: 0 to 32 or 128
 * @param engine persistence engine
 */
public record IpvsService(
    ServiceKey key,
    String scheduler,
    int flags,
    int timeoutSeconds,
    int prefixLength,
    Optional<String> engine) {
  public static final int PERSISTENT = 0x1;
  public static final int HASHED = 0x2;
  public static final int ONE_PACKET = 0x4;

  /** sh-fallback, mh-fallback. */
  public static final int SCHEDULER_1 = 0x8;

  /** sh-port, mh-port. */
  public static final int SCHEDULER_2 = 0x10;

  public static final int SCHEDULER_3 = 0x20;

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether the kernel would treat clients alike; what a service does not use does not count. */
  public boolean fulfils(IpvsService wanted) {
    return equals(wanted)
        || key.equals(wanted.key)
            && scheduler.equals(wanted.scheduler)
            && flags == wanted.flags
            && engine.equals(wanted.engine)
            && !has(PERSISTENT);
  }
}
