package lvs.director.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.model.MailPolicy;

/** When the next mail may go out. Times are monotonic nanoseconds. */
final class Pace {
  /** What happens in one moment goes into one mail. */
  static final long COLLECT_NANOS = 1_500_000_000L;

  /** No loss waits longer for others of its cause, however seldom the checks run. */
  private static final long COLLECT_LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  private final Deque<Long> mails = new ArrayDeque<>();
  private long lastNanos = LONG_AGO;
  private long lastFailoverNanos = LONG_AGO;

  /** A mail goes out. */
  void sent(long nowNanos, boolean failover) {
    lastNanos = nowNanos;
    if (failover) {
      lastFailoverNanos = nowNanos;
    }
    mails.addLast(nowNanos);
    while (nowNanos - mails.getFirst() >= HOUR_NANOS) {
      mails.removeFirst();
    }
  }

  /** Mails of the last hour or a little longer, for the next run. */
  List<Long> mails() {
    return List.copyOf(mails);
  }

  /** When the last mail of a failover went out; empty for never. */
  Optional<Long> lastFailoverNanos() {
    return lastFailoverNanos == LONG_AGO ? Optional.empty() : Optional.of(lastFailoverNanos);
  }

  void restore(List<Long> sentNanos, Optional<Long> failoverNanos) {
    mails.addAll(sentNanos);
    lastNanos = mails.isEmpty() ? LONG_AGO : mails.getLast();
    lastFailoverNanos = failoverNanos.orElse(LONG_AGO);
  }

  /**
   * When what waits since then may go out, the hourly limit apart.
   *
   * @param spreadNanos how far apart the checks find what was lost at one moment
   */
  long wantedAt(
      Haste haste, long sinceNanos, boolean allWell, long spreadNanos, MailPolicy policy) {
    long grouping = policy.grouping().toNanos();
    return switch (haste) {
      case FAILOVER -> Math.max(sinceNanos + COLLECT_NANOS, lastFailoverNanos + grouping);
      case LOSS -> Math.max(sinceNanos + collectNanos(spreadNanos), lastNanos + grouping);
      case RECOVERY ->
          Math.max(sinceNanos + (allWell ? COLLECT_NANOS : grouping), lastNanos + grouping);
      case REST -> Math.max(sinceNanos + grouping, lastNanos + grouping);
    };
  }

  private static long collectNanos(long spreadNanos) {
    return spreadNanos < COLLECT_LONGEST_NANOS - COLLECT_NANOS
        ? spreadNanos + COLLECT_NANOS
        : COLLECT_LONGEST_NANOS;
  }

  /** The earliest that the hourly limit allows; a quarter of it is not for those without haste. */
  long allowedAt(Haste haste, MailPolicy policy) {
    int limit = policy.hourlyLimit();
    boolean urgent = haste == Haste.FAILOVER || haste == Haste.LOSS;
    int usable = urgent ? limit : limit - limit / 4;
    if (mails.size() < usable) {
      return LONG_AGO;
    }
    return mails.stream().skip(mails.size() - usable).findFirst().orElseThrow() + HOUR_NANOS;
  }
}
