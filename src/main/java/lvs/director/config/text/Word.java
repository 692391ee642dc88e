package lvs.director.config.text;

/**
 * One word of a line, quotes removed.
 *
 * @param text what it says
 * @param at where it begins
 * @param quoted whether it stood in double quotes
 */
public record Word(String text, Position at, boolean quoted) {
  @Override
  public String toString() {
    return text;
  }
}
