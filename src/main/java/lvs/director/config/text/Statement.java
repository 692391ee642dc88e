package lvs.director.config.text;

import java.util.List;
import java.util.Optional;

/**
 * A keyword with its arguments and its block: the shape of everything in keepalived.conf.
 *
 * @param words keyword first, never empty; in a value block the first word is a value
 * @param rawArguments text after the keyword, comments stripped and quotes kept, for keywords whose
 *     argument is a command line
 * @param block what stands in braces
 * @param line the whole source line, for messages
 */
public record Statement(List<Word> words, String rawArguments, Optional<Block> block, String line) {

  /**
   * @param opened where the opening brace stands
   */
  public record Block(Position opened, List<Statement> statements) {}

  public String keyword() {
    return words.getFirst().text();
  }

  public Position at() {
    return words.getFirst().at();
  }

  /** The words after the keyword. */
  public List<Word> arguments() {
    return words.subList(1, words.size());
  }
}
