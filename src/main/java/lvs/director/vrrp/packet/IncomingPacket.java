package lvs.director.vrrp.packet;

import java.net.InetAddress;

/**
 * A packet of IP protocol 112 (VRRP) or 51 (AH) as a raw socket delivered it.
 *
 * @param interfaceName that it came in by; empty where the socket is bound to no interface
 * @param source of its IP header
 * @param destination of its IP header: the group or one of our addresses
 * @param hopLimit time to live or hop limit, 0 to 255
 * @param ipHeader IPv4: the IP header with its options; IPv6: empty, the kernel keeps it
 * @param payload what follows the IP header
 */
public record IncomingPacket(
    String interfaceName,
    InetAddress source,
    InetAddress destination,
    int hopLimit,
    byte[] ipHeader,
    byte[] payload) {}
