package lvs.director.proxy;

import java.util.concurrent.TimeUnit;
import lvs.director.model.LvsSettings;

/**
 * Idle times, as {@code ipvsadm --set}.
 *
 * @param tcpNanos an established connection; 900 s unless configured
 * @param tcpFinNanos a half closed connection; 120 s unless configured
 * @param udpNanos a UDP flow; 300 s unless configured
 */
record Timeouts(long tcpNanos, long tcpFinNanos, long udpNanos) {
  static final Timeouts DEFAULT = of(LvsSettings.DEFAULT);

  /** A connect to a real server; not configurable. */
  static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);

  static Timeouts of(LvsSettings settings) {
    return new Timeouts(
        nanos(settings.tcpTimeoutSeconds(), 900),
        nanos(settings.tcpFinTimeoutSeconds(), 120),
        nanos(settings.udpTimeoutSeconds(), 300));
  }

  private static long nanos(int seconds, int fallback) {
    return TimeUnit.SECONDS.toNanos(seconds > 0 ? seconds : fallback);
  }
}
