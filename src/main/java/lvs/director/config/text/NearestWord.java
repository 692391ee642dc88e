package lvs.director.config.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that an operator most likely meant. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * The nearest known word by Damerau-Levenshtein distance, letters compared without case. A word
   * of up to four letters may be one mistake away, a longer one a third of its length, at most
   * four. When none is that near, a known word of which the unknown one is the beginning or the
   * continuation serves. Ties go to the alphabetically first.
   */
  public static Optional<String> of(String unknown, Collection<String> known) {
    String wanted = unknown.toLowerCase(Locale.ROOT);
    int limit = wanted.length() < 3 ? 0 : Math.clamp(wanted.length() / 3, 1, 4);
    String best = null;
    int bestDistance = limit + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - wanted.length()) <= limit) {
        int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
        if (distance < bestDistance
            || distance == bestDistance && best != null && candidate.compareTo(best) < 0) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return best != null ? Optional.of(best) : relative(wanted, known);
  }

  /** {@code lvs_sync_daemon} for {@code lvs_sync_daemon_inteface}; the longest, then the first. */
  private static Optional<String> relative(String wanted, Collection<String> known) {
    return known.stream()
        .filter(candidate -> wanted.startsWith(candidate + "_") || begins(candidate, wanted))
        .min(
            java.util.Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(java.util.Comparator.naturalOrder()));
  }

  private static boolean begins(String candidate, String wanted) {
    return wanted.length() >= 4 && candidate.startsWith(wanted + "_");
  }

  /**
   * Optimal string alignment distance: insertions, deletions, substitutions and swaps of
   * neighbours, no letter touched twice.
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
