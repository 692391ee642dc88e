package lvs.director.pool;

/**
 * Something that is due at a known time. The state object stands in the heap itself: a deadline
 * that was moved or dropped cannot fire by mistake.
 */
abstract sealed class Deadline permits Probe, StandingOverride {
  /** Monotonic time at which it is due; meaningful only while it stands in a heap. */
  long atNanos;

  /** Place in the heap, -1 when it stands in none. */
  int heapIndex = -1;
}
