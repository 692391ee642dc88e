package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Discarded;

/**
 * Which checksum one virtual router sends and accepts. keepalived up to 1.3.6 put the multicast
 * group into the pseudo header of unicast advertisements too; which of the peers do so is learned
 * from what they send, for each peer by itself, and forgotten when one sends the right form again.
 */
final class ChecksumRule {
  private static final InetAddress OLD_DESTINATION = Endpoint.address("224.0.0.18").orElseThrow();

  private final Set<InetAddress> oldSpeakers = new HashSet<>();
  private VirtualRouter router;

  ChecksumRule(VirtualRouter router) {
    this.router = router;
  }

  /** Peers that are still peers are remembered. */
  void configure(VirtualRouter changed) {
    router = changed;
    oldSpeakers.retainAll(peers());
  }

  /** For sending over IPv4; over IPv6 it is the kernel's work (IPV6_CHECKSUM). */
  int of(Pdu pdu, InetAddress source, InetAddress destination) {
    byte[] bytes = pdu.withChecksum(0);
    if (!hasPseudoHeader()) {
      return PduChecksum.plain(bytes);
    }
    boolean old =
        oldChecksum() == OldChecksum.ALWAYS
            || oldChecksum() == OldChecksum.AUTOMATIC && oldSpeakers.contains(destination);
    return PduChecksum.withPseudoHeader(bytes, source, old ? OLD_DESTINATION : destination);
  }

  /**
   * @param remarks gets what is wrong but tolerated
   */
  Optional<Discarded> judge(Pdu pdu, IncomingPacket packet, List<String> remarks) {
    if (pdu.ipv6()) {
      return judgeIpv6(pdu, packet);
    }
    if (pdu.version() == 2) {
      return pdu.checksum() == PduChecksum.plain(pdu.withChecksum(0))
          ? Optional.empty()
          : wrong("its checksum is wrong; something on the way changes it, or its maker errs");
    }
    return judgeVersion3(pdu, packet, remarks);
  }

  /** The kernel has verified it before, so this costs little and finds nothing but mistakes. */
  private static Optional<Discarded> judgeIpv6(Pdu pdu, IncomingPacket packet) {
    byte[] all = pdu.bytes().clone();
    all[Pdu.AT_CHECKSUM] = 0;
    all[Pdu.AT_CHECKSUM + 1] = 0;
    int right = PduChecksum.withPseudoHeader(all, packet.source(), packet.destination());
    return pdu.checksum() == right
        ? Optional.empty()
        : wrong("its checksum is wrong; something on the way changes it, or its maker errs");
  }

  private Optional<Discarded> judgeVersion3(Pdu pdu, IncomingPacket packet, List<String> remarks) {
    byte[] bytes = pdu.withChecksum(0);
    boolean plain = pdu.checksum() == PduChecksum.plain(bytes);
    boolean full =
        pdu.checksum()
            == PduChecksum.withPseudoHeader(bytes, packet.source(), packet.destination());
    if (!hasPseudoHeader()) {
      tolerate(plain, full, remarks);
      return Optional.empty();
    }
    if (full) {
      oldSpeakers.remove(packet.source());
      return Optional.empty();
    }
    if (mayBeOld()
        && pdu.checksum()
            == PduChecksum.withPseudoHeader(bytes, packet.source(), OLD_DESTINATION)) {
      learnOldSpeaker(packet.source());
      return Optional.empty();
    }
    return wrong(
        plain
            ? "its checksum leaves the pseudo header out, as some makers do; write"
                + " v3_checksum_as_v2 here, or make it follow RFC 9568 there"
            : "its checksum is wrong; something on the way changes it, or its maker errs");
  }

  private static void tolerate(boolean plain, boolean full, List<String> remarks) {
    if (full && !plain) {
      remarks.add(
          "its checksum contains the pseudo header, ours does not; write v3_checksum_as_v2 on both"
              + " sides or on none");
    } else if (!plain) {
      remarks.add(
          "its checksum is wrong in every form, which v3_checksum_as_v2 tolerates; if all routers"
              + " follow RFC 9568, remove v3_checksum_as_v2");
    }
  }

  private void learnOldSpeaker(InetAddress source) {
    if (peers().contains(source)) {
      oldSpeakers.add(source);
    }
  }

  private boolean mayBeOld() {
    return oldChecksum() != OldChecksum.NEVER;
  }

  private boolean hasPseudoHeader() {
    return router.version() == VrrpVersion.V3
        && !(router.family() == AddressFamily.IPV4
            && router.advertisementRules().version3ChecksumWithoutPseudoHeader());
  }

  private OldChecksum oldChecksum() {
    return router.transport() instanceof Unicast unicast
        ? unicast.oldChecksum()
        : OldChecksum.NEVER;
  }

  private List<InetAddress> peers() {
    return router.transport() instanceof Unicast unicast
        ? unicast.peers().stream().map(Peer::address).toList()
        : List.of();
  }

  private static Optional<Discarded> wrong(String detail) {
    return Discarded.because(DiscardReason.CHECKSUM_ERROR, detail);
  }
}
