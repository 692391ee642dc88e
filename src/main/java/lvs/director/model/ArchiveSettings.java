package lvs.director.model;

import java.time.Duration;

/**
 * How the past is recorded.
 *
 * @param recorded false records nothing
 * @param step time from one sample to the next, 2 s (as often as counters are read) to 5 min; an
 *     archive keeps the step that it was made with until it is set aside
 * @param limitBytes what all archives together may take on disk; beyond it those of servers that
 *     have left go first, then new ones are refused
 */
public record ArchiveSettings(boolean recorded, Duration step, long limitBytes) {
  public static final ArchiveSettings DEFAULT =
      new ArchiveSettings(true, Duration.ofSeconds(10), 20L << 30);
}
