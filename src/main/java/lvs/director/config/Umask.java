package lvs.director.config;

import java.util.Map;
import java.util.Optional;
import lvs.director.config.text.Word;

/** {@code umask}: a number of any base, or names of permission bits joined by bars. */
final class Umask {
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("IRUSR", 0400),
          Map.entry("IWUSR", 0200),
          Map.entry("IXUSR", 0100),
          Map.entry("IRWXU", 0700),
          Map.entry("IRGRP", 040),
          Map.entry("IWGRP", 020),
          Map.entry("IXGRP", 010),
          Map.entry("IRWXG", 070),
          Map.entry("IROTH", 04),
          Map.entry("IWOTH", 02),
          Map.entry("IXOTH", 01),
          Map.entry("IRWXO", 07));

  private Umask() {}

  static Optional<Integer> read(Arguments arguments) {
    Optional<Word> word = arguments.next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(word.get());
    arguments.rest().forEach(text::append);
    return read(arguments, word.get(), text.toString());
  }

  private static Optional<Integer> read(Arguments arguments, Word at, String text) {
    if (Character.isDigit(text.charAt(0))) {
      return SyntaxNumbers.of(text)
          .filter(mask -> mask <= 0777)
          .map(Long::intValue)
          .or(() -> wrong(arguments, at, text));
    }
    int mask = 0;
    for (String name : text.split("\\|")) {
      Integer bit = BITS.get(name);
      if (bit == null) {
        return wrong(arguments, at, name);
      }
      mask |= bit;
    }
    return Optional.of(mask);
  }

  private static Optional<Integer> wrong(Arguments arguments, Word at, String text) {
    arguments.error(
        "bad-umask",
        at,
        "\"" + text + "\" is no umask.",
        "Write a number from 0 to 0777, or names such as IRWXG|IRWXO; the default is 0177.");
    return Optional.empty();
  }
}
