package lvs.director.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** JMX open values as plain maps and lists, with the names that JSON people expect. */
final class OpenValues {
  private OpenValues() {}

  /** Attribute names begin in lower case: {@code RealServersUp} becomes {@code realServersUp}. */
  static Map<String, Object> plain(Map<String, Object> attributes) {
    Map<String, Object> plain = new LinkedHashMap<>();
    attributes.forEach((name, value) -> plain.put(lowerFirst(name), plain(value)));
    return plain;
  }

  static Object plain(Object value) {
    return switch (value) {
      case CompositeData composite -> plain(composite);
      case Object[] array -> Arrays.stream(array).map(OpenValues::plain).toList();
      case null, default -> value;
    };
  }

  static Map<String, Object> plain(CompositeData composite) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (String name : composite.getCompositeType().keySet()) {
      plain.put(name, plain(composite.get(name)));
    }
    return plain;
  }

  static List<String> strings(Object value) {
    return value instanceof String[] array
        ? Arrays.stream(array).map(OpenValues::printable).toList()
        : List.of();
  }

  static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }

  static String text(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    return value == null ? "" : printable(value.toString());
  }

  /** A reason may quote what a real server said; that must not steer the operator's terminal. */
  static String printable(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("[\\p{Cntrl}\\x80-\\x9f]", "?");
  }

  private static String lowerFirst(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
