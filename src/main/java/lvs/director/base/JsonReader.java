package lvs.director.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON (RFC 8259), strictly: what is not JSON, has a name twice in an object or is nested
 * deeper than {@value #DEEPEST} is no value. Objects become maps in their order, arrays lists,
 * whole numbers that fit {@link Long}, all others {@link Double}.
 */
public final class JsonReader {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 40;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Not JSON; never leaves this class. */
  private static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super(null, null, false, false);
    }
  }

  /** The text's one object; empty when it is anything else. */
  public static Optional<Map<String, Object>> object(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      reader.expect('{');
      Map<String, Object> object = reader.members();
      reader.blanks();
      return reader.at == text.length() ? Optional.of(object) : Optional.empty();
    } catch (NotJson wrong) {
      return Optional.empty();
    }
  }

  private char next() {
    if (at == text.length()) {
      throw new NotJson();
    }
    return text.charAt(at++);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char wanted) {
    blanks();
    boolean here = at < text.length() && text.charAt(at) == wanted;
    at += here ? 1 : 0;
    return here;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw new NotJson();
    }
  }

  private Object value() {
    if (accept('{')) {
      return members();
    }
    if (accept('[')) {
      return elements();
    }
    if (accept('"')) {
      return string();
    }
    return at < text.length() && Character.isLetter(text.charAt(at)) ? word() : number();
  }

  private Object word() {
    for (Map.Entry<String, Optional<Boolean>> word : WORDS.entrySet()) {
      if (text.startsWith(word.getKey(), at)) {
        at += word.getKey().length();
        return word.getValue().orElse(null);
      }
    }
    throw new NotJson();
  }

  private static final Map<String, Optional<Boolean>> WORDS =
      Map.of("true", Optional.of(true), "false", Optional.of(false), "null", Optional.empty());

  private Map<String, Object> members() {
    deeper();
    Map<String, Object> members = new LinkedHashMap<>();
    if (!accept('}')) {
      do {
        member(members);
      } while (accept(','));
      expect('}');
    }
    depth--;
    return members;
  }

  private void member(Map<String, Object> members) {
    expect('"');
    String name = string();
    expect(':');
    Object value = value();
    if (members.containsKey(name)) {
      throw new NotJson();
    }
    members.put(name, value);
  }

  private List<Object> elements() {
    deeper();
    List<Object> elements = new ArrayList<>();
    if (!accept(']')) {
      do {
        elements.add(value());
      } while (accept(','));
      expect(']');
    }
    depth--;
    return elements;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw new NotJson();
    }
  }

  private String string() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= ' ' && "\"\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    StringBuilder value = new StringBuilder().append(text, start, at);
    for (char letter = next(); letter != '"'; letter = next()) {
      if (letter < ' ') {
        throw new NotJson();
      }
      value.append(letter == '\\' ? escaped() : letter);
    }
    return value.toString();
  }

  private char escaped() {
    char letter = next();
    int plain = "\"\\/bfnrt".indexOf(letter);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (letter != 'u') {
      throw new NotJson();
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      code = code * 16 + hexDigit(next());
    }
    return (char) code;
  }

  private static int hexDigit(char letter) {
    int digit = letter < 0x80 ? Character.digit(letter, 16) : -1;
    if (digit < 0) {
      throw new NotJson();
    }
    return digit;
  }

  private Number number() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int whole = at;
    digits();
    if (text.charAt(whole) == '0' && at > whole + 1) {
      throw new NotJson();
    }
    boolean fraction = fraction();
    boolean exponent = exponent();
    return number(text.substring(start, at), !fraction && !exponent);
  }

  private boolean fraction() {
    if (at == text.length() || text.charAt(at) != '.') {
      return false;
    }
    at++;
    digits();
    return true;
  }

  private boolean exponent() {
    if (at == text.length() || "eE".indexOf(text.charAt(at)) < 0) {
      return false;
    }
    at++;
    if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    digits();
    return true;
  }

  /** At least one. */
  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > LONGEST_NUMBER) {
      throw new NotJson();
    }
  }

  private static Number number(String digits, boolean whole) {
    if (whole) {
      try {
        return Long.valueOf(digits);
      } catch (NumberFormatException tooLarge) {
        return Double.valueOf(digits);
      }
    }
    return Double.valueOf(digits);
  }
}
