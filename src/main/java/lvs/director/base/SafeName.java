package lvs.director.base;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Names as parts of a path: letters, digits, dash, underscore and dots that are not at the begin
 * stand for themselves, every other byte of UTF-8 is {@code %} and two hexadecimal digits.
 */
public final class SafeName {
  private SafeName() {}

  /** The name as a part of a path. */
  public static String encode(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(each) && (each != '.' || !safe.isEmpty())) {
        safe.append((char) each);
      } else {
        safe.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return safe.toString();
  }

  /** What was encoded; a percent sign that nobody encoded stands for itself. */
  public static String decode(String safe) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    byte[] bytes = safe.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low >= 0) {
        name.write(high << 4 | low);
        i += 2;
      } else {
        name.write(bytes[i]);
      }
    }
    return name.toString(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(byte letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || letter == '-'
        || letter == '_'
        || letter == '.';
  }
}
