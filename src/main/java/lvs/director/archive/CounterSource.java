package lvs.director.archive;

import lvs.director.port.DataPlane.Traffic;

/**
 * Five counters of the data plane, and what has been taken of them. A counter that fell began anew,
 * and with it the others of its source.
 */
final class CounterSource {
  static final int COUNTERS = 5;
  private static final long[] NOTHING = new long[COUNTERS];

  final String name;
  private long[] raw;

  /** What the journal says in its present segment, and which one that is. */
  private long[] journaled = NOTHING;

  private long journaledIn;
  private int number = -1;

  /** Number of the reading that had it last. */
  private long seen;

  /**
   * @param raw what has been taken already
   */
  CounterSource(String name, long[] raw) {
    this.name = name;
    this.raw = raw.clone();
  }

  static long[] nothing() {
    return NOTHING.clone();
  }

  /**
   * @return what happened since the last call
   */
  long[] advance(Traffic now, long reading) {
    seen = reading;
    long[] next = numbers(now);
    boolean anew = isAnew(raw, next);
    long[] difference = new long[COUNTERS];
    for (int i = 0; i < COUNTERS; i++) {
      difference[i] = Math.max(0, anew ? next[i] : next[i] - raw[i]);
    }
    raw = next;
    return difference;
  }

  static boolean isAnew(long[] before, long[] now) {
    for (int i = 0; i < COUNTERS; i++) {
      if (now[i] < before[i]) {
        return true;
      }
    }
    return false;
  }

  static long[] numbers(Traffic traffic) {
    return new long[] {
      traffic.connections(),
      traffic.inPackets(),
      traffic.outPackets(),
      traffic.inBytes(),
      traffic.outBytes()
    };
  }

  boolean isSeenSince(long reading) {
    return seen >= reading;
  }

  /** Puts into a frame what the journal does not know. */
  void journal(StepFrame frame, RecordJournal journal) throws java.io.IOException {
    if (journaledIn != journal.sequence()) {
      number = journal.declareSource(name);
      journaledIn = journal.sequence();
      journaled = NOTHING;
    } else if (java.util.Arrays.equals(journaled, raw)) {
      return;
    }
    frame.counters(number, journaled, raw);
    journaled = raw;
  }
}
