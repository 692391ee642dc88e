package lvs.director.vrrp.packet;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.vrrp.packet.Decoded.Discarded;

/** Whether a packet came from where, and by the way that, the transport of a router says. */
record Origin(AdvertisementTransport transport, IncomingPacket packet) {
  private static final int HOP_LIMIT = 255;

  /** What came by unicast without being expected has another defect than its time to live. */
  Optional<Discarded> hopLimit() {
    boolean asConfigured = unicast().isEmpty() && packet.destination().isMulticastAddress();
    return packet.hopLimit() == HOP_LIMIT || !asConfigured
        ? Optional.empty()
        : Discarded.because(
            DiscardReason.IP_TTL_ERROR,
            "its time to live is "
                + packet.hopLimit()
                + " instead of 255, so a router forwarded it; keep multicast of VRRP from being"
                + " routed");
  }

  Optional<Discarded> destination() {
    boolean multicast = packet.destination().isMulticastAddress();
    if (multicast != unicast().isPresent()) {
      return Optional.empty();
    }
    return Discarded.because(
        DiscardReason.FOREIGN_SOURCE,
        multicast
            ? "it was sent by multicast, but unicast_peer is configured here; write unicast_peer on"
                + " both sides or on none"
            : "it was sent by unicast, but no unicast_peer is configured here; write unicast_peer"
                + " on both sides or on none");
  }

  Optional<Discarded> peer() {
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
        ? Discarded.because(
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
        : Discarded.because(
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
    return transport instanceof Unicast unicast ? Optional.of(unicast) : Optional.empty();
  }
}
