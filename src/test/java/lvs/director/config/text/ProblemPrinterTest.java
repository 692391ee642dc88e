package lvs.director.config.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lvs.director.config.text.Problem.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemPrinterTest {

  private static Problem problem(Severity severity, int column, String line) {
    return new Problem(
        severity, "code", new Position("a.conf", 3, column), "it is wrong", "write it right", line);
  }

  @Test
  void aProblemIsShownWithItsLineAndACaret() {
    String expected =
        """
        a.conf:3:7: error: it is wrong
            remedy: write it right
              state MASTR
                    ^
        1 error
        """;
    String line = "  state MASTR";
    Problem shown = problem(Severity.ERROR, 7 + 2, line);
    assertEquals(expected.replace(":7:", ":9:"), ProblemPrinter.text(List.of(shown)));
  }

  /** Columns before the caret on a terminal, the margin of four included. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "abc|1|4",
        "abc|4|7",
        "\tabc|2|12",
        "ab\tc|4|12",
        "\t\tx|3|20",
        "虚拟 x|4|9",
        "虚\tx|3|12",
        "＂x|2|6",
        "e\u0301x|3|5",
        "😀x|2|6",
        "\u001b[31mx|6|9",
        "abc|99|7"
      })
  void theCaretStandsUnderThePlace(String line, int column, int columnsBefore) {
    String[] shown = ProblemPrinter.text(problem(Severity.ERROR, column, line)).split("\n");
    assertEquals(" ".repeat(columnsBefore) + "^", shown[3]);
  }

  @Test
  void controlCharactersNeverReachTheTerminal() {
    String shown = ProblemPrinter.text(problem(Severity.ERROR, 1, "a\u001b[31m\u202eb\u0007"));
    assertTrue(shown.contains("a?[31m?b?"), shown);
    assertFalse(shown.contains("\u001b"));
  }

  @Test
  void ofALongLineThePartAroundThePlaceIsShown() {
    String line = "x".repeat(500) + "HERE" + "y".repeat(500);
    String[] shown = ProblemPrinter.text(problem(Severity.ERROR, 501, line)).split("\n");
    assertEquals("HERE", shown[2].substring(shown[3].indexOf('^'), shown[3].indexOf('^') + 4));
    assertTrue(shown[2].startsWith("    …x") && shown[2].endsWith("y…"), shown[2]);
    assertTrue(shown[2].length() < 130);
  }

  @Test
  void aProblemWithoutLineHasNoCaret() {
    assertEquals(
        "a.conf:3:1: warning: it is wrong\n    remedy: write it right\n",
        ProblemPrinter.text(problem(Severity.WARNING, 1, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, no problems",
    "1, 0, 1 error",
    "0, 1, 1 warning",
    "2, 1, '2 errors, 1 warning'",
    "1, 2, '1 error, 2 warnings'"
  })
  void theSummaryCounts(int errors, int warnings, String expected) {
    List<Problem> problems = new java.util.ArrayList<>();
    for (int i = 0; i < errors + warnings; i++) {
      problems.add(problem(i < errors ? Severity.ERROR : Severity.WARNING, 1, ""));
    }
    assertEquals(expected, ProblemPrinter.summary(problems));
  }

  @Test
  void machinesGetAnArrayOfObjects() {
    String expected =
        """
        [
          {
            "severity": "error",
            "code": "code",
            "file": "a.conf",
            "line": 3,
            "column": 2,
            "what": "it is wrong",
            "remedy": "write it right",
            "source": "a\\t\\"b\\""
          }
        ]
        """;
    assertEquals(expected, ProblemPrinter.json(List.of(problem(Severity.ERROR, 2, "a\t\"b\""))));
    assertEquals("[]\n", ProblemPrinter.json(List.of()));
  }
}
