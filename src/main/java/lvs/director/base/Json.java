package lvs.director.base;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON (RFC 8259). Values are what Java has: maps with text keys, lists and other iterables,
 * text, numbers, booleans, enum constants (their name), {@code Optional} (its value or null) and
 * null. Numbers that JSON does not know, NaN and the infinities, become null.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private Json(boolean indented) {
    this.indented = indented;
  }

  /**
   * An object with its members in the order given.
   *
   * @param namesAndValues name, value, name, value …
   */
  public static Map<String, Object> object(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** On one line, without blanks. */
  public static String compact(Object value) {
    return write(value, false);
  }

  /** One member or element a line, two blanks deeper for each level. */
  public static String indented(Object value) {
    return write(value, true);
  }

  private static String write(Object value, boolean indented) {
    Json json = new Json(indented);
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> members(map.entrySet().iterator(), depth);
      case Iterable<?> list -> elements(list.iterator(), depth);
      case Optional<?> optional -> value(optional.orElse(null), depth);
      case Double number when !Double.isFinite(number) -> out.append("null");
      case Float number when !Float.isFinite(number) -> out.append("null");
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Enum<?> constant -> text(constant.name());
      case CharSequence text -> text(text);
      case Object[] array -> value(java.util.Arrays.asList(array), depth);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void members(Iterator<? extends Map.Entry<?, ?>> members, int depth) {
    out.append('{');
    boolean any = members.hasNext();
    while (members.hasNext()) {
      Map.Entry<?, ?> member = members.next();
      line(depth + 1);
      text((CharSequence) member.getKey());
      out.append(indented ? ": " : ":");
      value(member.getValue(), depth + 1);
      out.append(members.hasNext() ? "," : "");
    }
    close(any, depth, '}');
  }

  private void elements(Iterator<?> elements, int depth) {
    out.append('[');
    boolean any = elements.hasNext();
    while (elements.hasNext()) {
      line(depth + 1);
      value(elements.next(), depth + 1);
      out.append(elements.hasNext() ? "," : "");
    }
    close(any, depth, ']');
  }

  private void close(boolean any, int depth, char bracket) {
    if (any) {
      line(depth);
    }
    out.append(bracket);
  }

  private void line(int depth) {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  /** Escapes what RFC 8259 section 7 asks for, and what breaks terminals and script readers. */
  private void text(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text, i);
    }
    out.append('"');
  }

  private void character(CharSequence text, int i) {
    char c = text.charAt(i);
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        boolean plain = c >= ' ' && c < 0x7f || c > 0x9f && c != 0x2028 && c != 0x2029;
        if (plain && !lone(text, i)) {
          out.append(c);
        } else {
          out.append(String.format("\\u%04x", (int) c));
        }
      }
    }
  }

  /** A surrogate without its other half cannot be written as UTF-8. */
  private static boolean lone(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
