package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Position;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;

/**
 * Statement trees for binder tests: one statement a line, an opening brace at its end, a closing
 * brace on a line of its own. Double quotes group words. Anything else is the text layer's work.
 */
final class Statements {
  private final String[] lines;
  private int next;

  private Statements(String text) {
    lines = text.split("\n");
  }

  static List<Statement> of(String text) {
    return new Statements(text).untilClosed();
  }

  private List<Statement> untilClosed() {
    List<Statement> statements = new ArrayList<>();
    while (next < lines.length) {
      String line = lines[next++];
      String content = line.strip();
      if (content.equals("}")) {
        return statements;
      }
      if (!content.isEmpty()) {
        statements.add(statement(line, content, next));
      }
    }
    return statements;
  }

  private Statement statement(String line, String content, int number) {
    boolean opens = content.endsWith("{");
    String head = opens ? content.substring(0, content.length() - 1).strip() : content;
    List<Word> words = words(head, line.indexOf(head) + 1, number);
    Position brace = new Position("test.conf", number, line.lastIndexOf('{') + 1);
    Optional<Statement.Block> block =
        opens ? Optional.of(new Statement.Block(brace, untilClosed())) : Optional.empty();
    String raw = words.size() < 2 ? "" : head.substring(words.getFirst().text().length()).strip();
    return new Statement(words, raw, block, line);
  }

  private static List<Word> words(String head, int firstColumn, int line) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < head.length()) {
      if (head.charAt(at) == ' ') {
        at++;
        continue;
      }
      boolean quoted = head.charAt(at) == '"';
      int end = head.indexOf(quoted ? '"' : ' ', at + 1);
      end = end < 0 ? head.length() : end;
      Position position = new Position("test.conf", line, firstColumn + at);
      words.add(new Word(head.substring(quoted ? at + 1 : at, end), position, quoted));
      at = quoted ? end + 1 : end;
    }
    return words;
  }
}
