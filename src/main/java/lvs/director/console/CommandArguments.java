package lvs.director.console;

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

  int weight() throws Rejection, Refusal {
    long weight =
        number("weight").orElseThrow(() -> new Rejection(400, "this command needs weight"));
    return Arguments.weight((int) Math.clamp(weight, -1L, Arguments.LARGEST_WEIGHT + 1L));
  }

  /**
   * @param ofZero what 0 or nothing means
   */
  Optional<Duration> seconds(String name, String ofZero) throws Rejection, Refusal {
    return Arguments.seconds(name, number(name).orElse(0L), ofZero);
  }

  String reason() throws Rejection, Refusal {
    return Arguments.reason(text("reason"));
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
