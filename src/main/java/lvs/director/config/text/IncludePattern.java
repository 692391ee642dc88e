package lvs.director.config.text;

import java.util.ArrayList;
import java.util.List;

/**
 * File names by pattern, as a shell expands them: {@code *}, {@code ?}, {@code [a-z]} and <code>
 * {a,b}</code>; sorted within each brace alternative; a leading dot is matched by a dot only.
 */
final class IncludePattern {
  /** More alternatives than anybody writes; the rest is dropped. */
  private static final int MAX_ALTERNATIVES = 1_000;

  private final ConfigFiles files;

  IncludePattern(ConfigFiles files) {
    this.files = files;
  }

  /** The pattern once for each combination of its brace alternatives. */
  static List<String> alternatives(String pattern) {
    List<String> done = new ArrayList<>();
    List<String> todo = new ArrayList<>(List.of(pattern));
    while (!todo.isEmpty() && done.size() + todo.size() < MAX_ALTERNATIVES) {
      String next = todo.removeFirst();
      int open = next.indexOf('{');
      int close = open < 0 ? -1 : closing(next, open);
      if (close < 0) {
        done.add(next);
      } else {
        todo.addAll(0, chosen(next, open, close));
      }
    }
    return done;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> chosen(String text, int open, int close) {
    List<String> chosen = new ArrayList<>();
    int depth = 0;
    int begin = open + 1;
    for (int i = open + 1; i <= close; i++) {
      char c = text.charAt(i);
      if (depth == 0 && (c == ',' || i == close)) {
        chosen.add(text.substring(0, open) + text.substring(begin, i) + text.substring(close + 1));
        begin = i + 1;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return chosen;
  }

  static boolean hasWildcard(String pattern) {
    return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** Existing paths that a pattern without braces matches, sorted. */
  List<String> matches(String pattern) {
    List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
    for (String segment : pattern.split("/+")) {
      if (!segment.isEmpty()) {
        found = found.stream().flatMap(path -> children(path, segment).stream()).toList();
      }
    }
    return found.stream().filter(path -> files.kind(path) != ConfigFiles.Kind.MISSING).toList();
  }

  private List<String> children(String directory, String segment) {
    if (!hasWildcard(segment)) {
      return List.of(join(directory, segment));
    }
    return files.names(directory.isEmpty() ? "." : directory).stream()
        .filter(name -> !name.startsWith(".") || segment.startsWith("."))
        .filter(name -> matches(segment, name))
        .sorted()
        .map(name -> join(directory, name))
        .toList();
  }

  static String join(String directory, String name) {
    return directory.isEmpty() || name.startsWith("/")
        ? name
        : directory + (directory.endsWith("/") ? "" : "/") + name;
  }

  /** Whether one path segment fits; goes back to the last star only, so it cannot run away. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      int next =
          p < pattern.length() && pattern.charAt(p) != '*' ? one(pattern, p, name.charAt(n)) : -1;
      if (next > 0) {
        p = next;
        n++;
      } else if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(c -> c == '*');
  }

  /** Matches one character and says where the pattern goes on; -1 when it does not fit. */
  private static int one(String pattern, int p, char c) {
    char sign = pattern.charAt(p);
    int close = sign == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close > 0) {
      return inClass(pattern.substring(p + 1, close), c) ? close + 1 : -1;
    }
    return sign == '?' || sign == c ? p + 1 : -1;
  }

  private static boolean inClass(String members, char c) {
    boolean not = members.startsWith("!") || members.startsWith("^");
    boolean in = false;
    for (int i = not ? 1 : 0; i < members.length(); i++) {
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      in |= range ? members.charAt(i) <= c && c <= members.charAt(i + 2) : members.charAt(i) == c;
      i += range ? 2 : 0;
    }
    return in != not;
  }
}
