package lvs.director.mail;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A graph of sorts as PNG, drawn without a drawing library. */
final class TestPicture {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 200;

  private TestPicture() {}

  static byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
      chunk(out, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
      chunk(out, "IDAT", pixels());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] pixels() {
    ByteBuffer rows = ByteBuffer.allocate(HEIGHT * (1 + WIDTH * 3));
    for (int y = 0; y < HEIGHT; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < WIDTH; x++) {
        rows.put(colour(x, y));
      }
    }
    Deflater deflater = new Deflater();
    deflater.setInput(rows.array());
    deflater.finish();
    byte[] packed = new byte[rows.capacity()];
    return java.util.Arrays.copyOf(packed, deflater.deflate(packed));
  }

  private static byte[] colour(int x, int y) {
    double level = x > 560 ? 0 : 90 + 40 * Math.sin(x / 60.0) + 15 * Math.sin(x / 7.0);
    if (HEIGHT - y < level) {
      return new byte[] {(byte) 0x7f, (byte) 0xa8, (byte) 0xd8};
    }
    boolean grid = y % 50 == 0 || x % 107 == 0;
    byte shade = (byte) (grid ? 0xdd : 0xff);
    return new byte[] {shade, shade, shade};
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
