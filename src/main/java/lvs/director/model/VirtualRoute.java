package lvs.director.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Prefix;

/**
 * A route, in the words of {@code ip route}.
 *
 * @param destination all zeros with length 0 is the default route
 * @param preferredSource source of packets that the machine sends by it
 * @param from source prefix it applies to, IPv6
 * @param via gateway, of any family
 * @param interfaceName empty lets the kernel choose
 * @param table number, or name of rt_tables
 * @param protocol number, or name of rt_protos; empty is the director's mark, 112
 * @param metric priority; empty is the kernel's
 * @param expires lifetime, IPv6; empty is forever
 * @param congestionControl name of the algorithm
 * @param nextHops of a multipath route; then {@code via} is empty
 * @param tracked its removal by somebody else disturbs the virtual router
 * @param trackGroup for static routes: who suffers when it is lost
 */
public record VirtualRoute(
    AddressFamily family,
    RouteType type,
    Prefix destination,
    Optional<InetAddress> preferredSource,
    Optional<Prefix> from,
    Optional<InetAddress> via,
    Optional<String> interfaceName,
    OptionalInt typeOfService,
    Optional<String> table,
    Optional<String> protocol,
    Optional<String> scope,
    OptionalLong metric,
    boolean onLink,
    Optional<Encapsulation> encapsulation,
    Optional<Duration> expires,
    Map<Metric, MetricValue> metrics,
    Optional<String> congestionControl,
    boolean congestionControlLocked,
    Optional<String> realms,
    boolean explicitCongestionNotification,
    Optional<Preference> preference,
    Optional<Boolean> propagatesTimeToLive,
    Insertion insertion,
    List<NextHop> nextHops,
    boolean tracked,
    Optional<String> trackGroup,
    Optional<String> vrf) {

  /** The type of a route (RTN_* in linux/rtnetlink.h). */
  public enum RouteType {
    UNICAST,
    LOCAL,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW,
    NAT,
    XRESOLVE
  }

  /** A number that goes with a route; times are milliseconds. */
  public enum Metric {
    MTU,
    HOPLIMIT,
    ADVMSS,
    RTT,
    RTTVAR,
    REORDERING,
    WINDOW,
    CWND,
    SSTHRESH,
    RTO_MIN,
    INITCWND,
    INITRWND,
    QUICKACK,
    FASTOPEN_NO_COOKIE
  }

  /**
   * @param locked the kernel must not adapt it
   */
  public record MetricValue(long value, boolean locked) {}

  /** RFC 4191 router preference. */
  public enum Preference {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Where among routes of one destination and metric it goes. */
  public enum Insertion {
    ADD,
    PREPEND,
    APPEND
  }

  /**
   * @param weight 1 to 256
   */
  public record NextHop(
      Optional<InetAddress> via,
      Optional<String> interfaceName,
      int weight,
      boolean onLink,
      Optional<Encapsulation> encapsulation,
      Optional<String> realms) {}

  /** A light-weight tunnel. */
  public sealed interface Encapsulation {
    /**
     * @param labels outermost first, 0 to 1048575
     */
    record Mpls(List<Integer> labels, OptionalInt timeToLive) implements Encapsulation {}

    /**
     * @param family of the outer header
     * @param id tunnel key
     */
    record Tunnel(
        AddressFamily family,
        OptionalLong id,
        Optional<InetAddress> destination,
        Optional<InetAddress> source,
        OptionalInt typeOfService,
        OptionalInt timeToLive,
        OptionalInt flags)
        implements Encapsulation {}

    /**
     * Identifier Locator Addressing.
     *
     * @param locator 64 bits
     */
    record Ila(long locator) implements Encapsulation {}

    /**
     * IPv6 segment routing.
     *
     * @param mode inline, encap or l2encap
     */
    record Segments(String mode, List<InetAddress> segments) implements Encapsulation {}
  }
}
