package lvs.director.base;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number at the begin of a text, read as strtol(3) with base 0 reads it: after white space an
 * optional sign, then {@code 0x} and hexadecimal, {@code 0} and octal, or decimal digits. What
 * follows is not looked at; a text without a number is 0.
 */
public final class IntegerText {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[ \\t\\n\\x0b\\f\\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))");

  private IntegerText() {}

  /** Empty when the number does not fit into 32 bits with sign. */
  public static Optional<Integer> parse(String text) {
    Matcher found = NUMBER.matcher(text);
    if (!found.lookingAt()) {
      return Optional.of(0);
    }
    int radix = found.group(2) != null ? 16 : found.group(3) != null ? 8 : 10;
    String digits = radix == 16 ? found.group(2) : radix == 8 ? found.group(3) : found.group(4);
    try {
      return Optional.of(Integer.parseInt(found.group(1) + digits, radix));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /**
   * Whether the text is a number that {@link #parse} takes, and nothing but white space besides.
   */
  public static boolean isClean(String text) {
    return text.isBlank() || NUMBER.matcher(text.stripTrailing()).matches();
  }
}
