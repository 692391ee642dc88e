package lvs.director.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import lvs.director.base.Prefix;
import lvs.director.config.text.Word;

/** Values inside address, route and rule lines. */
final class SyntaxWords {
  private SyntaxWords() {}

  /** {@code ADDRESS[/LENGTH]}. */
  static Optional<Prefix> prefix(Arguments arguments, Word word) {
    Optional<Prefix> prefix = Prefix.parse(word.text());
    if (prefix.isEmpty()) {
      arguments.error(
          "bad-address",
          word,
          "\""
              + word
              + "\" is not an IP address with an optional prefix length"
              + DigitLikeLetters.hint(word.text())
              + ".",
          DigitLikeLetters.remedy(word.text()));
    }
    return prefix;
  }

  /** The same, or {@code default}, {@code any} and {@code all} for everything. */
  static Optional<Prefix> destination(Arguments arguments, Word word, boolean ipv6) {
    return switch (word.text()) {
      case "default", "any", "all" -> Prefix.parse(ipv6 ? "::/0" : "0.0.0.0/0");
      default -> prefix(arguments, word);
    };
  }

  /** A number without sign, of any base. */
  static Optional<Long> number(Arguments arguments, String what, long maximum) {
    return arguments.next().flatMap(word -> number(arguments, word, word.text(), what, maximum));
  }

  private static Optional<Long> number(
      Arguments arguments, Word at, String text, String what, long maximum) {
    Optional<Long> value = SyntaxNumbers.of(text, maximum);
    if (value.isEmpty()) {
      arguments.error(
          "not-a-number",
          at,
          "\"" + text + "\" is no number for " + what + ".",
          "Write a number from 0 to " + maximum + ", decimal or hexadecimal after 0x.");
    }
    return value;
  }

  /** Two numbers joined by {@code separator}; a single one is both where that is allowed. */
  static Optional<long[]> pair(
      Arguments arguments, String what, char separator, long maximum, long second) {
    Optional<Word> word = arguments.next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    String text = word.get().text();
    int at = text.indexOf(separator);
    String first = at < 0 ? text : text.substring(0, at);
    Optional<Long> one = number(arguments, word.get(), first, what, maximum);
    Optional<Long> two =
        at < 0
            ? Optional.of(second)
            : number(arguments, word.get(), text.substring(at + 1), what, maximum);
    return one.flatMap(a -> two.map(b -> new long[] {a, b}));
  }

  /** The value of {@code tos}, 0 to 255; names of rt_dsfield are not known here. */
  static void typeOfService(Arguments arguments, Consumer<OptionalInt> setter) {
    number(arguments, "tos", 255).ifPresent(n -> setter.accept(OptionalInt.of(n.intValue())));
  }

  /** A switch inside a line: 1 and 0 besides the usual words. */
  static Optional<Boolean> bool(Arguments arguments) {
    if (!arguments.hasNext()) {
      arguments.next();
      return Optional.empty();
    }
    return arguments.takes("1")
        ? Optional.of(true)
        : arguments.takes("0") ? Optional.of(false) : arguments.bool();
  }
}
