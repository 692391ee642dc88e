package lvs.director.ipvs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import lvs.director.base.ByteWriter;
import lvs.director.base.NetlinkMessage;

/** Replies that were recorded from a kernel, and messages made of bytes. */
final class Replies {
  private static final int FAMILY = 28;

  private Replies() {}

  /** Those of a name, in the order of the recording. */
  static List<NetlinkMessage> named(String name) {
    return lines().stream()
        .map(line -> line.split(" "))
        .filter(words -> words[0].equals(name))
        .map(words -> message(Integer.parseInt(words[1]), HexFormat.of().parseHex(words[2])))
        .toList();
  }

  private static List<String> lines() {
    try (InputStream in = Replies.class.getResourceAsStream("/ipvs/replies.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** A message of the family IPVS. */
  static NetlinkMessage message(byte[] payload) {
    return message(FAMILY, payload);
  }

  private static NetlinkMessage message(int type, byte[] payload) {
    byte[] bytes =
        new ByteWriter(payload.length + NetlinkMessage.HEADER_BYTES)
            .u32ne(payload.length + NetlinkMessage.HEADER_BYTES)
            .u16ne(type)
            .u16ne(0)
            .u32ne(1)
            .u32ne(0)
            .bytes(payload)
            .toBytes();
    return NetlinkMessage.split(bytes, bytes.length).getFirst();
  }

  static byte[] payload(NetlinkMessage message) {
    return message.payload().bytes(message.payload().remaining());
  }
}
