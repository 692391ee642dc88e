package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.Authentication.AntiReplay;
import lvs.director.model.Authentication.Hmac;
import lvs.director.model.Authentication.Key;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.packet.Decoded.Discarded;
import lvs.director.vrrp.packet.SenderClock.Verdict;

/**
 * The trailer of auth_hmac that follows the advertisement, as keepalived writes it since 2.4.2
 * (drawing in the javadoc of the package). Any key that is configured is accepted, so that keys can
 * be changed one router after the other. Unlike keepalived, the signature is judged before the
 * time, since only what is signed may move what is remembered of a sender ({@link SenderClock}).
 */
final class Signature {
  static final int TRAILER_BYTES = 28;

  private static final int TYPE = 1;
  private static final int DIGEST_BYTES = 16;
  private static final int MULTICAST_SENDERS = 4;

  private final Map<Integer, KeyedDigest> keys = new HashMap<>();
  private final Map<InetAddress, SenderClock> senders = new LinkedHashMap<>(8, 0.75f, true);
  private Hmac hmac;
  private FreshnessRule rule;
  private int maximumSenders;
  private long lastStamp;
  private boolean hasSigned;

  Signature(Hmac configured, VirtualRouter router) {
    configure(configured, router);
  }

  /** What senders signed last is remembered, and what we signed. */
  void configure(Hmac configured, VirtualRouter router) {
    hmac = configured;
    keys.clear();
    for (Key key : configured.keys()) {
      keys.put(key.id(), KeyedDigest.sha256(key.secret().bytes()));
    }
    rule =
        new FreshnessRule(
            configured.antiReplay(),
            ticks(configured.timeWindow()),
            ticks(router.advertisementInterval()) / 2);
    maximumSenders =
        router.transport() instanceof Unicast unicast
            ? Math.max(MULTICAST_SENDERS, unicast.peers().size())
            : MULTICAST_SENDERS;
  }

  /**
   * The trailer; empty when this router only receives.
   *
   * @param pdu its checksum does not matter
   */
  byte[] sign(Pdu pdu, InetAddress source, long epochNanos) {
    if (hmac.mode() == Mode.RECEIVE_ONLY) {
      return new byte[0];
    }
    lastStamp = nextStamp(Stamp.ticks(epochNanos));
    hasSigned = true;
    ByteWriter trailer =
        new ByteWriter(TRAILER_BYTES).u8(TYPE).u8(hmac.activeKey()).u16be(0).u64be(lastStamp);
    byte[] digest = digest(keys.get(hmac.activeKey()), pdu, source, trailer.toBytes());
    return trailer.bytes(digest).toBytes();
  }

  /** Whether this, found behind an advertisement, is probably one. */
  static boolean isTrailer(byte[] rest) {
    return rest.length == TRAILER_BYTES && rest[0] == TYPE;
  }

  /** The clock, or one more than the last, unless the clock was stepped back beyond the window. */
  private long nextStamp(long wallTicks) {
    long clock = Stamp.ofTicks(wallTicks);
    boolean stepped = rule.isAhead(Stamp.ticksOf(lastStamp), wallTicks);
    return !hasSigned || stepped || Stamp.isLater(clock, lastStamp) ? clock : lastStamp + 1;
  }

  Optional<Discarded> judge(Pdu pdu, InetAddress source, long nowNanos, long epochNanos) {
    byte[] rest = pdu.rest();
    if (rest.length < TRAILER_BYTES) {
      return hmac.mode() == Mode.ENFORCE
          ? Discarded.because(
              DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
              "it is not signed; configure auth_hmac with the same key there, or write mode"
                  + " permissive here meanwhile")
          : Optional.empty();
    }
    ByteReader trailer = new ByteReader(rest);
    int type = trailer.u8();
    int keyId = trailer.u8();
    int reserved = trailer.u16be();
    long stamp = trailer.u64be();
    if (type != TYPE || reserved != 0) {
      return Discarded.because(
          DiscardReason.INVALID_AUTHENTICATION_TYPE,
          "its signature is of type "
              + type
              + ", which this version does not know; auth_hmac is one of type 1");
    }
    return judgeSignature(pdu, source, keyId, rest)
        .or(() -> judgeStamp(source, stamp, Stamp.ticks(nowNanos), Stamp.ticks(epochNanos)));
  }

