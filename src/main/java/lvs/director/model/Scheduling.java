package lvs.director.model;

/**
 * The scheduler of a virtual service and its flags.
 *
 * @param scheduler which real server a new connection goes to
 * @param fallback sh and mh: go to another server when the chosen one is unavailable (flag-1)
 * @param port sh and mh: hash the source port too (flag-2)
 * @param flag3 the third scheduler flag, unused by the kernel's own schedulers
 * @param onePacket UDP: schedule each datagram by itself
 * @param hashed the service is hashed in the kernel's table (always set by the kernel itself)
 */
public record Scheduling(
    Scheduler scheduler,
    boolean fallback,
    boolean port,
    boolean flag3,
    boolean onePacket,
    boolean hashed) {
  public static Scheduling of(Scheduler scheduler) {
    return new Scheduling(scheduler, false, false, false, false, false);
  }
}
