package lvs.director.console;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lvs.director.port.Arguments;
import lvs.director.port.Refusal;

/** What stands in the body of a command, taken as what it should be. */
final class CommandArguments {
  private static final int LONGEST_TEXT = 1000;

  private final Map<String, Object> members;
  private final Set<String> unread;

  CommandArguments(Map<String, Object> members) {
    this.members = members;
    this.unread = new TreeSet<>(members.keySet());
  }

  /** Empty when it is missing or null. */
  String text(String name) throws Rejection {
    Object value = take(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text && text.length() <= LONGEST_TEXT) {
      return text;
    }
    throw new Rejection(400, name + " must be a text of at most " + LONGEST_TEXT + " characters");
  }

  /** The same, but it must be there. */
  String neededText(String name) throws Rejection {
    String text = text(name);
    if (text.isEmpty()) {
      throw new Rejection(400, "this command needs " + name);
    }
    return text;
  }

  /** False when it is missing or null. */
  boolean flag(String name) throws Rejection {
    Object value = take(name);
    if (value != null && !(value instanceof Boolean)) {
      throw new Rejection(400, name + " must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  int weight() throws Rejection {
    long weight =
        number("weight").orElseThrow(() -> new Rejection(400, "this command needs weight"));
    int fits = Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return checked(() -> Arguments.weight(fits));
  }

  /** Empty for 0 or nothing, which never ends. */
  Optional<Duration> expiry() throws Rejection {
    return seconds("expiresSeconds", "0 never ends");
  }

  /** Empty for 0 or nothing, which waits until the server is empty. */
  Optional<Duration> deadline() throws Rejection {
    Optional<Duration> deadline = seconds("deadlineSeconds", "0 waits until no connection is left");
    Optional<Duration> expiry = expiry();
    return checked(() -> Arguments.deadline(deadline, expiry));
  }

  Optional<InetAddress> address(String name) throws Rejection {
    String text = text(name);
    return checked(() -> Arguments.address(text));
  }

  String reason() throws Rejection {
    String text = text("reason");
    return checked(() -> Arguments.reason(text));
  }

  private Optional<Duration> seconds(String name, String ofZero) throws Rejection {
    long seconds = number(name).orElse(0L);
    return checked(() -> Arguments.seconds(name, seconds, ofZero));
  }

  private interface Check<T> {
    T run() throws Refusal;
  }

  /** What is wrong with an argument is the caller's fault, not a state of the director. */
  private static <T> T checked(Check<T> check) throws Rejection {
    try {
      return check.run();
    } catch (Refusal wrong) {
      throw new Rejection(400, wrong.getMessage());
    }
  }

  private Optional<Long> number(String name) throws Rejection {
    Object value = take(name);
    if (value != null && !(value instanceof Long)) {
      throw new Rejection(400, name + " must be a whole number");
    }
    return Optional.ofNullable((Long) value);
  }

  private Object take(String name) {
    unread.remove(name);
    return members.get(name);
  }

  /** Nothing may be left that nobody took: it may be a misspelling of what matters. */
  void end() throws Rejection {
    if (!unread.isEmpty()) {
      throw new Rejection(400, "this command has no " + String.join(", ", unread));
    }
  }
}
