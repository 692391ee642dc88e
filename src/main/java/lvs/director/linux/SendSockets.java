package lvs.director.linux;

import static lvs.director.linux.SocketCalls.*;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.net.Inet6Address;
import java.util.HashMap;
import java.util.Map;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * The raw sockets that advertisements leave by: one for each interface and family, so that an
 * interface whose queue is full holds up no other. Made when first needed, and again when the
 * interface has gone and come back with another index.
 */
final class SendSockets {
  private record Socket(int fd, int interfaceIndex) {}

  /** The longest IPv4 packet. */
  private static final int PACKET_BYTES = 65_535;

  /** Precedence "internetwork control" (RFC 791), which keepalived gives its packets too. */
  private static final int TRAFFIC_CLASS = 0xc0;

  private final Map<String, Socket> ipv4 = new HashMap<>();
  private final Map<String, Socket> ipv6 = new HashMap<>();
  private final Message message = new Message(PACKET_BYTES);

  /**
   * @return 0 or an errno
   */
  int send(OutgoingPacket packet) {
    int errno = attempt(packet);
    if (errno == Errno.ENODEV || errno == Errno.ENXIO) {
      forget(packet);
      errno = attempt(packet); // by the interface that has the name now
    }
    return errno;
  }

  private int attempt(OutgoingPacket packet) {
    if (packet.bytes().length > PACKET_BYTES) {
      return Errno.EMSGSIZE;
    }
    boolean isIpv6 = packet.destination() instanceof Inet6Address;
    Map<String, Socket> sockets = isIpv6 ? ipv6 : ipv4;
    Socket socket = sockets.get(packet.interfaceName());
    try {
      if (socket == null) {
        socket = isIpv6 ? openIpv6(packet.interfaceName()) : openIpv4(packet.interfaceName());
        sockets.put(packet.interfaceName(), socket);
      }
    } catch (LastErrorException failed) {
      return failed.getErrorCode();
    }
    message.to(socketAddress(packet.destination(), socket.interfaceIndex), packet.bytes());
    if (isIpv6) {
      message
          .withControl(SOL_IPV6, IPV6_PKTINFO, packet.source().getAddress(), socket.interfaceIndex)
          .withControl(SOL_IPV6, IPV6_HOPLIMIT, packet.hopLimit());
    }
    return message.send(socket.fd) ? 0 : Native.getLastError();
  }

  private static Socket openIpv4(String interfaceName) throws LastErrorException {
    int index = index(interfaceName);
    int fd = SocketCalls.open(AF_INET, IPPROTO_RAW);
    try {
      prepare(fd, interfaceName);
      set(fd, SOL_IP, IP_MULTICAST_LOOP, 0);
      return new Socket(fd, index);
    } catch (LastErrorException failed) {
      SocketCalls.close(fd);
      throw failed;
    }
  }

  private static Socket openIpv6(String interfaceName) throws LastErrorException {
    int index = index(interfaceName);
    int fd = SocketCalls.open(AF_INET6, IPPROTO_VRRP);
    try {
      receiveNothing(fd);
      prepare(fd, interfaceName);
      set(fd, SOL_IPV6, IPV6_MULTICAST_LOOP, 0);
      set(fd, SOL_IPV6, IPV6_TCLASS, TRAFFIC_CLASS);
      set(fd, SOL_IPV6, IPV6_CHECKSUM, 6); // where it stands in an advertisement
      return new Socket(fd, index);
    } catch (LastErrorException failed) {
      SocketCalls.close(fd);
      throw failed;
    }
  }

  private static int index(String interfaceName) {
    int index = interfaceName.isEmpty() ? 0 : interfaceIndex(interfaceName);
    if (index == 0 && !interfaceName.isEmpty()) {
      throw new LastErrorException(Errno.ENODEV);
    }
    return index;
  }

  private static void prepare(int fd, String interfaceName) throws LastErrorException {
    set(fd, SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
    if (!interfaceName.isEmpty()) {
      bindToDevice(fd, interfaceName);
    }
  }

  /**
   * A socket of protocol 112 would hear every advertisement too. The filter is one instruction of
   * BPF, {@code ret 0}: keep no byte of any packet.
   */
  private static void receiveNothing(int fd) throws LastErrorException {
    new PacketFilter().reject().attach(fd);
  }

  private void forget(OutgoingPacket packet) {
    boolean isIpv6 = packet.destination() instanceof Inet6Address;
    Socket stale = (isIpv6 ? ipv6 : ipv4).remove(packet.interfaceName());
    if (stale != null) {
      SocketCalls.close(stale.fd);
    }
  }

  void close() {
    ipv4.values().forEach(socket -> SocketCalls.close(socket.fd));
    ipv6.values().forEach(socket -> SocketCalls.close(socket.fd));
    ipv4.clear();
    ipv6.clear();
  }
}
