package lvs.director.model;

import java.time.Duration;

/**
 * When a master tells the neighbours, by gratuitous ARP or unsolicited neighbour advertisement,
 * that the virtual addresses are here. Durations are whole seconds unless said otherwise.
 *
 * @param masterDelay from the first block to the second; zero sends no second one
 * @param masterRepeat packets an address in each block, at least 1
 * @param refresh period while master; zero is off
 * @param refreshRepeat packets an address in each refresh, at least 1
 * @param lowerPriorityDelay second block after an advertisement of lower priority; zero sends none
 * @param lowerPriorityRepeat packets an address after such an advertisement; 0 sends none
 * @param extraInterval period on the VMACs of other interfaces that carry addresses; zero is off
 * @param extraEverywhere the same on other interfaces that are no VMAC
 */
public record GratuitousArpSettings(
    Duration masterDelay,
    int masterRepeat,
    Duration refresh,
    int refreshRepeat,
    Duration lowerPriorityDelay,
    int lowerPriorityRepeat,
    Duration extraInterval,
    boolean extraEverywhere) {
  public static final GratuitousArpSettings DEFAULT =
      new GratuitousArpSettings(
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          1,
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          false);

  /**
   * Smallest gap between two packets on one interface, microsecond resolution; zero is no limit.
   *
   * @param arp between gratuitous ARPs
   * @param neighbour between unsolicited neighbour advertisements
   */
  public record Spacing(Duration arp, Duration neighbour) {
    public static final Spacing NONE = new Spacing(Duration.ZERO, Duration.ZERO);
  }
}
