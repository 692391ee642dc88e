package lvs.director.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import lvs.director.base.Prefix;

/**
 * An address that a master adds to an interface, or that stands there for the director's life.
 *
 * @param prefix the address; without a written length all of its bits
 * @param interfaceName where it goes; empty only where a virtual router has no interface
 * @param broadcast broadcast address, worked out where {@code +} or {@code -} was written
 * @param scope as in rt_scopes: global, link, host, site, nowhere or a number
 * @param label IPv4 only, at most 15 characters, such as {@code eth0:vip}
 * @param peer other end of a point-to-point link
 * @param detectsDuplicates IPv6 duplicate address detection runs ({@code -nodad})
 * @param preferredLifetime empty is forever; zero is deprecated, never a source of its own
 * @param tracked losing it, or the link below it, disturbs the virtual router
 * @param trackGroup for static addresses: who suffers when it is lost
 * @param onOwnVmac gets a VMAC of its own on {@code interfaceName}
 */
public record VirtualAddress(
    Prefix prefix,
    Optional<String> interfaceName,
    Optional<InetAddress> broadcast,
    String scope,
    Optional<String> label,
    Optional<Prefix> peer,
    boolean home,
    boolean detectsDuplicates,
    boolean managesTemporaryAddresses,
    boolean noPrefixRoute,
    boolean autojoin,
    Optional<Duration> preferredLifetime,
    boolean tracked,
    Optional<String> trackGroup,
    boolean onOwnVmac) {

  public InetAddress address() {
    return prefix.address();
  }

  public AddressFamily family() {
    return prefix.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }
}
