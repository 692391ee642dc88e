package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.ByteWriter;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.Authentication;
import lvs.director.model.VirtualRouter;

/**
 * Encodes and decodes the advertisements of one virtual router. It remembers what authentication
 * must remember: sequence numbers of AH, what each sender signed last, whether a peer speaks the
 * old unicast checksum. Not safe for several threads.
 */
public final class AdvertisementCodec {
  private static final int MULTICAST_HOP_LIMIT = 255;

  private final ChecksumRule checksum;
  private VirtualRouter router;
  private Optional<HeaderDigest> header = Optional.empty();
  private Optional<Signature> signature = Optional.empty();
  private int identification;

  /**
   * @param router version, family, VRID, interval, addresses, transport and authentication
   */
  public AdvertisementCodec(VirtualRouter router) {
    checksum = new ChecksumRule(router);
    configure(router);
  }

  /**
   * The VRID of what may be an advertisement, AH or not; empty when it is too short to have one.
   */
  public static OptionalInt vrid(IncomingPacket packet) {
    return Envelope.of(packet)
        .pdu()
        .map(Pdu::vrid)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** The priority that it says, unchecked; empty when it is too short to have one. */
  public static OptionalInt priority(IncomingPacket packet) {
    return Envelope.of(packet)
        .pdu()
        .map(Pdu::priority)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /**
   * Goes on with another configuration of the same virtual router, remembering what still holds.
   */
  public void configure(VirtualRouter changed) {
    router = changed;
    checksum.configure(changed);
    header = header(changed.authentication());
    signature = signature(changed.authentication());
  }

  private Optional<HeaderDigest> header(Authentication authentication) {
    if (!(authentication instanceof Authentication.AuthenticationHeader configured)) {
      return Optional.empty();
    }
    header.ifPresent(old -> old.configure(configured));
    return header.or(() -> Optional.of(new HeaderDigest(configured)));
  }

  private Optional<Signature> signature(Authentication authentication) {
    if (!(authentication instanceof Authentication.Hmac configured)) {
      return Optional.empty();
    }
    signature.ifPresent(old -> old.configure(configured, router));
    return signature.or(() -> Optional.of(new Signature(configured, router)));
  }

  /**
   * One packet for the group, or one for each unicast peer.
   *
   * @param priority 0 to 255
   * @param interfaceName to send from
   * @param source address of ours
   * @param nowNanos monotonic
   * @param epochNanos wall time
   */
  public List<OutgoingPacket> encode(
      int priority, String interfaceName, InetAddress source, long nowNanos, long epochNanos) {
    Pdu pdu = Pdu.encode(router, priority);
    byte[] trailer = signature.map(each -> each.sign(pdu, source, epochNanos)).orElse(new byte[0]);
    List<OutgoingPacket> packets = new ArrayList<>();
    for (InetAddress destination : destinations()) {
      byte[] bytes =
          router.family() == AddressFamily.IPV6
              ? join(pdu.bytes(), trailer)
              : ipv4(pdu, trailer, source, destination);
      packets.add(new OutgoingPacket(interfaceName, source, destination, hopLimit(), bytes));
    }
    return packets;
  }

  private byte[] ipv4(Pdu pdu, byte[] trailer, InetAddress source, InetAddress destination) {
    byte[] payload = join(pdu.withChecksum(checksum.of(pdu, source, destination)), trailer);
    identification = identification % 0xffff + 1;
    byte[] ip =
        Ipv4Header.encode(
            identification,
            hopLimit(),
            header.isPresent() ? Ipv4Header.PROTOCOL_AH : Ipv4Header.PROTOCOL_VRRP,
            source,
            destination,
            payload.length + (header.isPresent() ? HeaderDigest.LENGTH_BYTES : 0));
    byte[] between = header.map(each -> each.encode(ip, payload, isUnicast())).orElse(new byte[0]);
    return join(ip, between, payload);
  }

  private List<InetAddress> destinations() {
    return switch (router.transport()) {
      case Multicast multicast -> List.of(multicast.group());
      case Unicast unicast -> unicast.peers().stream().map(Peer::address).toList();
    };
  }

  private int hopLimit() {
    return router.transport() instanceof Unicast unicast
        ? unicast.timeToLive()
        : MULTICAST_HOP_LIMIT;
  }

  private boolean isUnicast() {
    return router.transport() instanceof Unicast;
  }

  /**
   * Judges a packet in keepalived's order of checks. Whether the addresses agree is left to the
   * caller, who knows the master.
   *
   * @param nowNanos monotonic
   * @param epochNanos wall time
   */
  public Decoded decode(IncomingPacket packet, long nowNanos, long epochNanos) {
    return new Judgement(router, packet).of(checksum, header, signature, nowNanos, epochNanos);
  }

  private static byte[] join(byte[]... parts) {
    ByteWriter all = new ByteWriter();
    for (byte[] part : parts) {
      all.bytes(part);
    }
    return all.toBytes();
  }
}
