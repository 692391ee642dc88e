package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualInterface;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.NetworkState.LinkAddress;

/** The source address of advertisements. */
final class Sources {
  private static final int SCOPE_GLOBAL = 0;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;

  private Sources() {}

  /**
   * What the configuration says; else for IPv6 the link-local address (RFC 9568, 5.1.2.1), for IPv4
   * the primary address of the interface, which is never a virtual one if there is any other.
   *
   * @param virtual addresses of all virtual routers
   */
  static Optional<InetAddress> choose(VirtualRouter router, Links links, Set<InetAddress> virtual) {
    Optional<InetAddress> configured = router.transport().source().or(() -> ipvlan(router));
    if (configured.isPresent() || router.interfaceName().isEmpty()) {
      return configured;
    }
    List<LinkAddress> addresses = links.addressesOf(router.interfaceName().get());
    if (router.family() == AddressFamily.IPV6) {
      return first(
          addresses,
          a -> a.prefix().isIpv6() && a.scope() == SCOPE_LINK && !a.tentative() && !a.ours());
    }
    Predicate<LinkAddress> candidate = a -> !a.prefix().isIpv6() && !a.ours();
    Predicate<LinkAddress> real = candidate.and(a -> !virtual.contains(a.address()));
    return first(addresses, real.and(a -> a.scope() == SCOPE_GLOBAL))
        .or(() -> first(addresses, real.and(a -> a.scope() < SCOPE_HOST)))
        .or(() -> first(addresses, candidate.and(a -> a.scope() < SCOPE_HOST)));
  }

  private static Optional<InetAddress> ipvlan(VirtualRouter router) {
    return router.virtualInterface().orElse(null) instanceof VirtualInterface.Ipvlan ipvlan
        ? ipvlan.address().map(Prefix::address)
        : Optional.empty();
  }

  private static Optional<InetAddress> first(
      List<LinkAddress> addresses, Predicate<LinkAddress> fits) {
    return addresses.stream()
        .filter(fits)
        .findFirst()
        .map(LinkAddress::address)
        .map(Endpoint::withoutScope);
  }
}
