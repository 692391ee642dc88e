package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import lvs.director.model.VirtualRouter;

/**
 * Encodes and decodes the advertisements of one virtual router. It remembers what authentication
 * must remember: sequence numbers of AH, what each sender signed last, whether a peer speaks the
 * old unicast checksum. Not safe for several threads.
 */
public final class AdvertisementCodec {

  /**
   * @param router version, family, VRID, interval, addresses, transport and authentication
   */
  public AdvertisementCodec(VirtualRouter router) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * The VRID of what may be an advertisement, AH or not; empty when it is too short to have one.
   */
  public static OptionalInt vrid(IncomingPacket packet) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Goes on with another configuration of the same virtual router, remembering what still holds.
   */
  public void configure(VirtualRouter router) {
    throw new UnsupportedOperationException("to come");
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
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Judges a packet in keepalived's order of checks. Whether the addresses agree is left to the
   * caller, who knows the master.
   *
   * @param nowNanos monotonic
   * @param epochNanos wall time
   */
  public Decoded decode(IncomingPacket packet, long nowNanos, long epochNanos) {
    throw new UnsupportedOperationException("to come");
  }
}
