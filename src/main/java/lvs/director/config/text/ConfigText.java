package lvs.director.config.text;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads configuration text: keepalived.conf's grammar, from files to a tree of statements. What the
 * keywords mean is not known here.
 */
public final class ConfigText {
  private ConfigText() {}

  /**
   * What was read.
   *
   * @param statements the root statements, as far as they could be understood
   * @param problems all of them, in the order of the text
   * @param files every file that was read, the first one first; empty when that one could not be
   *     read, in which case there is one problem, {@code file-unreadable}
   */
  public record Text(List<Statement> statements, List<Problem> problems, List<String> files) {
    /** False when not even the first file could be read. */
    public boolean read() {
      return !files.isEmpty();
    }
  }

  /** Reads a file on disk; relative names begin in the working directory. */
  public static Text read(Path file, ReadSettings settings) {
    return read(file.toString(), settings, new DiskFiles(Path.of("")));
  }

  /**
   * Reads a file and what it includes. Whatever the bytes are, this ends and gives a tree and
   * problems.
   */
  public static Text read(String file, ReadSettings settings, ConfigFiles files) {
    ProblemList problems = new ProblemList(settings.limits().problems());
    StatementTree tree = new StatementTree(problems, settings.limits().words());
    Includes includes = new Includes(files, settings, problems);
    LineReader reader = new LineReader(settings, problems, tree, includes);
    includes.first(file, reader);
    reader.end();
    List<Statement> statements = tree.end();
    List<String> read = includes.filesRead();
    return new Text(statements, problems.inOrder(read), read);
  }
}
