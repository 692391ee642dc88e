package lvs.director.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A bfd_instance block: a session of Bidirectional Forwarding Detection (RFC 5880, asynchronous
 * mode) with one neighbour.
 *
 * @param neighbour the peer; no two sessions have the same
 * @param source address to bind, of the same family
 * @param minimumReceive Required Min RX Interval, 1 ms to 4294967 ms
 * @param minimumTransmit Desired Min TX Interval while up, 1 ms to 4294967 ms
 * @param idleTransmit transmit interval while not up, at least 1 s
 * @param multiplier detection multiplier, 1 to 255
 * @param passive wait for the peer to begin
 * @param timeToLive sent, 1 to 255
 * @param maximumHops received TTL plus this must reach {@code timeToLive}; empty checks nothing
 * @param multihop port 4784 of RFC 5883 instead of 3784
 * @param weight default for references, -253 to 253
 * @param reverse default for references
 * @param audience who hears of its changes
 */
public record BfdSession(
    String name,
    InetAddress neighbour,
    Optional<InetAddress> source,
    Duration minimumReceive,
    Duration minimumTransmit,
    Duration idleTransmit,
    int multiplier,
    boolean passive,
    int timeToLive,
    OptionalInt maximumHops,
    boolean multihop,
    int weight,
    boolean reverse,
    Audience audience) {

  /** Which engines hear of the session (the words vrrp and checker). */
  public enum Audience {
    BOTH,
    VIRTUAL_ROUTERS,
    CHECKS
  }
}
