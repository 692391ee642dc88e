package lvs.director.model;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * What virtual routers inherit that do not say otherwise.
 *
 * @param version of virtual routers that do not say and carry IPv4
 * @param versionGiven whether the configuration chose {@code version}, which then binds IPv6 too
 * @param group4 IPv4 multicast group
 * @param group6 IPv6 multicast group
 * @param interfaceName for static addresses and routes that name none
 * @param minimalGratuitousArp one packet only, no second block (vrrp_min_garp)
 * @param checksUnicastSource default of check_unicast_src
 * @param strict default of strict_mode
 */
public record VrrpDefaults(
    VirtualRouter.VrrpVersion version,
    boolean versionGiven,
    InetAddress group4,
    InetAddress group6,
    Optional<String> interfaceName,
    GratuitousArpSettings gratuitousArp,
    boolean minimalGratuitousArp,
    AdvertisementRules advertisementRules,
    boolean checksUnicastSource,
    boolean strict) {
  public static final VrrpDefaults DEFAULT =
      new VrrpDefaults(
          VirtualRouter.VrrpVersion.V2,
          false,
          Endpoint.address("224.0.0.18").orElseThrow(),
          Endpoint.address("ff02::12").orElseThrow(),
          Optional.empty(),
          GratuitousArpSettings.DEFAULT,
          false,
          AdvertisementRules.DEFAULT,
          false,
          false);
}
