package lvs.director.linux;

import static lvs.director.linux.SocketCalls.*;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.packet.IncomingPacket;

/**
 * A raw socket that hears the advertisements of one plan.
 *
 * <p>A raw socket gets a copy of every packet of its protocol that its binding lets through, so two
 * sockets may get the same packet: one of a group also gets what is sent to this machine's own
 * addresses on the interface. {@link #yieldTo} names the sockets that the packet rather belongs to,
 * so that each packet is delivered once.
 */
final class ReceiveSocket {
  private static final int IPV4_HEADER_BYTES = 20;

  final SocketPlan plan;

  /** Of the plan's interface when it was opened; 0 without one. */
  final int interfaceIndex;

  final int fd;
  private List<ReceiveSocket> yieldTo = List.of();
  private long overruns;

  private ReceiveSocket(SocketPlan plan, int interfaceIndex, int fd) {
    this.plan = plan;
    this.interfaceIndex = interfaceIndex;
    this.fd = fd;
  }

  /** What was attempted when it failed, for messages. */
  static final class OpenFailure extends Exception {
    private static final long serialVersionUID = 1;

    OpenFailure(SocketPlan plan, String step, int errno) {
      super(describe(plan) + ": " + step + " failed: " + Errno.text(errno) + remedy(plan, errno));
    }

    private static String remedy(SocketPlan plan, int errno) {
      return switch (errno) {
        case Errno.EADDRNOTAVAIL -> "; add it, or correct unicast_src_ip. It is tried again";
        case Errno.ENODEV -> "; it is tried again when the interface is there";
        case Errno.ENOBUFS -> "; raise net.ipv4.igmp_max_memberships";
        default -> "";
      };
    }
  }

  /** {@code receiving VRRP on eth0}. */
  static String describe(SocketPlan plan) {
    return "receiving "
        + (plan.authenticationHeader() ? "AH" : "VRRP")
        + (plan.family() == AddressFamily.IPV6 ? " over IPv6" : "")
        + (plan.interfaceName().isEmpty() ? "" : " on " + plan.interfaceName())
        + plan.local().map(local -> " at " + Endpoint.text(local)).orElse("");
  }

  static ReceiveSocket open(SocketPlan plan, int interfaceIndex) throws OpenFailure {
    if (interfaceIndex == 0 && !plan.interfaceName().isEmpty()) {
      throw new OpenFailure(plan, "finding the interface", Errno.ENODEV);
    }
    boolean ipv6 = plan.family() == AddressFamily.IPV6;
    String[] step = {"opening a raw socket"};
    int fd = -1;
    try {
      fd =
          SocketCalls.open(
              ipv6 ? AF_INET6 : AF_INET, plan.authenticationHeader() ? IPPROTO_AH : IPPROTO_VRRP);
      prepare(fd, plan, interfaceIndex, step);
      return new ReceiveSocket(plan, interfaceIndex, fd);
    } catch (LastErrorException failed) {
      if (fd >= 0) {
        SocketCalls.close(fd);
      }
      throw new OpenFailure(plan, step[0], failed.getErrorCode());
    }
  }

  private static void prepare(int fd, SocketPlan plan, int interfaceIndex, String[] step) {
    boolean ipv6 = plan.family() == AddressFamily.IPV6;
    step[0] = "setting its options";
    set(fd, SOL_SOCKET, SO_RXQ_OVFL, 1);
    if (plan.receiveBufferBytes().isPresent()) {
      receiveBuffer(fd, plan.receiveBufferBytes().getAsInt());
    }
    if (ipv6) {
      // No IPV6_CHECKSUM: the kernel would drop what is wrong, and nobody would count it.
      set(fd, SOL_IPV6, IPV6_RECVPKTINFO, 1);
      set(fd, SOL_IPV6, IPV6_RECVHOPLIMIT, 1);
      set(fd, SOL_IPV6, IPV6_MULTICAST_ALL, 0);
    } else {
      // Without this a group that any program joined reaches every socket: ip(7).
      set(fd, SOL_IP, IP_MULTICAST_ALL, 0);
      set(fd, SOL_IP, IP_PKTINFO, 1);
    }
    if (!plan.interfaceName().isEmpty()) {
      step[0] = "binding to the interface";
      bindToDevice(fd, plan.interfaceName());
    }
    if (plan.local().isPresent()) {
      step[0] = "binding to the address " + Endpoint.text(plan.local().get());
      bind(fd, socketAddress(plan.local().get(), interfaceIndex));
    }
    if (plan.group().isPresent()) {
      step[0] = "joining " + Endpoint.text(plan.group().get());
      join(fd, plan.group().get(), interfaceIndex);
    }
  }

