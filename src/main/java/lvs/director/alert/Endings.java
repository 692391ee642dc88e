package lvs.director.alert;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lvs.director.alert.Thing.Kind;

/** What ends by itself: flapping, and what is told again and again while it lasts. */
final class Endings {
  /** How long after a mail about something that flaps the next one comes while it goes on. */
  static final long SUMMARY_NANOS = TimeUnit.HOURS.toNanos(1);

  /** What is told once a minute while it lasts is over when it was not told for so long. */
  private static final long SIGHTING_NANOS = TimeUnit.MINUTES.toNanos(3);

  /** The same for changes of the table, which have no rhythm. */
  private static final long MENDED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Books books;
  private final Consumer<Matter> placed;
  private final Consumer<Matter> over;
  private long nextNanos = Long.MAX_VALUE;

  /**
   * @param placed called with what may have to be told at another time now
   * @param over called with what was not told again for long enough
   */
  Endings(Books books, Consumer<Matter> placed, Consumer<Matter> over) {
    this.books = books;
    this.placed = placed;
    this.over = over;
  }

  /** When to look again at the latest; a deadline that moved on since then is found there. */
  long nextNanos() {
    return nextNanos;
  }

  void lookAt(long nanos) {
    nextNanos = Math.min(nextNanos, nanos);
  }

  static long patienceNanos(Thing thing) {
    return thing.kind() == Kind.MENDED ? MENDED_NANOS : SIGHTING_NANOS;
  }

  void look(long nowNanos) {
    if (nowNanos < nextNanos) {
      return;
    }
    long next = Long.MAX_VALUE;
    for (Matter each : books.matching(Endings::endsByItself)) {
      next = Math.min(next, look(each, nowNanos));
    }
    nextNanos = next == Long.MAX_VALUE ? next : Math.max(next, nowNanos + LOOK_AGAIN_NANOS);
  }

  private static boolean endsByItself(Matter matter) {
    return matter.flapping.isPresent()
        || matter.thing.kind().isSighting() && matter.now.isProblem();
  }

  /**
   * @return when to look again
   */
  private long look(Matter matter, long nowNanos) {
    return matter.flapping.isPresent()
        ? lookAtFlapping(matter, matter.flapping.get(), nowNanos)
        : lookAtSighting(matter, nowNanos);
  }

  private long lookAtFlapping(Matter matter, Flapping flapping, long nowNanos) {
    long stableNanos = flapping.lastChangeNanos + Matter.FLAP_WINDOW_NANOS;
    if (nowNanos >= stableNanos) {
      stable(matter, flapping);
      return Long.MAX_VALUE;
    }
    boolean told = flapping.phase == Flapping.Phase.TOLD;
    if (told && nowNanos >= flapping.summaryNanos) {
      sumUp(matter, flapping, nowNanos);
    }
    return flapping.phase == Flapping.Phase.TOLD
        ? Math.min(stableNanos, flapping.summaryNanos)
        : stableNanos;
  }

  private void sumUp(Matter matter, Flapping flapping, long nowNanos) {
    if (flapping.changes > flapping.changesTold) {
      flapping.phase = Flapping.Phase.SUMMARY;
      placed.accept(matter);
    } else {
      flapping.summaryNanos = nowNanos + SUMMARY_NANOS;
    }
  }

  /** If nobody was told that it flaps, its short outages remain to be told. */
  private void stable(Matter matter, Flapping flapping) {
    if (flapping.changesTold == 0) {
      matter.flapping = Optional.empty();
    } else {
      flapping.phase = Flapping.Phase.STABLE;
    }
    placed.accept(matter);
  }

  private long lookAtSighting(Matter matter, long nowNanos) {
    long endNanos = matter.lastSeenNanos + patienceNanos(matter.thing);
    if (nowNanos < endNanos) {
      return endNanos;
    }
    if (matter.thing.kind() == Kind.MENDED && matter.seen == matter.seenTold) {
      books.drop(matter);
    } else {
      over.accept(matter);
    }
    return Long.MAX_VALUE;
  }
}
