package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.AddressFamily;

/**
 * A raw socket that virtual routers hear by; routers with the same plan share one.
 *
 * @param interfaceName bound to it; empty for unicast without an interface
 * @param authenticationHeader IP protocol 51 instead of 112
 * @param group to join; empty for unicast
 * @param local address to bind to, for unicast
 * @param receiveBufferBytes at least so large; empty leaves the kernel's
 */
public record SocketPlan(
    String interfaceName,
    AddressFamily family,
    boolean authenticationHeader,
    Optional<InetAddress> group,
    Optional<InetAddress> local,
    OptionalInt receiveBufferBytes) {}
