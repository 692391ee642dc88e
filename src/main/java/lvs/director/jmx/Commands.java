package lvs.director.jmx;

import java.time.Duration;
import java.util.Optional;
import lvs.director.port.Refusal;

/**
 * Arguments that operators give, and what a refusal becomes: an {@link IllegalArgumentException}
 * without a cause, which a remote client can read without having our classes.
 */
final class Commands {
  private static final int LARGEST_WEIGHT = 65535;
  private static final long LONGEST_SECONDS = 31_536_000;
  private static final int LONGEST_REASON = 200;
  private static final int MOST_CONNECTIONS = 100_000;

  private Commands() {}

  /** A command that returns something. */
  interface Answering<T> {
    T run() throws Refusal;
  }

  /** A command that returns nothing. */
  interface Silent {
    void run() throws Refusal;
  }

  static <T> T ask(Answering<T> command) {
    try {
      return command.run();
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(refusal.getMessage());
    }
  }

  static void tell(Silent command) {
    ask(
        () -> {
          command.run();
          return null;
        });
  }

  static int weight(int weight) {
    if (weight < 0 || weight > LARGEST_WEIGHT) {
      throw new IllegalArgumentException(
          "weight " + weight + " is outside 0 to " + LARGEST_WEIGHT + "; 0 takes no connections");
    }
    return weight;
  }

  static int limit(int limit) {
    if (limit < 1 || limit > MOST_CONNECTIONS) {
      throw new IllegalArgumentException("limit " + limit + " is outside 1 to " + MOST_CONNECTIONS);
    }
    return limit;
  }

  /** Empty for 0, which never ends. */
  static Optional<Duration> expiry(long seconds) {
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "expiresSeconds "
              + seconds
              + " is outside 0 to "
              + LONGEST_SECONDS
              + " (one year); 0 never ends");
    }
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /** One line for logs and colleagues; an absent one is empty. */
  static String reason(String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.codePointCount(0, text.length()) > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "the reason has more than " + LONGEST_REASON + " characters; write a shorter one");
    }
    if (text.codePoints().anyMatch(Commands::breaksLine)) {
      throw new IllegalArgumentException(
          "the reason holds a control character or line break; write it on one line");
    }
    return text;
  }

  private static boolean breaksLine(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
