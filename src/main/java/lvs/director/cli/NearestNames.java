package lvs.director.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which known names are closest to one that is not known. */
final class NearestNames {
  private static final int SHOWN = 3;

  private NearestNames() {}

  /** At most three, the closest first; of equal ones the first by alphabet. */
  static List<String> of(String unknown, Collection<String> known) {
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(name -> new Candidate(name, distance(unknown, name)))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(SHOWN)
        .map(Candidate::name)
        .toList();
  }

  /** Levenshtein distance: insertions, deletions and replacements of one character. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      previous = nextRow(previous, row, left.charAt(row - 1), right);
    }
    return previous[right.length()];
  }

  private static int[] nextRow(int[] previous, int row, char letter, String right) {
    int[] current = new int[previous.length];
    current[0] = row;
    for (int column = 1; column < previous.length; column++) {
      int replaced = previous[column - 1] + (letter == right.charAt(column - 1) ? 0 : 1);
      current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
    }
    return current;
  }
}
