package lvs.director.vrrp.packet;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.model.Authentication;
import lvs.director.vrrp.packet.Decoded.Discarded;

/**
 * The IP authentication header (RFC 2402) with HMAC-MD5-96 (RFC 2403), as keepalived fills it for
 * version 2 over IPv4: the SPI is the sender's address, the key is auth_pass filled up to 8 bytes.
 *
 * <p>All routers of a VRID count in one sequence: a backup goes on where the master that it heard
 * stopped. So a router that sends a lower number than was heard is refused: a restarted owner of
 * the addresses, which speaks before it listens, until its count has caught up. This is the
 * protocol's weakness, and why keepalived's manual advises against it.
 */
final class HeaderDigest {
  static final int LENGTH_BYTES = 24;

  private static final int DIGEST_BYTES = 12;

  /** RFC 2402, 2.2: length in words of 32 bits, minus 2. */
  private static final int PAYLOAD_LENGTH = LENGTH_BYTES / 4 - 2;

  private static final int KEY_BYTES = 8;

  private KeyedDigest key;
  private long sequence;

  HeaderDigest(Authentication.AuthenticationHeader configured) {
    configure(configured);
  }

  /** The sequence goes on. */
  void configure(Authentication.AuthenticationHeader configured) {
    key = KeyedDigest.md5(Arrays.copyOf(configured.password().bytes(), KEY_BYTES));
  }

  /**
   * The header that belongs between the two.
   *
   * @param unicast the time to live then changes on the way and is left out
   */
  byte[] encode(byte[] ipHeader, byte[] pdu, boolean unicast) {
    sequence = sequence + 1 & 0xffff_ffffL;
    ByteWriter header =
        new ByteWriter(LENGTH_BYTES)
            .u8(Ipv4Header.PROTOCOL_VRRP)
            .u8(PAYLOAD_LENGTH)
            .u16be(0)
            .bytes(Arrays.copyOfRange(ipHeader, 12, 16))
            .u32be(sequence);
    byte[] digest = digest(ipHeader, header.toBytes(), pdu, unicast);
    return header.bytes(digest).toBytes();
  }

  /**
   * @param payload what follows the IP header, with a whole authentication header
   */
  Optional<Discarded> judge(byte[] ipHeader, byte[] payload, boolean unicast) {
    ByteReader header = new ByteReader(payload, 0, LENGTH_BYTES);
    boolean known = header.u8() == Ipv4Header.PROTOCOL_VRRP & header.u8() == PAYLOAD_LENGTH;
    byte[] spi = header.skip(2).bytes(4);
    long counted = header.u32be();
    if (!known) {
      return failure("its authentication header is not one of HMAC-MD5-96 before VRRP");
    }
    if (!Arrays.equals(spi, Arrays.copyOfRange(ipHeader, 12, 16))) {
      return failure(
          "its authentication header (SPI) names another sender than its IP header; something"
              + " translates addresses on the way, which auth_type AH does not bear");
    }
    byte[] expected =
        digest(
            ipHeader,
            Arrays.copyOf(payload, LENGTH_BYTES - DIGEST_BYTES),
            Arrays.copyOfRange(payload, LENGTH_BYTES, payload.length),
            unicast);
    if (!MessageDigest.isEqual(expected, header.bytes(DIGEST_BYTES))) {
      return failure("its digest is wrong; make auth_pass equal on both sides");
    }
    return judgeSequence(counted);
  }

  private Optional<Discarded> judgeSequence(long counted) {
    if (counted <= sequence) {
      return Discarded.because(
          DiscardReason.REPLAYED,
          "its sequence number "
              + counted
              + " is not above "
              + sequence
              + ", the last one heard or sent; if it was restarted as MASTER, restart the other"
              + " routers, or use auth_hmac");
    }
    sequence = counted;
    return Optional.empty();
  }

  private byte[] digest(byte[] ipHeader, byte[] beforeDigest, byte[] pdu, boolean unicast) {
    byte[] immutable = ipHeader.clone();
    immutable[1] = 0;
    immutable[6] = 0;
    immutable[7] = 0;
    immutable[8] = unicast ? 0 : immutable[8];
    immutable[10] = 0;
    immutable[11] = 0;
    return Arrays.copyOf(
        key.of(immutable, beforeDigest, new byte[DIGEST_BYTES], pdu), DIGEST_BYTES);
  }

  private static Optional<Discarded> failure(String detail) {
    return Discarded.because(DiscardReason.AUTHENTICATION_FAILURE, detail);
  }
}
