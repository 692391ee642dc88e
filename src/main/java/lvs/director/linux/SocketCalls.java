package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import lvs.director.base.ByteWriter;

/**
 * Socket calls with the constants and structures of Linux. The numbers are those of
 * asm-generic/socket.h and of uapi linux/in.h, in6.h, net.h and if_packet.h, as on x86, ARM, RISC-V
 * and POWER.
 */
final class SocketCalls {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_PACKET = 17;
  static final int SOCK_RAW = 3;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = SOCK_NONBLOCK;
  static final int EFD_CLOEXEC = SOCK_CLOEXEC;

  static final int IPPROTO_VRRP = 112;
  static final int IPPROTO_AH = 51;
  static final int IPPROTO_ICMPV6 = 58;

  /** Sends IPv4 packets with their header (as IP_HDRINCL does) and receives nothing: raw(7). */
  static final int IPPROTO_RAW = 255;

  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_PRIORITY = 12;
  static final int SO_BINDTODEVICE = 25;
  static final int SO_ATTACH_FILTER = 26;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_RXQ_OVFL = 40;

  static final int SOL_IP = 0;
  static final int IP_PKTINFO = 8;
  static final int IP_MULTICAST_LOOP = 34;
  static final int IP_ADD_MEMBERSHIP = 35;
  static final int IP_MULTICAST_ALL = 49;

  static final int SOL_IPV6 = 41;
  static final int IPV6_CHECKSUM = 7;
  static final int IPV6_MULTICAST_LOOP = 19;
  static final int IPV6_ADD_MEMBERSHIP = 20;
  static final int IPV6_MULTICAST_ALL = 29;
  static final int IPV6_RECVPKTINFO = 49;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_RECVHOPLIMIT = 51;
  static final int IPV6_HOPLIMIT = 52;
  static final int IPV6_TCLASS = 67;

  /** linux/pkt_sched.h: the queue of what must go out even when the interface is full. */
  static final int TC_PRIO_CONTROL = 7;

  static final int ETH_P_ARP = 0x0806;
  static final int ETH_P_IPV6 = 0x86dd;

  private SocketCalls() {}

  /** Neither blocks nor is inherited by programs that the director starts. */
  static int open(int family, int protocol) throws LastErrorException {
    return Libc.socket(family, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
  }

  static void close(int fd) {
    try {
      Libc.close(fd);
    } catch (LastErrorException ignored) {
      // The descriptor is gone in any case: close(2).
    }
  }

  static void set(int fd, int level, int option, int value) throws LastErrorException {
    set(fd, level, option, new ByteWriter().u32ne(value).toBytes());
  }

  static void set(int fd, int level, int option, byte[] value) throws LastErrorException {
    Libc.setsockopt(fd, level, option, value, value.length);
  }

  static int get(int fd, int level, int option) throws LastErrorException {
    byte[] value = new byte[Integer.BYTES];
    Libc.getsockopt(fd, level, option, value, new int[] {value.length});
    return (int) new lvs.director.base.ByteReader(value).u32ne();
  }

  static void bindToDevice(int fd, String interfaceName) throws LastErrorException {
    set(fd, SOL_SOCKET, SO_BINDTODEVICE, interfaceName.getBytes(StandardCharsets.UTF_8));
  }

  static void bind(int fd, byte[] address) throws LastErrorException {
    Libc.bind(fd, address, address.length);
  }

  /**
   * A larger receive buffer, never a smaller one. Beyond net.core.rmem_max it needs CAP_NET_ADMIN.
   */
  static void receiveBuffer(int fd, int sizeBytes) throws LastErrorException {
    // The kernel doubles what it is given, for its own book-keeping, and tells the doubled value.
    if (get(fd, SOL_SOCKET, SO_RCVBUF) / 2 >= sizeBytes) {
      return;
    }
    try {
      set(fd, SOL_SOCKET, SO_RCVBUFFORCE, sizeBytes);
    } catch (LastErrorException notPermitted) {
      set(fd, SOL_SOCKET, SO_RCVBUF, sizeBytes);
    }
  }

  /**
   * @return 0 when there is no interface of this name
   */
  static int interfaceIndex(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return Libc.if_nametoindexQuietly(java.util.Arrays.copyOf(text, text.length + 1));
  }

  /**
   * struct sockaddr_in or sockaddr_in6 with port 0.
   *
   * @param scopeId index of the interface that a link-local address belongs to
   */
  static byte[] socketAddress(InetAddress address, int scopeId) {
    ByteWriter out = new ByteWriter(28);
    if (address instanceof Inet6Address) {
      out.u16ne(AF_INET6).u16be(0).u32be(0).bytes(address.getAddress());
      return out.u32ne(address.isLinkLocalAddress() ? scopeId : 0).toBytes();
    }
    return out.u16ne(AF_INET).u16be(0).bytes(address.getAddress()).zeros(8).toBytes();
  }

  /** struct sockaddr_ll (packet(7)): an interface and a protocol of Ethernet. */
  static byte[] linkAddress(int interfaceIndex, int etherType) {
    return new ByteWriter(20)
        .u16ne(AF_PACKET)
        .u16be(etherType)
        .u32ne(interfaceIndex)
        .zeros(12)
        .toBytes();
  }

  /** struct ip_mreqn or ipv6_mreq: joins the group on this interface. */
  static void join(int fd, InetAddress group, int interfaceIndex) throws LastErrorException {
    ByteWriter request = new ByteWriter(20).bytes(group.getAddress());
    if (group instanceof Inet6Address) {
      set(fd, SOL_IPV6, IPV6_ADD_MEMBERSHIP, request.u32ne(interfaceIndex).toBytes());
    } else {
      set(fd, SOL_IP, IP_ADD_MEMBERSHIP, request.u32be(0).u32ne(interfaceIndex).toBytes());
    }
  }
}
