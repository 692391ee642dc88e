package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import lvs.director.base.MacAddress;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.linux.rtnetlink.LinkMessages;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.packet.ArpPacket;
import lvs.director.vrrp.packet.NeighbourAdvertisement;
import lvs.director.vrrp.packet.NeighbourSolicitation;

/** Tells the neighbours where an address is, and asks them whether they have it. */
final class Announcer implements AutoCloseable {
  private final NetlinkSocket kernel;
  private final PacketSocket frames;

  Announcer(NetlinkSocket kernel) throws IOException {
    this.kernel = kernel;
    try {
      this.frames = new PacketSocket();
    } catch (LastErrorException failed) {
      throw new IOException("packet socket: " + Errno.text(failed.getErrorCode()), failed);
    }
  }

  List<String> announce(VirtualAddress address) {
    return send(address, "announce", this::announcement);
  }

  List<String> probe(VirtualAddress address) {
    return send(address, "ask for", Announcer::question);
  }

  private interface FrameOf {
    byte[] frame(VirtualAddress address, LinkEntry link, MacAddress mac);
  }

  /** Where there are no link addresses nobody needs to be told. */
  private List<String> send(VirtualAddress address, String what, FrameOf kind) {
    String name = address.interfaceName().orElse("");
    Optional<LinkEntry> link = link(name);
    if (link.isEmpty()) {
      return failed(address, what, Errno.ENODEV);
    }
    Optional<MacAddress> mac = link.get().mac().filter(_ -> link.get().resolvesAddresses());
    if (mac.isEmpty()) {
      return List.of();
    }
    int errno = frames.send(name, kind.frame(address, link.get(), mac.get()));
    return errno == 0 ? List.of() : failed(address, what, errno);
  }

  private static List<String> failed(VirtualAddress address, String what, int errno) {
    return List.of("cannot " + what + " " + ItemWords.of(address) + ": " + Errno.text(errno));
  }

  private Optional<LinkEntry> link(String name) {
    int index = name.isEmpty() ? 0 : SocketCalls.interfaceIndex(name);
    return index == 0
        ? Optional.empty()
        : kernel.find(LinkMessages.find(index)).flatMap(LinkEntry::decode);
  }

  private byte[] announcement(VirtualAddress address, LinkEntry link, MacAddress mac) {
    return switch (address.address()) {
      case Inet4Address ipv4 -> ArpPacket.gratuitous(mac, ipv4);
      case Inet6Address ipv6 -> NeighbourAdvertisement.encode(mac, ipv6, forwards(link.name()));
      default -> throw new IllegalStateException("neither IPv4 nor IPv6");
    };
  }

  private static byte[] question(VirtualAddress address, LinkEntry link, MacAddress mac) {
    return switch (address.address()) {
      case Inet4Address ipv4 -> ArpPacket.probe(mac, ipv4);
      case Inet6Address ipv6 -> NeighbourSolicitation.probe(mac, ipv6);
      default -> throw new IllegalStateException("neither IPv4 nor IPv6");
    };
  }

  /** Then neighbours may keep it as a router (RFC 4861, 7.2.6). */
  private static boolean forwards(String name) {
    return Sysctls.read("ipv6/conf/" + name + "/forwarding")
        .filter(value -> !value.equals("0"))
        .isPresent();
  }

  @Override
  public void close() {
    frames.close();
  }
}
