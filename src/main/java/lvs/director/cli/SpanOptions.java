package lvs.director.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which time a graph or a table is about. */
final class SpanOptions {
  private static final Duration DEFAULT = Duration.ofDays(1);

  @Option(
      names = "--last",
      paramLabel = "SPAN",
      converter = Moment.Span.class,
      description = "Up to now: hour, day, week, month, year, or 90m, 24h, 7d. Default: 24h.")
  private Optional<Duration> last = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Begin: 2h (ago), 14:30, 2026-03-01 or '2026-03-01 14:30'.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "End. Default: now.")
  private Optional<String> to = Optional.empty();

  /** Seconds since 1970. */
  record Span(long from, long to) {}

  /**
   * @throws Failure when the options contradict each other or the span is empty
   */
  Span of(Surroundings surroundings) {
    if (last.isPresent() && (from.isPresent() || to.isPresent())) {
      throw Failure.usage("--last ends now: give --last, or --from and --to");
    }
    Moment moment = new Moment(surroundings);
    Instant end = to.map(moment::parse).orElse(surroundings.now());
    Instant begin = from.map(moment::parse).orElse(end.minus(last.orElse(DEFAULT)));
    if (!begin.isBefore(end)) {
      throw Failure.usage("--from must come before --to");
    }
    return new Span(
        begin.getEpochSecond(), Math.max(end.getEpochSecond(), begin.getEpochSecond() + 1));
  }
}
