package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lvs.director.base.ByteWriter;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkMessage;
import lvs.director.model.AddressFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Whatever bytes come, a decoder gives a value or nothing. */
@EnabledIf("lvs.director.ipvs.RecordedRepliesTest#littleEndian")
class DecoderFuzzTest {
  private static final int ROUNDS = 4000;
  private static final long SEED = 12;
  private static final List<String> NAMES =
      List.of("service", "server", "daemon", "timeouts", "info", "controller", "no-service");

  private final Random random = new Random(SEED);

  private static List<byte[]> recorded() {
    List<byte[]> payloads = new ArrayList<>();
    for (String name : NAMES) {
      Replies.named(name).forEach(reply -> payloads.add(Replies.payload(reply)));
    }
    return payloads;
  }

  /** Every decoder; none may throw. Returns how many found a value. */
  private static int decode(byte[] payload) {
    NetlinkMessage message = Replies.message(payload);
    return (IpvsMessages.service(message).isPresent() ? 1 : 0)
        + (IpvsMessages.server(message, AddressFamily.IPV4).isPresent() ? 1 : 0)
        + (IpvsMessages.server(message, AddressFamily.IPV6).isPresent() ? 1 : 0)
        + (IpvsMessages.daemon(message).isPresent() ? 1 : 0)
        + (IpvsMessages.timeouts(message).isPresent() ? 1 : 0)
        + (IpvsMessages.info(message).isPresent() ? 1 : 0)
        + (GenericNetlink.family(message).isPresent() ? 1 : 0);
  }

  @Test
  void aReplyThatIsCutOffAnywhereIsNoValue() {
    for (byte[] payload : recorded()) {
      for (int length = 0; length < payload.length; length++) {
        byte[] cut = Arrays.copyOf(payload, length);
        decode(cut);
        NetlinkMessage message = Replies.message(cut);
        assertTrue(IpvsMessages.service(message).isEmpty(), "cut to " + length);
        assertTrue(IpvsMessages.server(message, AddressFamily.IPV4).isEmpty(), "cut to " + length);
      }
    }
  }

  @Test
  void changedBytesNeverThrow() {
    List<byte[]> recorded = recorded();
    int values = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] payload = recorded.get(random.nextInt(recorded.size())).clone();
      for (int changes = random.nextInt(1, 8); changes > 0; changes--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt();
      }
      values += decode(payload);
    }
    assertTrue(values > ROUNDS / 10, "seed " + SEED + ": the replies were not recognised at all");
  }

  @Test
  void randomBytesNeverThrow() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] payload = new byte[random.nextInt(300)];
      random.nextBytes(payload);
      decode(payload);
    }
    assertEquals(0, decode(new byte[0]));
  }

  /** Kernels of the future say more, and may mark nests as such. */
  @Test
  void unknownAttributesArePassedOverAndMarkedNestsAccepted() {
    for (NetlinkMessage reply : Replies.named("server")) {
      byte[] payload = Replies.payload(reply);
      int headers = GenericNetlink.HEADER_BYTES + 4;
      byte[] nest = Arrays.copyOfRange(payload, headers, payload.length);
      byte[] grown =
          new ByteWriter()
              .bytes(Arrays.copyOf(payload, GenericNetlink.HEADER_BYTES))
              .u16ne(7)
              .u16ne(99)
              .bytes(new byte[] {1, 2, 3, 0})
              .u16ne(4 + 8 + nest.length)
              .u16ne(0x8000 | IpvsAttributes.DEST)
              .u16ne(8)
              .u16ne(500)
              .u32ne(77)
              .bytes(nest)
              .toBytes();
      assertEquals(
          IpvsMessages.server(reply, AddressFamily.IPV4),
          IpvsMessages.server(Replies.message(grown), AddressFamily.IPV4));
    }
  }

  @Test
  void anUnknownProtocolForwardingOrTunnelIsNoValue() {
    assertTrue(IpvsMessages.service(changed("service", 8 + 8 + 4, 99)).isEmpty());
    assertTrue(IpvsMessages.service(changed("service", 8 + 4, 99)).isEmpty());
    int forwarding = 8 + 20 + 8 + 4;
    assertTrue(server(changed("server", forwarding, 3)));
    assertTrue(!server(changed("server", forwarding, 6)));
    int tunnel = forwarding + 4 + 8 + 4;
    assertTrue(server(changed("server", tunnel, 2)));
    assertTrue(!server(changed("server", tunnel, 9)));
  }

  private static boolean server(NetlinkMessage message) {
    return IpvsMessages.server(message, AddressFamily.IPV4).isPresent();
  }

  private static NetlinkMessage changed(String name, int at, int value) {
    byte[] payload = Replies.payload(Replies.named(name).getFirst());
    payload[at] = (byte) value;
    return Replies.message(payload);
  }
}
