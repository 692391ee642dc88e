package lvs.director.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * {@code ~SEQ}, {@code ~SEQx} and {@code ~LST}: a line that is read once for each value.
 *
 * @param names variables that each round sets
 * @param rounds values for them, one list a round, lazily made
 */
record Generator(List<String> names, Stream<List<String>> rounds) {

  /** A generator cannot be understood; the message is for the operator. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /** The keyword of a generator at the beginning of a text, bracket included; empty for none. */
  static String keyword(String text) {
    return Stream.of("~SEQ(", "~SEQx(", "~LST(").filter(text::startsWith).findFirst().orElse("");
  }

  /** Reads what stands between the brackets. */
  static Generator parse(String keyword, String arguments) throws Malformed {
    List<String> parts = split(arguments);
    return switch (keyword) {
      case "~SEQ(" -> sequence(parts, 10);
      case "~SEQx(" -> sequence(parts, 16);
      default -> list(parts);
    };
  }

  /** Splits at commas outside braces. */
  private static List<String> split(String text) throws Malformed {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth < 0) {
        throw new Malformed("a } stands before its {");
      }
      if (c == ',' && depth == 0) {
        parts.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    if (depth > 0) {
      throw new Malformed("a { is not closed");
    }
    parts.add(text.substring(begin).strip());
    return parts;
  }

  private static Generator sequence(List<String> parts, int radix) throws Malformed {
    if (parts.size() < 2 || parts.size() > 4) {
      throw new Malformed("it takes a name and one to three numbers");
    }
    long end = number(parts.getLast());
    long start = parts.size() > 2 ? number(parts.get(1)) : end < 0 ? -1 : 1;
    long step = parts.size() > 3 ? number(parts.get(2)) : end < start ? -1 : 1;
    if (step == 0 || end != start && end > start != step > 0) {
      throw new Malformed("steps of " + step + " never lead from " + start + " to " + end);
    }
    LongStream values = LongStream.rangeClosed(0, (end - start) / step).map(i -> start + i * step);
    return new Generator(
        List.of(name(parts.getFirst())),
        values.mapToObj(value -> List.of(Long.toString(value, radix))));
  }

  /** Decimal, hexadecimal after 0x, octal after 0, within 32 bits. */
  private static long number(String text) throws Malformed {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException notANumber) {
      throw new Malformed("`" + text + "` is not a number of up to 32 bits");
    }
  }

  private static String name(String text) throws Malformed {
    if (text.isEmpty() || Reference.nameEnd(text, 0) != text.length()) {
      throw new Malformed("`" + text + "` is not a name made of letters, digits and _");
    }
    return text;
  }

  private static Generator list(List<String> parts) throws Malformed {
    if (parts.size() < 2) {
      throw new Malformed("it takes a name and at least one value");
    }
    List<String> names = new ArrayList<>();
    for (String name : tuple(parts.getFirst())) {
      names.add(name(name));
    }
    boolean tuples = parts.getFirst().startsWith("{");
    List<List<String>> rounds = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      rounds.add(tuples ? values(tuple(part), names.size()) : List.of(value(part)));
    }
    return new Generator(List.copyOf(names), rounds.stream());
  }

  /** What stands in one pair of braces, or the text itself. */
  private static List<String> tuple(String text) throws Malformed {
    boolean braces = text.length() > 1 && text.startsWith("{") && text.endsWith("}");
    return split(braces ? text.substring(1, text.length() - 1) : text);
  }

  /** A short tuple leaves the last names blank. */
  private static List<String> values(List<String> tuple, int wanted) throws Malformed {
    if (tuple.size() > wanted) {
      throw new Malformed("{" + String.join(",", tuple) + "} has more values than names");
    }
    List<String> values = new ArrayList<>();
    for (String value : tuple) {
      values.add(value(value));
    }
    IntStream.range(tuple.size(), wanted).forEach(i -> values.add(""));
    return values;
  }

  /** keepalived refuses blanks inside a value, quoted or not. */
  private static String value(String text) throws Malformed {
    if (text.chars().anyMatch(c -> Blanks.isBlank((char) c))) {
      throw new Malformed("the value `" + text + "` has a blank in it");
    }
    return text;
  }
}
