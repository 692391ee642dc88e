package lvs.director.alert;

import java.util.Optional;

/** When the next mail goes out. */
final class Timing {
  private final Books books;
  private final Pace pace;

  /** When what is wrong was told last. */
  long remindedNanos;

  Timing(Books books, Pace pace, long nowNanos) {
    this.books = books;
    this.pace = pace;
    this.remindedNanos = nowNanos;
  }

  /** When what is to be told may go out; {@link Long#MAX_VALUE} for nothing. */
  long flushNanos(Wishes wishes) {
    long next = Long.MAX_VALUE;
    for (Haste haste : Haste.values()) {
      Optional<Long> since = books.waitingSince(haste);
      if (since.isPresent()) {
        long at =
            Math.max(
                wantedNanos(haste, since.get(), wishes), pace.allowedAt(haste, wishes.policy()));
        next = Math.min(next, at);
      }
    }
    return next;
  }

  private long wantedNanos(Haste haste, long sinceNanos, Wishes wishes) {
    return pace.wantedAt(
        haste, sinceNanos, books.wrong() == 0, wishes.checkSpreadNanos(), wishes.policy());
  }

  /** Since when that waits which the hourly limit held back. */
  Optional<Long> heldBackSince(Wishes wishes) {
    for (Haste haste : Haste.values()) {
      Optional<Long> since = books.waitingSince(haste);
      if (since.isPresent()
          && pace.allowedAt(haste, wishes.policy()) > wantedNanos(haste, since.get(), wishes)) {
        return since;
      }
    }
    return Optional.empty();
  }

  /** When a reminder may go out; {@link Long#MAX_VALUE} for never. */
  long reminderNanos(Wishes wishes) {
    long repeat = wishes.policy().repeat().toNanos();
    return repeat == 0 || books.toldWrong() == 0 || !wishes.areActive()
        ? Long.MAX_VALUE
        : Math.max(remindedNanos + repeat, pace.allowedAt(Haste.REST, wishes.policy()));
  }
}
