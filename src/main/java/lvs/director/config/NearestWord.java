package lvs.director.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody mistyped. */
final class NearestWord {
  private NearestWord() {}

  /** The candidate with the fewest differing letters, if it is near enough to be meant. */
  static Optional<String> to(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT).replace('-', '_');
    return candidates.stream()
        .filter(c -> Math.abs(c.length() - wanted.length()) <= tolerance(wanted))
        .filter(c -> distance(wanted, folded(c)) <= tolerance(wanted))
        .min(Comparator.comparingInt(c -> distance(wanted, folded(c))));
  }

  private static String folded(String candidate) {
    return candidate.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static int tolerance(String word) {
    return Math.clamp(word.length() / 3, 1, 4);
  }

  /** Levenshtein's distance: letters to insert, delete or change. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
