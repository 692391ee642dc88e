package lvs.director.config.text;

/**
 * One thing that is wrong with a configuration.
 *
 * @param code stable name for machines, such as {@code unknown-keyword}
 * @param what is wrong, in one sentence
 * @param remedy what to write instead, in one sentence
 * @param line the text of the line, for the caret
 */
public record Problem(
    Severity severity, String code, Position at, String what, String remedy, String line) {

  /** Whether the configuration can be used all the same. */
  public enum Severity {
    /** It cannot. */
    ERROR,
    WARNING
  }
}
