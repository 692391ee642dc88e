package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A line of what {@code ipvsadm -R} reads: the words of one command. There are no quotes. Beyond
 * what ipvsadm does, comments are left out, and the program's name may have a path.
 */
public final class RestoreLine {
  private static final String BLANKS = " \t\r\n\f";
  private static final String PROGRAM = "ipvsadm";

  private RestoreLine() {}

  /** Without the program's name; empty when there is nothing to do. */
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(line, BLANKS);
    while (tokens.hasMoreTokens()) {
      String word = tokens.nextToken();
      if (word.startsWith("#")) {
        break;
      }
      boolean program = word.equals(PROGRAM) || word.endsWith("/" + PROGRAM);
      if (!words.isEmpty() || !program) {
        words.add(word);
      }
    }
    return words;
  }
}
