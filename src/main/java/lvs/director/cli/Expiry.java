package lvs.director.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long an operator's change lasts. */
final class Expiry {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Text.class,
      description =
          "Ends by itself after so long: 90s, 30m, 2h, 7d. Otherwise it lasts until undone.")
  private Duration duration = Duration.ZERO;

  /** 0 never ends. */
  long seconds() {
    return duration.toSeconds();
  }

  /** The text of a duration. */
  static final class Text implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Optional<Duration> duration = Durations.parse(text).filter(parsed -> !parsed.isZero());
      return duration.orElseThrow(
          () ->
              new TypeConversionException(
                  "'" + text + "' is not a duration; write 90s, 30m, 2h or 7d, at most 365d"));
    }
  }
}
