package lvs.director.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * How long each mail has been deferred by relays that were ready. Between two tries that deferred
 * it there may be others, and a time in which no relay was ready counts as a pause only.
 */
final class Deferrals {
  private record Time(long lastNanos, long sumNanos) {}

  private static final int PAUSES = 4;

  private final Pace pace;
  private final Map<Long, Time> times = new HashMap<>();

  Deferrals(Pace pace) {
    this.pace = pace;
  }

  /**
   * @param deferred the numbers of those that this try did not bring to all
   * @param waits whether a number is still in the spool
   * @return those that are to be given up
   */
  List<Long> tooLong(Set<Long> deferred, LongPredicate waits, long nowNanos) {
    times.keySet().removeIf(each -> !waits.test(each));
    deferred.stream()
        .filter(waits::test)
        .forEach(each -> times.merge(each, first(nowNanos), this::later));
    return deferred.stream().filter(times::containsKey).filter(this::isTooLong).sorted().toList();
  }

  private static Time first(long nowNanos) {
    return new Time(nowNanos, 0);
  }

  private Time later(Time before, Time now) {
    long most = pace.longest().multipliedBy(PAUSES).toNanos();
    long nanos = Math.min(most, now.lastNanos() - before.lastNanos());
    return new Time(now.lastNanos(), before.sumNanos() + nanos);
  }

  private boolean isTooLong(long number) {
    return times.get(number).sumNanos() > pace.patience().toNanos();
  }
}