  void yieldTo(List<ReceiveSocket> others) {
    yieldTo = others;
  }

  /** True when this socket gets packets for the address that the other one gets too. */
  boolean takesFrom(ReceiveSocket other) {
    return other != this
        && plan.family() == other.plan.family()
        && plan.authenticationHeader() == other.plan.authenticationHeader()
        && precision() > other.precision()
        && (plan.interfaceName().isEmpty()
            || other.plan.interfaceName().isEmpty()
            || plan.interfaceName().equals(other.plan.interfaceName()));
  }

  private int precision() {
    return (plan.local().isPresent() ? 4 : 0)
        + (plan.interfaceName().isEmpty() ? 0 : 2)
        + (plan.group().isPresent() ? 0 : 1);
  }

  private boolean gets(InetAddress destination, int arrivedBy) {
    return (plan.local().isEmpty() || plan.local().get().equals(destination))
        && (interfaceIndex == 0 || interfaceIndex == arrivedBy);
  }

  /**
   * The packet that was received last, or nothing when it belongs to another socket or has no IP
   * header that makes sense.
   */
  Optional<IncomingPacket> packet(Message message) {
    int dropped = message.control(SOL_SOCKET, SO_RXQ_OVFL, Integer.BYTES);
    if (dropped >= 0) {
      overruns += message.controlInt(dropped) - (int) overruns; // the kernel's has 32 bits
    }
    if (message.truncated()) {
      return Optional.empty();
    }
    return plan.family() == AddressFamily.IPV6 ? ipv6(message) : ipv4(message);
  }

  /** Packets dropped by the kernel, as of the newest packet. */
  long overruns() {
    return overruns;
  }

  private Optional<IncomingPacket> ipv4(Message message) {
    int length = message.payloadBytes();
    int header = length < IPV4_HEADER_BYTES ? 0 : (message.u8(0) & 0xf) * 4;
    if (header < IPV4_HEADER_BYTES || header > length) {
      return Optional.empty();
    }
    InetAddress destination = message.ipv4(16);
    int information = message.control(SOL_IP, IP_PKTINFO, 12); // begins with the interface
    if (information < 0 || isForAnother(destination, message.controlInt(information))) {
      return Optional.empty();
    }
    return Optional.of(
        new IncomingPacket(
            plan.interfaceName(),
            message.ipv4(12),
            destination,
            message.u8(8),
            message.payload(0, header),
            message.payload(header, length - header)));
  }

  private Optional<IncomingPacket> ipv6(Message message) {
    int information = message.control(SOL_IPV6, IPV6_PKTINFO, 20);
    int hopLimit = message.control(SOL_IPV6, IPV6_HOPLIMIT, Integer.BYTES);
    if (information < 0 || hopLimit < 0) {
      return Optional.empty();
    }
    InetAddress destination = message.controlIpv6(information);
    if (isForAnother(destination, message.controlInt(information + 16))) {
      return Optional.empty();
    }
    return Optional.of(
        new IncomingPacket(
            plan.interfaceName(),
            message.ipv6Source(),
            destination,
            message.controlInt(hopLimit) & 0xff,
            new byte[0],
            message.payload(0, message.payloadBytes())));
  }

  private boolean isForAnother(InetAddress destination, int arrivedBy) {
    if (yieldTo.isEmpty() || destination.isMulticastAddress()) {
      return false;
    }
    for (ReceiveSocket other : yieldTo) {
      if (other.gets(destination, arrivedBy)) {
        return true;
      }
    }
    return false;
  }
}
