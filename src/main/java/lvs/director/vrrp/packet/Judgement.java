package lvs.director.vrrp.packet;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.Peer;
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
  private static final int HOP_LIMIT = 255;

  private final VirtualRouter router;
  private final IncomingPacket packet;
  private final Envelope envelope;
  private final List<String> remarks = new ArrayList<>();

  Judgement(VirtualRouter router, IncomingPacket packet) {
    this.router = router;
    this.packet = packet;
    this.envelope = Envelope.of(packet);
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
        hopLimit()
            .or(() -> version(pdu))
            .or(() -> length(pdu))
            .or(() -> signed(pdu, signature, nowNanos, epochNanos))
            .or(() -> authentication(pdu))
            .or(() -> header.flatMap(this::digest))
            .or(() -> interval(pdu))
            .or(() -> type(pdu))
            .or(() -> checksum.judge(pdu, packet, remarks))
            .or(this::destination)
            .or(this::peer);
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
      return discarded(
          DiscardReason.PACKET_LENGTH_ERROR,
          "it came over another version of IP than the virtual addresses have");
    }
    if (envelope.authenticated() != headerWanted) {
      return discarded(
          DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
          headerWanted
              ? "it has no authentication header; write auth_type AH there, or remove it here"
              : "it has an authentication header; write auth_type AH here, or remove it there");
    }
    if (envelope.defect().isPresent()) {
      return discarded(
          DiscardReason.PACKET_LENGTH_ERROR,
          envelope.defect().get() + "; something on the way damages it");
    }
    return envelope.pdu().isPresent()
        ? Optional.empty()
        : discarded(
            DiscardReason.PACKET_LENGTH_ERROR,
            "it has "
                + envelope.payload().length
                + " bytes, fewer than an advertisement must have; something else sends IP protocol"
                + " 112 there");
  }

  private Optional<Discarded> hopLimit() {
    return packet.hopLimit() == HOP_LIMIT || unicast().isPresent()
        ? Optional.empty()
        : discarded(
            DiscardReason.IP_TTL_ERROR,
            "its time to live is "
                + packet.hopLimit()
                + " instead of 255, so a router forwarded it; keep multicast of VRRP from being"
                + " routed");
  }

  private Optional<Discarded> version(Pdu pdu) {
    int ours = router.version() == VrrpVersion.V2 ? 2 : 3;
    if (pdu.version() == ours) {
      return Optional.empty();
    }
    return discarded(
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
        : discarded(
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
    if (signature.isEmpty() && pdu.rest().length == Signature.TRAILER_BYTES) {
      remarks.add(
          "it is signed, which is not verified here; configure auth_hmac with the same key here");
    }
    return signature.flatMap(each -> each.judge(pdu, packet.source(), nowNanos, epochNanos));
  }

  /** RFC 2338, 5.3.6 and 5.3.10. */
  private Optional<Discarded> authentication(Pdu pdu) {
    if (router.version() == VrrpVersion.V3) {
      return Optional.empty();
    }
    int ours = Pdu.authenticationType(router.authentication());
    int theirs = pdu.authenticationType();
    if (theirs > Pdu.IP_AUTHENTICATION_HEADER) {
      return discarded(
          DiscardReason.INVALID_AUTHENTICATION_TYPE,
          "its authentication is of type " + theirs + ", which does not exist");
    }
    if (theirs != ours) {
      return discarded(
          DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
          "its authentication is "
              + typeName(theirs)
              + ", ours is "
              + typeName(ours)
              + "; make auth_type equal on both sides");
    }
    boolean wrongPassword =
        ours == Pdu.SIMPLE_TEXT_PASSWORD
            && !pdu.ipv6()
            && !MessageDigest.isEqual(
                pdu.authenticationData(), Pdu.authenticationData(router.authentication()));
    return wrongPassword
        ? discarded(
            DiscardReason.AUTHENTICATION_FAILURE,
            "its password is not ours; make auth_pass equal on both sides")
        : Optional.empty();
  }

  private static String typeName(int type) {
    return switch (type) {
      case Pdu.SIMPLE_TEXT_PASSWORD -> "PASS";
      case Pdu.IP_AUTHENTICATION_HEADER -> "AH";
      default -> "none";
    };
  }

  private Optional<Discarded> digest(HeaderDigest header) {
    return header.judge(packet.ipHeader(), envelope.payload(), unicast().isPresent());
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
      return discarded(DiscardReason.INTERVAL_ERROR, remark);
    }
    if (!equal) {
      remarks.add(remark);
    }
    return Optional.empty();
  }

  private static Optional<Discarded> type(Pdu pdu) {
    return pdu.type() == Pdu.TYPE_ADVERTISEMENT
        ? Optional.empty()
        : discarded(
            DiscardReason.INVALID_TYPE,
            "it is of type " + pdu.type() + "; VRRP knows type 1 only, so its maker errs");
  }

  private Optional<Discarded> destination() {
    boolean multicast = packet.destination().isMulticastAddress();
    if (multicast != unicast().isPresent()) {
      return Optional.empty();
    }
    return discarded(
        DiscardReason.FOREIGN_SOURCE,
        multicast
            ? "it was sent by multicast, but unicast_peer is configured here; write unicast_peer on"
                + " both sides or on none"
            : "it was sent by unicast, but no unicast_peer is configured here; write unicast_peer"
                + " on both sides or on none");
  }

  private Optional<Discarded> peer() {
    if (unicast().isEmpty()) {
      return Optional.empty();
    }
    Optional<Peer> sender =
        unicast().get().peers().stream()
            .filter(peer -> peer.address().equals(packet.source()))
            .findFirst();
    if (sender.isPresent()) {
      return timeToLive(sender.get());
    }
    return unicast().get().checksSource()
        ? discarded(
            DiscardReason.FOREIGN_SOURCE,
            "its source "
                + Endpoint.text(packet.source())
                + " is none of our peers; add it to unicast_peer here, or correct unicast_src_ip"
                + " there")
        : Optional.empty();
  }

  private Optional<Discarded> timeToLive(Peer peer) {
    int least = peer.minimumTimeToLive().orElse(0);
    int most = peer.maximumTimeToLive().orElse(HOP_LIMIT);
    return packet.hopLimit() >= least && packet.hopLimit() <= most
        ? Optional.empty()
        : discarded(
            DiscardReason.IP_TTL_ERROR,
            "its time to live is "
                + packet.hopLimit()
                + ", outside "
                + least
                + " to "
                + most
                + "; it came by another way, or min_ttl and max_ttl of the peer here, or"
                + " unicast_ttl there, are to be changed");
  }

  private Optional<Unicast> unicast() {
    return router.transport() instanceof Unicast unicast ? Optional.of(unicast) : Optional.empty();
  }

  private static String seconds(Duration interval) {
    return new java.math.BigDecimal(interval.toMillis())
            .movePointLeft(3)
            .stripTrailingZeros()
            .toPlainString()
        + " s";
  }

  private static Optional<Discarded> discarded(DiscardReason reason, String detail) {
    return Optional.of(new Discarded(reason, detail));
  }
}
