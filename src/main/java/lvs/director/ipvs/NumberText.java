package lvs.director.ipvs;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as strtol(3) with base 10 reads them, which must be the whole text. */
final class NumberText {
  private static final Pattern NUMBER = Pattern.compile("[ \\t\\n\\x0b\\f\\r]*[+-]?[0-9]+");

  /** More digits than any range that is asked for; leading zeros do not count. */
  private static final int MOST_DIGITS = 18;

  private NumberText() {}

  /** Empty when it is no number, or outside the range. */
  static OptionalLong parse(String text, long least, long most) {
    if (!NUMBER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    String digits = text.strip().replaceFirst("^\\+", "").replaceFirst("^(-?)0+(?=[0-9])", "$1");
    if (digits.length() > MOST_DIGITS) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits);
    return number < least || number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /**
   * @throws WrongArguments with what it must be
   */
  static int require(IpvsadmOption option, String text, long least, long most)
      throws WrongArguments {
    return (int)
        parse(text, least, most)
            .orElseThrow(
                () ->
                    WrongArguments.illegal(
                        option
                            + " '"
                            + text
                            + "': must be a number from "
                            + least
                            + " to "
                            + most));
  }
}
