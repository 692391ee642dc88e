package lvs.director.alert;

import java.util.List;
import java.util.Optional;

/**
 * A mail before it is written: what it says, not how it looks.
 *
 * @param key unique among all mails of this director, over restarts; becomes the Message-ID
 * @param thread keys of the mails that it continues, oldest first; becomes References
 * @param subject one line; keepalived's form where one thing is told
 * @param paragraphs what happened, when, why and how long it lasted; plain text
 * @param facts one row an object
 * @param commands that help now, as typed on the director
 * @param picture the graph that shows it
 */
public record Draft(
    String key,
    List<String> thread,
    long epochMillis,
    Urgency urgency,
    String subject,
    List<String> paragraphs,
    List<Fact> facts,
    List<String> commands,
    Optional<Picture> picture) {

  /** How it is marked for the reader's eye. */
  public enum Urgency {
    /** Something serves worse than before. */
    PROBLEM,
    /** It is well again. */
    RECOVERY,
    /** Nothing is wrong: a test, a reminder that all is well, a change that was asked for. */
    NOTE
  }

  /**
   * @param object {@code real server 10.0.0.2:80 of TCP 10.0.0.1:80}
   * @param state {@code DOWN}, {@code UP}, {@code MASTER} …
   * @param sinceEpochMillis when it came to this state
   * @param reason in an operator's words
   */
  public record Fact(String object, String state, long sinceEpochMillis, String reason) {}

  /**
   * @param archiveId as {@code port.Archives} has it
   * @param topic which quantities
   * @param hours back from the mail's time
   */
  public record Picture(String archiveId, String topic, int hours) {}
}
