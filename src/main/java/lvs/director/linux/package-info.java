/**
 * Row 4: the Linux kernel by system calls (JNA): raw and packet sockets, rtnetlink, the process
 * connector, scheduling. JNA makes calls; layouts are written and read by hand with their source.
 *
 * <p><b>Which socket for what.</b>
 *
 * <table>
 * <caption>Sockets of the election</caption>
 * <tr><th>socket</th><th>one for each</th><th>does</th></tr>
 * <tr><td>raw, protocol 112 or 51 ({@link lvs.director.linux.RawSockets})</td><td>interface,
 *     family, protocol, and group or own address</td><td>hears advertisements</td></tr>
 * <tr><td>raw, protocol 255, which is IPv4 with its header</td><td>interface</td><td>sends
 *     advertisements over IPv4, AH included</td></tr>
 * <tr><td>raw, IPv6, protocol 112, filter "nothing"</td><td>interface</td><td>sends advertisements
 *     over IPv6; the kernel writes header and checksum</td></tr>
 * <tr><td>packet, protocol 0 ({@link lvs.director.linux.PacketSocket})</td><td>process</td><td>sends
 *     gratuitous ARP, probes and neighbour advertisements</td></tr>
 * <tr><td>packet, ARP or IPv6, with filter ({@link lvs.director.linux.ClaimWatch})</td>
 *     <td>interface and family</td><td>hears who else has our addresses</td></tr>
 * </table>
 *
 * <p>A socket is bound to the index of an interface, not to its name: when the interface goes and
 * comes back, the socket is deaf. Names are therefore looked up again whenever sockets are asked
 * for, and a send that fails with ENODEV is tried once more by a new socket.
 *
 * <p><b>What it costs.</b> Loading JNA and mapping libc takes 0.1 to 0.2 s, once, and only in a
 * director with virtual routers: nothing outside of this package, and no static field of its public
 * types but those of {@code Libc}, touches it. Native calls are restricted in newer JVMs: the
 * launcher passes {@code --enable-native-access}, and the manifest says the same for {@code -jar}.
 */
package lvs.director.linux;
