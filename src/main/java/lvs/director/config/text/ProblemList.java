package lvs.director.config.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.config.text.Problem.Severity;

/**
 * Problems while they are found. Mistakes that a file repeats on every line (pasted no-break
 * blanks, {@code //} comments) are told once per file, with a count.
 */
final class ProblemList {
  private final int limit;
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, Repeated> repeated = new LinkedHashMap<>();
  private final Set<String> once = new HashSet<>();
  private int unreported;

  ProblemList(int limit) {
    this.limit = limit;
  }

  private static final class Repeated {
    private final Problem first;
    private int lastLine;
    private int furtherLines;

    Repeated(Problem first) {
      this.first = first;
      this.lastLine = first.at().line();
    }

    void again(int line) {
      furtherLines += line == lastLine ? 0 : 1;
      lastLine = line;
    }

    Problem told() {
      if (furtherLines == 0) {
        return first;
      }
      String also =
          first.what()
              + " The same on "
              + (furtherLines == 1
                  ? "line " + lastLine
                  : furtherLines + " more lines, the last " + lastLine)
              + ".";
      return new Problem(
          first.severity(), first.code(), first.at(), also, first.remedy(), first.line());
    }
  }

  void add(Problem problem) {
    if (found.size() < limit) {
      found.add(problem);
    } else {
      unreported++;
    }
  }

  void error(String code, SourceLine line, int index, String what, String remedy) {
    add(new Problem(Severity.ERROR, code, line.at(index), what, remedy, line.raw()));
  }

  void warning(String code, SourceLine line, int index, String what, String remedy) {
    add(new Problem(Severity.WARNING, code, line.at(index), what, remedy, line.raw()));
  }

  /** As {@link #error}, but only the first time that this code is met. */
  void errorOnce(String code, SourceLine line, int index, String what, String remedy) {
    if (once.add(code)) {
      error(code, line, index, what, remedy);
    }
  }

  /** As {@link #warning}, unless the same was said about the same place: text expands often. */
  void warningHere(String code, SourceLine line, int index, String what, String remedy) {
    if (once.add(code + line.at(index) + what)) {
      warning(code, line, index, what, remedy);
    }
  }

  /** As {@link #error}, unless the same was said about the same place. */
  void errorHere(String code, SourceLine line, int index, String what, String remedy) {
    if (once.add(code + line.at(index) + what)) {
      error(code, line, index, what, remedy);
    }
  }

  /** A warning that stands for all of its kind in the file. */
  void everyLine(String code, SourceLine line, int index, String what, String remedy) {
    Repeated known = repeated.get(code + " " + line.file());
    if (known != null) {
      known.again(line.number());
      return;
    }
    Position at = line.at(index);
    repeated.put(
        code + " " + line.file(),
        new Repeated(new Problem(Severity.WARNING, code, at, what, remedy, line.raw())));
  }

  /** All of them, in the order of the text, files in the order of their reading. */
  List<Problem> inOrder(List<String> files) {
    Map<String, Integer> ranks = new HashMap<>();
    files.forEach(file -> ranks.putIfAbsent(file, ranks.size()));
    List<Problem> all = new ArrayList<>(found);
    repeated.values().forEach(each -> all.add(each.told()));
    all.sort(
        Comparator.<Problem>comparingInt(
                problem -> ranks.getOrDefault(problem.at().file(), files.size()))
            .thenComparingInt(problem -> problem.at().line())
            .thenComparingInt(problem -> problem.at().column()));
    if (unreported > 0) {
      all.add(unreported(all.getLast()));
    }
    return List.copyOf(all);
  }

  private Problem unreported(Problem last) {
    return new Problem(
        Severity.ERROR,
        "too-many-problems",
        last.at(),
        "There are " + unreported + " more problems, not shown.",
        "Mend the first ones: one mistake often causes many.",
        last.line());
  }
}
