package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Arrays;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.packet.AdvertisementCodec;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/** Packets of other routers, as a raw socket of ours would deliver them. */
final class Others {
  private Others() {}

  static IncomingPacket packet(VirtualRouter router, String from, int priority, long nowNanos) {
    InetAddress source = Box.address(from);
    OutgoingPacket sent =
        new AdvertisementCodec(router)
            .encode(priority, "eth0", source, nowNanos, nowNanos)
            .getFirst();
    return received(sent, router.interfaceName().orElse(""), destination(router, sent));
  }

  private static InetAddress destination(VirtualRouter router, OutgoingPacket sent) {
    return router.transport() instanceof AdvertisementTransport.Unicast
        ? router.transport().source().orElse(Box.address(Box.OURS))
        : sent.destination();
  }

  /** The kernel delivers IPv4 with its header, IPv6 without. */
  static IncomingPacket received(
      OutgoingPacket sent, String interfaceName, InetAddress destination) {
    int header = sent.source().getAddress().length == 4 ? 20 : 0;
    byte[] bytes = sent.bytes();
    return new IncomingPacket(
        interfaceName,
        sent.source(),
        destination,
        sent.hopLimit(),
        Arrays.copyOf(bytes, header),
        Arrays.copyOfRange(bytes, header, bytes.length));
  }
}
