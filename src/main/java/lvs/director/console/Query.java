package lvs.director.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands behind the question mark of a request. */
final class Query {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param raw as sent; null for none
   * @throws Rejection when it is not percent-encoded UTF-8; of names that occur twice the last
   *     counts
   */
  static Query parse(String raw) throws Rejection {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return new Query(values);
  }

  /** Percent-encoding (RFC 3986 section 2.1), and a plus sign for a blank as forms write it. */
  static String decode(String encoded) throws Rejection {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length() * 3);
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.put((byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
        i += 2;
      } else if (c == '+') {
        bytes.put((byte) ' ');
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notText) {
      throw new Rejection(400, "the address is not percent-encoded UTF-8");
    }
  }

  private static int digit(String text, int at) throws Rejection {
    char c = at < text.length() ? text.charAt(at) : ' ';
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new Rejection(400, "a percent sign in the address needs two hexadecimal digits");
    }
    return digit;
  }

  /** Empty when it is missing. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * @param otherwise when it is missing
   * @throws Rejection when it is no whole number in the range
   */
  long number(String name, long otherwise, long least, long most) throws Rejection {
    String text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return wholeNumber(text)
        .filter(number -> number >= least && number <= most)
        .orElseThrow(
            () ->
                new Rejection(400, name + " must be a whole number from " + least + " to " + most));
  }

  private static Optional<Long> wholeNumber(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  /**
   * @param words the first one counts when it is missing
   */
  String oneOf(String name, String... words) throws Rejection {
    String text = text(name);
    for (String word : words) {
      if (text.isEmpty() || text.equals(word)) {
        return text.isEmpty() ? words[0] : word;
      }
    }
    throw new Rejection(400, name + " must be one of " + String.join(", ", words));
  }
}
