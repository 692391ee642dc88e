package lvs.director.model;

import java.util.OptionalInt;

/**
 * How a virtual router treats advertisements.
 *
 * @param downTimerAdvertisements advertisements that may be missed before a backup takes over, 1 to
 *     100
 * @param answersLowerPriority a master answers an advertisement of lower priority at once; false is
 *     lower_prio_no_advert
 * @param speaksBeforeYielding a master sends one more advertisement before it yields
 *     (higher_prio_send_advert)
 * @param ownerIgnores a master of priority 255 ignores all advertisements (owner_ignore_adverts)
 * @param checksAddressList compares the addresses of every advertisement with its own; false skips
 *     that for the master already known (skip_check_adv_addr)
 * @param version3ChecksumWithoutPseudoHeader as other makers do (v3_checksum_as_v2), IPv4 only
 * @param yieldsWhenLateBelow highest priority of the other routers (1 to 254): a master that was
 *     not scheduled for so long that they took over goes to BACKUP (timer_expired_backup)
 */
public record AdvertisementRules(
    int downTimerAdvertisements,
    boolean answersLowerPriority,
    boolean speaksBeforeYielding,
    boolean ownerIgnores,
    boolean checksAddressList,
    boolean version3ChecksumWithoutPseudoHeader,
    OptionalInt yieldsWhenLateBelow) {
  public static final AdvertisementRules DEFAULT =
      new AdvertisementRules(3, true, false, false, true, false, OptionalInt.empty());
}
