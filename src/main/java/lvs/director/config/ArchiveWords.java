package lvs.director.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.config.text.Word;
import lvs.director.model.ArchiveSettings;

/** The words of the director block about the recorded past. */
final class ArchiveWords {
  private static final ArchiveSettings DEFAULT = ArchiveSettings.DEFAULT;

  private static final String UNITS = "kMGT";
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([" + UNITS + "K]?)");
  private static final BigInteger LEAST = BigInteger.valueOf(10L << 20);
  private static final BigInteger MOST = BigInteger.valueOf(1L << 50);

  static final BlockGrammar<ArchiveWords> GRAMMAR = grammar();

  private boolean recorded = DEFAULT.recorded();
  private Duration step = DEFAULT.step();
  private long limitBytes = DEFAULT.limitBytes();

  ArchiveSettings settings() {
    return new ArchiveSettings(recorded, step, limitBytes);
  }

  private static BlockGrammar<ArchiveWords> grammar() {
    BlockGrammar<ArchiveWords> g = new BlockGrammar<>("director");
    g.bool("archive", "on", (d, on) -> d.recorded = on)
        .note("the past of every service, real server and virtual router, in the state folder");
    g.integer("archive_step", "10", 2, 300, (d, n) -> d.step = Duration.ofSeconds(n))
        .note("seconds from one sample to the next; archives that are there keep theirs");
    g.keyword(
            "archive_limit",
            "SIZE",
            "20G",
            "10M to 1024T",
            (a, d) -> size(a).ifPresent(bytes -> d.limitBytes = bytes))
        .note("of all archives; those of servers that have left go first, then no new ones begin");
    return g;
  }

  private static Optional<Long> size(Arguments arguments) {
    return arguments.next().flatMap(word -> size(arguments, word));
  }

  private static Optional<Long> size(Arguments arguments, Word word) {
    Matcher matcher = SIZE.matcher(word.text());
    if (!matcher.matches()) {
      arguments.error(
          "not-a-size",
          word,
          "\"" + word + "\" is not a size.",
          "Write a whole number of bytes, or one with k, M, G or T behind it, such as 20G.");
      return Optional.empty();
    }
    String unit = matcher.group(2).replace('K', 'k');
    int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
    BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
    if (bytes.compareTo(LEAST) < 0 || bytes.compareTo(MOST) > 0) {
      arguments.error(
          "size-out-of-range",
          word,
          word + " is outside 10M to 1024T.",
          "One archive takes 1.6 MB; write a limit that holds those of all real servers.");
      return Optional.empty();
    }
    return Optional.of(bytes.longValueExact());
  }
}
