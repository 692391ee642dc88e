package lvs.director.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How advertisements travel: to a multicast group, or to each peer. */
public sealed interface AdvertisementTransport {

  /** Source address of advertisements; empty takes the interface's first one (IPv6: link-local). */
  Optional<InetAddress> source();

  /** Whether the loss of {@link #source()} is a fault (track_src_ip). */
  boolean tracksSource();

  /**
   * @param group destination, such as 224.0.0.18
   */
  record Multicast(Optional<InetAddress> source, boolean tracksSource, InetAddress group)
      implements AdvertisementTransport {}

  /**
   * @param peers the other routers, none twice; empty only with {@code faultWithoutPeers}
   * @param checksSource discard what comes from nobody of {@code peers}
   * @param timeToLive of advertisements sent, 0 to 255
   * @param faultWithoutPeers stay in FAULT while {@code peers} is empty
   * @param oldChecksum whether the checksum of keepalived up to 1.3.6 is spoken
   */
  record Unicast(
      Optional<InetAddress> source,
      boolean tracksSource,
      List<Peer> peers,
      boolean checksSource,
      int timeToLive,
      boolean faultWithoutPeers,
      OldChecksum oldChecksum)
      implements AdvertisementTransport {}

  /**
   * @param minimumTimeToLive discard packets received with less, 0 to 255
   * @param maximumTimeToLive discard packets received with more, 0 to 255
   */
  record Peer(InetAddress address, OptionalInt minimumTimeToLive, OptionalInt maximumTimeToLive) {}

  enum OldChecksum {
    /** Learned from the peer. */
    AUTOMATIC,
    /** Sent from the start. */
    ALWAYS,
    NEVER
  }
}
