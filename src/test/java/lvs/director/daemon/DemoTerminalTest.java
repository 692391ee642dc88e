package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import lvs.director.daemon.DemoTerminal.Size;
import org.junit.jupiter.api.Test;

class DemoTerminalTest {
  private static String text(List<String> table, List<String> below, int rows, int columns) {
    return DemoTerminal.frame(table, below, new Size(rows, columns)).replace("\033[K", "");
  }

  @Test
  void linesOfTheTableAreCutAtTheRightEdge() {
    assertEquals("12345\r\nab\r\n", text(List.of("1234567", "ab"), List.of(), 24, 5));
  }

  @Test
  void linesToCopyStayWholeAndTakeAsManyRowsAsTheyNeed() {
    String all = text(List.of("t"), List.of("1234567890", "second", "third"), 5, 5);
    assertEquals("t\r\n1234567890\r\n", all.replace("second\r\n", ""));
    assertFalse(all.contains("third"), all);
  }

  @Test
  void theScreenNeverScrolls() {
    List<String> many = Collections.nCopies(100, "x".repeat(30));
    for (int rows = 1; rows < 40; rows++) {
      String all = text(many, many, rows, 20);
      assertTrue(all.lines().count() < rows || rows == 1, all);
    }
  }

  @Test
  void aRowThatIsFullIsNotClearedAtItsEnd() {
    String frame = DemoTerminal.frame(List.of(), List.of("12345"), new Size(24, 5));
    assertEquals("\033[K12345\r\n", frame);
  }

  @Test
  void aTerminalThatDoesNotTellItsSizeHasTheUsualOne() {
    assertEquals(new Size(50, 132), Size.parse("50 132\n"));
    for (String text : List.of("", "0 0", "stty: error", "24", "-1 80", "999999 1")) {
      assertEquals(Size.USUAL, Size.parse(text), text);
    }
  }
}
