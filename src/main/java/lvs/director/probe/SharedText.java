package lvs.director.probe;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes equal reasons one string. Tens of thousands of checks say "connected in 0.2 ms" ten times
 * each, and each keeps its last ten results. The memory is a fixed number of places; a text that
 * meets another in its place takes it.
 */
final class SharedText {
  private static final int PLACES = 1024;
  private static final AtomicReferenceArray<String> KNOWN = new AtomicReferenceArray<>(PLACES);

  private SharedText() {}

  /** An equal text, the same object as before where it is still known. */
  static String of(String text) {
    int place = text.hashCode() & (PLACES - 1);
    String known = KNOWN.get(place);
    if (text.equals(known)) {
      return known;
    }
    KNOWN.set(place, text);
    return text;
  }
}
