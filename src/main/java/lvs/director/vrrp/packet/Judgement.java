package lvs.director.vrrp.packet;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;

/**
 * The checks that one packet goes through (RFC 9568, 7.1), in keepalived's order, the first that
 * fails being the reason. One thing comes earlier than there: that the advertisement is as long as
 * its number of addresses makes it, since passwords and signatures stand behind the addresses.
 */
final class Judgement {
  private final VirtualRouter router;
  private final IncomingPacket packet;
  private final Envelope envelope;
  private final Origin origin;
  private final List<String> remarks = new ArrayList<>();

  Judgement(VirtualRouter router, IncomingPacket packet) {
    this.router = router;
    this.packet = packet;
    this.envelope = Envelope.of(packet);
    this.origin = new Origin(router.transport(), packet);
  }

  Decoded of(
      ChecksumRule checksum,
      Optional<HeaderDigest> header,
      Optional<Signature> signature,
      long nowNanos,
      long epochNanos) {
    Optional<Discarded> misfit = envelope(header.isPresent());
    if (misfit.isPresent()) {
      return misfit.get();
    }
    Pdu pdu = envelope.pdu().orElseThrow();
    Optional<Discarded> wrong =
        origin
            .hopLimit()
            .or(() -> version(pdu))
            .or(() -> length(pdu))
            .or(() -> signed(pdu, signature, nowNanos, epochNanos))
            .or(() -> PasswordRule.judge(pdu, router))
            .or(() -> header.flatMap(this::digest))
            .or(() -> interval(pdu))
            .or(() -> type(pdu))
            .or(() -> checksum.judge(pdu, packet, remarks))
            .or(origin::destination)
            .or(origin::peer);
    return wrong.isPresent() ? wrong.get() : accepted(pdu);
  }

  private Accepted accepted(Pdu pdu) {
    Advertisement advertisement =
        new Advertisement(
            router.version(), pdu.vrid(), pdu.priority(), pdu.interval(), pdu.addresses());
    Optional<String> remark =
        remarks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", remarks));
    return new Accepted(advertisement, remark);
  }

  private Optional<Discarded> envelope(boolean headerWanted) {
    if (envelope.ipv6() != (router.family() == AddressFamily.IPV6)) {
      return Discarded.because(
          DiscardReason.PACKET_LENGTH_ERROR,
          "it came over another version of IP than the virtual addresses have");
    }
    if (envelope.authenticated() != headerWanted) {
      return Discarded.because(
          DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
          headerWanted
              ? "it has no authentication header; write auth_type AH there, or remove it here"
              : "it has an authentication header; write auth_type AH here, or remove it there");
    }
    if (envelope.defect().isPresent()) {
      return Discarded.because(
          DiscardReason.PACKET_LENGTH_ERROR,
          envelope.defect().get() + "; something on the way damages it");
    }
    return envelope.pdu().isPresent()
        ? Optional.empty()
        : Discarded.because(
            DiscardReason.PACKET_LENGTH_ERROR,
            "it has "
                + envelope.payload().length
                + " bytes, fewer than an advertisement must have; something else sends IP protocol"
                + " 112 there");
  }

  private Optional<Discarded> version(Pdu pdu) {
    int ours = router.version() == VrrpVersion.V2 ? 2 : 3;
    if (pdu.version() == ours) {
      return Optional.empty();
    }
    return Discarded.because(
        DiscardReason.VERSION_ERROR,
        "it speaks VRRP version "
            + pdu.version()
            + ", this router version "
            + ours
            + "; make version (vrrp_version) equal on both sides");
  }

  private Optional<Discarded> length(Pdu pdu) {
    return pdu.isComplete()
        ? Optional.empty()
        : Discarded.because(
            DiscardReason.PACKET_LENGTH_ERROR,
            "it has "
                + pdu.bytes().length
                + " bytes, but with "
                + pdu.addressCount()
                + " addresses it must have "
                + pdu.lengthBytes()
                + "; something on the way damages it, or its maker errs");
  }

  private Optional<Discarded> signed(
      Pdu pdu, Optional<Signature> signature, long nowNanos, long epochNanos) {
    if (signature.isEmpty() && Signature.isTrailer(pdu.rest())) {
      remarks.add(
          "it is signed, which is not verified here; configure auth_hmac with the same key here");
    }
    return signature.flatMap(each -> each.judge(pdu, packet.source(), nowNanos, epochNanos));
  }

  private Optional<Discarded> digest(HeaderDigest header) {
    return header.judge(
        packet.ipHeader(), envelope.payload(), router.transport() instanceof Unicast);
  }

  /**
   * Version 2: another interval is a reason to discard (RFC 3768, 7.1). Version 3: the master's is
   * taken over (RFC 9568, 6.4.2), but not 0, by which a backup could never wait for a master.
   */
  private Optional<Discarded> interval(Pdu pdu) {
    Duration theirs = pdu.interval();
    Duration ours = router.advertisementInterval();
    String remark =
        "its interval is "
            + seconds(theirs)
            + ", ours is "
            + seconds(ours)
            + "; make advert_int equal on both sides";
    boolean equal = theirs.equals(ours);
    if (!equal && (router.version() == VrrpVersion.V2 || theirs.isZero())) {
      return Discarded.because(DiscardReason.INTERVAL_ERROR, remark);
    }
    if (!equal) {
      remarks.add(remark);
    }
    return Optional.empty();
  }

  private static Optional<Discarded> type(Pdu pdu) {
    return pdu.type() == Pdu.TYPE_ADVERTISEMENT
        ? Optional.empty()
        : Discarded.because(
            DiscardReason.INVALID_TYPE,
            "it is of type " + pdu.type() + "; VRRP knows type 1 only, so its maker errs");
  }

  private static String seconds(Duration interval) {
    return new BigDecimal(interval.toMillis()).movePointLeft(3).stripTrailingZeros().toPlainString()
        + " s";
  }
}
