package lvs.director.ipvs;

import static lvs.director.ipvs.IpvsadmOption.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code -E} and {@code -e} do to settings that were not given. ipvsadm sets them to defaults,
 * so that {@code -e … -w 5} turns a masquerading server into one of direct routing.
 */
public final class KeptSettings {
  private static final int SCHEDULER_FLAGS_MASK =
      IpvsService.SCHEDULER_1 | IpvsService.SCHEDULER_2 | IpvsService.SCHEDULER_3;

  private KeptSettings() {}

  /** The wanted server, with the current one's settings where none was given. */
  public static IpvsServer keep(IpvsServer wanted, IpvsServer current, Set<IpvsadmOption> given) {
    boolean forwarding = given.contains(GATEWAYING);
    boolean tunnel = forwarding && wanted.forwarding() != current.forwarding();
    return new IpvsServer(
        wanted.endpoint(),
        forwarding ? wanted.forwarding() : current.forwarding(),
        tunnel || given.contains(TUNNEL_TYPE) ? wanted.tunnel() : current.tunnel(),
        given.contains(WEIGHT) ? wanted.weight() : current.weight(),
        given.contains(UPPER_THRESHOLD) ? wanted.upperThreshold() : current.upperThreshold(),
        given.contains(LOWER_THRESHOLD) ? wanted.lowerThreshold() : current.lowerThreshold());
  }

  /** What the current server loses because it was not given, such as {@code -w 5 becomes 1}. */
  public static List<String> losses(
      IpvsServer wanted, IpvsServer current, Set<IpvsadmOption> given) {
    IpvsServer kept = keep(wanted, current, given);
    List<String> losses = new ArrayList<>();
    loss(losses, "forwarding", kept.forwarding().ipvsadmName(), wanted.forwarding().ipvsadmName());
    if (kept.forwarding() == wanted.forwarding()) {
      loss(losses, "tunnel", kept.tunnel(), wanted.tunnel());
    }
    loss(losses, "weight", kept.weight(), wanted.weight());
    loss(
        losses,
        "upper threshold",
        unsigned(kept.upperThreshold()),
        unsigned(wanted.upperThreshold()));
    loss(
        losses,
        "lower threshold",
        unsigned(kept.lowerThreshold()),
        unsigned(wanted.lowerThreshold()));
    return losses;
  }

  /** The wanted service, with the current one's settings where none was given. */
  public static IpvsService keep(
      IpvsService wanted, IpvsService current, Set<IpvsadmOption> given) {
    return new IpvsService(
        wanted.key(),
        given.contains(SCHEDULER) ? wanted.scheduler() : current.scheduler(),
        flags(wanted, current, given),
        given.contains(PERSISTENT) ? wanted.timeoutSeconds() : current.timeoutSeconds(),
        given.contains(NETMASK) ? wanted.prefixLength() : current.prefixLength(),
        given.contains(PERSISTENCE_ENGINE) ? wanted.engine() : current.engine());
  }

  private static int flags(IpvsService wanted, IpvsService current, Set<IpvsadmOption> given) {
    int mask =
        (given.contains(PERSISTENT) ? IpvsService.PERSISTENT : 0)
            | (given.contains(ONE_PACKET) ? IpvsService.ONE_PACKET : 0)
            | (given.contains(SCHEDULER_FLAGS) ? SCHEDULER_FLAGS_MASK : 0);
    return wanted.flags() & mask | current.flags() & ~mask;
  }

  /** What the current service loses because it was not given. */
  public static List<String> losses(
      IpvsService wanted, IpvsService current, Set<IpvsadmOption> given) {
    IpvsService kept = keep(wanted, current, given);
    List<String> losses = new ArrayList<>();
    loss(losses, "scheduler", kept.scheduler(), wanted.scheduler());
    loss(losses, "flags", ServiceText.flags(kept), ServiceText.flags(wanted));
    loss(losses, "persistence", persistence(kept), persistence(wanted));
    loss(
        losses, "persistence engine", kept.engine().orElse("none"), wanted.engine().orElse("none"));
    loss(losses, "one-packet scheduling", onePacket(kept), onePacket(wanted));
    return losses;
  }

  private static String unsigned(int threshold) {
    return Integer.toUnsignedString(threshold);
  }

  private static String persistence(IpvsService service) {
    return service.has(IpvsService.PERSISTENT)
        ? service.timeoutSeconds() + " s for each /" + service.prefixLength()
        : "none";
  }

  private static String onePacket(IpvsService service) {
    return service.has(IpvsService.ONE_PACKET) ? "on" : "off";
  }

  private static void loss(List<String> losses, String name, Object kept, Object wanted) {
    if (!kept.equals(wanted)) {
      losses.add(name + " " + kept + " becomes " + wanted);
    }
  }
}
