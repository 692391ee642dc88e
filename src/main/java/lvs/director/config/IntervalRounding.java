package lvs.director.config;

import java.math.BigDecimal;
import java.time.Duration;
import lvs.director.model.VirtualRouter.VrrpVersion;

/** Advertisement intervals as the two versions carry them. */
final class IntervalRounding {
  /** RFC 5798, 5.2.7: twelve bits of centiseconds. */
  private static final long MOST_CENTISECONDS = 4095;

  private IntervalRounding() {}

  /** Whole seconds, at least 1, for version 2; hundredths up to 40.95 s for version 3. */
  static Duration round(Duration written, VrrpVersion version) {
    if (version == VrrpVersion.V2) {
      long seconds = Math.round(written.toMillis() / 1000.0);
      return Duration.ofSeconds(Math.max(1, seconds));
    }
    long centiseconds = Math.round(written.toNanos() / 1e7);
    return Duration.ofMillis(10 * Math.clamp(centiseconds, 1, MOST_CENTISECONDS));
  }

  static String text(Duration interval) {
    return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
