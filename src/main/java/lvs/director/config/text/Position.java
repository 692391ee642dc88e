package lvs.director.config.text;

/**
 * A place in a configuration file.
 *
 * @param file path as given or found by include
 * @param line from 1; the line as it stands in the file, before any expansion
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
