package lvs.director.jmx;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import lvs.director.port.Arguments;
import lvs.director.port.Refusal;

/**
 * Arguments that operators give, and what a refusal becomes: an {@link IllegalArgumentException}
 * without a cause, which a remote client can read without having our classes.
 */
final class Commands {
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
    return ask(() -> Arguments.weight(weight));
  }

  static int limit(int limit) {
    return within("limit", limit, 1, MOST_CONNECTIONS);
  }

  static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " " + value + " is outside " + least + " to " + most);
    }
    return value;
  }

  /** Empty for 0, which never ends. */
  static Optional<Duration> expiry(long seconds) {
    return duration("expiresSeconds", seconds, "0 never ends");
  }

  /** Empty for 0, which waits until the server is empty. */
  static Optional<Duration> deadline(long seconds) {
    return duration("deadlineSeconds", seconds, "0 waits until no connection is left");
  }

  private static Optional<Duration> duration(String name, long seconds, String ofZero) {
    return ask(() -> Arguments.seconds(name, seconds, ofZero));
  }

  /** Empty for none. */
  static Optional<InetAddress> address(String text) {
    return ask(() -> Arguments.address(text));
  }

  static String reason(String reason) {
    return ask(() -> Arguments.reason(reason));
  }
}
