package lvs.director.model;

import java.time.Duration;
import java.util.List;

/**
 * How the links of this machine are watched.
 *
 * @param pollsEverywhere ask for the link state instead of waiting for the kernel to tell
 * @param polled interfaces that are asked
 * @param delays waiting times before a change of a link counts
 * @param spacing smallest gaps between gratuitous ARPs on an interface
 * @param spacingGroups interfaces with gaps of their own
 */
public record LinkSettings(
    boolean pollsEverywhere,
    List<Polled> polled,
    List<UpDownDelay> delays,
    GratuitousArpSettings.Spacing spacing,
    List<SpacingGroup> spacingGroups) {
  public static final LinkSettings DEFAULT =
      new LinkSettings(false, List.of(), List.of(), GratuitousArpSettings.Spacing.NONE, List.of());

  /** How the state of a link is asked for; AUTOMATIC tries the others in this order. */
  public enum PollMethod {
    AUTOMATIC,
    MII,
    ETHTOOL,
    IOCTL
  }

  /** An interface whose link is asked for again and again, because it sends no events. */
  public record Polled(String interfaceName, PollMethod method) {}

  /**
   * @param down how long a link must be down to count as down, 0 to 255 s
   * @param up how long a link must be up to count as up, 0 to 255 s
   */
  public record UpDownDelay(String interfaceName, Duration down, Duration up) {}

  /** A garp_group block: the interfaces share one allowance. */
  public record SpacingGroup(List<String> interfaces, GratuitousArpSettings.Spacing spacing) {}
}