  private Optional<Discarded> judgeSignature(Pdu pdu, InetAddress source, int keyId, byte[] rest) {
    KeyedDigest key = keys.get(keyId);
    if (key == null) {
      return Discarded.because(
          DiscardReason.AUTHENTICATION_FAILURE,
          "it is signed with key " + keyId + ", which auth_hmac here lacks; add that key here");
    }
    byte[] expected = digest(key, pdu, source, Arrays.copyOf(rest, TRAILER_BYTES - DIGEST_BYTES));
    byte[] found = Arrays.copyOfRange(rest, TRAILER_BYTES - DIGEST_BYTES, TRAILER_BYTES);
    return MessageDigest.isEqual(expected, found)
        ? Optional.empty()
        : Discarded.because(
            DiscardReason.AUTHENTICATION_FAILURE,
            "its signature is wrong; make key " + keyId + " of auth_hmac equal on both sides");
  }

  private Optional<Discarded> judgeStamp(
      InetAddress source, long stamp, long monotonicTicks, long wallTicks) {
    SenderClock known = senders.get(source);
    Verdict verdict =
        known != null
            ? known.judge(stamp, monotonicTicks, wallTicks, rule)
            : judgeNewcomer(source, stamp, monotonicTicks, wallTicks);
    return switch (verdict) {
      case FRESH -> Optional.empty();
      case SEEN ->
          Discarded.because(
              DiscardReason.REPLAYED,
              "it was signed no later than the one heard before; somebody repeats what was sent, or"
                  + " its clock was set back: set it by NTP");
      case OUTSIDE_WINDOW ->
          Discarded.because(
              DiscardReason.REPLAYED,
              "it was signed "
                  + distance(Stamp.aheadTicks(Stamp.ticksOf(stamp), wallTicks))
                  + " our clock, and time_window is "
                  + hmac.timeWindow().toSeconds()
                  + " s; set both clocks by NTP");
    };
  }

  private Verdict judgeNewcomer(
      InetAddress source, long stamp, long monotonicTicks, long wallTicks) {
    if (rule.antiReplay() == AntiReplay.TIME && !rule.near(Stamp.ticksOf(stamp), wallTicks)) {
      return Verdict.OUTSIDE_WINDOW;
    }
    if (senders.size() >= maximumSenders) {
      senders.remove(senders.keySet().iterator().next());
    }
    senders.put(source, new SenderClock(stamp, monotonicTicks));
    return Verdict.FRESH;
  }

  /** Family, version, VRID and source stand in front, so that none of them can be exchanged. */
  private static byte[] digest(KeyedDigest key, Pdu pdu, InetAddress source, byte[] beforeDigest) {
    byte[] pseudoHeader = {
      (byte) (source instanceof Inet6Address ? 6 : 4), (byte) pdu.version(), (byte) pdu.vrid(), 0
    };
    byte[] address = Arrays.copyOf(source.getAddress(), 16);
    byte[] digest =
        key.of(pseudoHeader, address, pdu.withChecksum(0), beforeDigest, new byte[DIGEST_BYTES]);
    return Arrays.copyOf(digest, DIGEST_BYTES);
  }

  private static String distance(long aheadTicks) {
    return Math.abs(Stamp.seconds(aheadTicks)) + " s " + (aheadTicks < 0 ? "behind" : "ahead of");
  }

  private static long ticks(Duration duration) {
    return Stamp.ticks(duration.toNanos());
  }
}
