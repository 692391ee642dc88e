package lvs.director.vrrp.packet;

import java.net.InetAddress;

/**
 * A packet to send from a raw socket.
 *
 * @param interfaceName to leave by; empty lets routing decide
 * @param source address, which the socket of IPv6 is given too
 * @param destination the group or a peer
 * @param hopLimit time to live or hop limit, 0 to 255
 * @param bytes IPv4: the whole packet with its IP header; IPv6: what follows the IP header, its
 *     checksum being the kernel's work
 */
public record OutgoingPacket(
    String interfaceName,
    InetAddress source,
    InetAddress destination,
    int hopLimit,
    byte[] bytes) {}
