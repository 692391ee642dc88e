package lvs.director.port;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import lvs.director.base.Endpoint;

/** What {@link DirectorControl} takes from operators; one place for every view that asks them. */
public final class Arguments {
  /** As the kernel's table holds it. */
  public static final int LARGEST_WEIGHT = 65_535;

  /** After a year nobody remembers why. */
  public static final Duration LONGEST_EXPIRY = Duration.ofDays(365);

  private static final int LONGEST_REASON = 200;

  private Arguments() {}

  /**
   * @throws Refusal when it is outside 0 to {@link #LARGEST_WEIGHT}
   */
  public static int weight(int weight) throws Refusal {
    if (weight < 0 || weight > LARGEST_WEIGHT) {
      throw new Refusal(
          "weight " + weight + " is outside 0 to " + LARGEST_WEIGHT + "; 0 takes no connections");
    }
    return weight;
  }

  /**
   * @param expiry from now; empty never ends
   * @throws Refusal when it is negative or over {@link #LONGEST_EXPIRY}
   */
  public static Optional<Duration> expiry(Optional<Duration> expiry) throws Refusal {
    if (expiry.isPresent()
        && (expiry.get().isNegative() || expiry.get().compareTo(LONGEST_EXPIRY) > 0)) {
      throw new Refusal("the expiry must be between now and 365 days from now");
    }
    return expiry;
  }

  /**
   * @param deadline of a drain, from now; empty waits until it is empty
   * @param expiry from now; empty never ends
   * @throws Refusal when it is negative, over {@link #LONGEST_EXPIRY}, or would never come because
   *     the change ends before it
   */
  public static Optional<Duration> deadline(Optional<Duration> deadline, Optional<Duration> expiry)
      throws Refusal {
    if (deadline.isPresent()
        && (deadline.get().isNegative() || deadline.get().compareTo(LONGEST_EXPIRY) > 0)) {
      throw new Refusal("the deadline must be between now and 365 days from now");
    }
    if (deadline.isPresent() && expiry.isPresent() && deadline.get().compareTo(expiry.get()) >= 0) {
      throw new Refusal(
          "the deadline would come after the change has ended by itself; make the deadline shorter"
              + " or the change longer");
    }
    return deadline;
  }

  /**
   * A duration that 0 leaves out.
   *
   * @param name of the argument, for the message
   * @param ofZero what 0 means, for the message
   * @return empty for 0
   * @throws Refusal when it is negative or over {@link #LONGEST_EXPIRY}
   */
  public static Optional<Duration> seconds(String name, long seconds, String ofZero)
      throws Refusal {
    long most = LONGEST_EXPIRY.toSeconds();
    if (seconds < 0 || seconds > most) {
      throw new Refusal(
          name + " " + seconds + " is outside 0 to " + most + " (one year); " + ofZero);
    }
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /**
   * @param text null or blank is none
   * @throws Refusal when it is no address
   */
  public static Optional<InetAddress> address(String text) throws Refusal {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Optional<InetAddress> address = Endpoint.address(text.strip());
    if (address.isEmpty()) {
      throw new Refusal("'" + text + "' is no IP address, such as 10.0.0.2");
    }
    return address;
  }

  /**
   * One line for logs and colleagues; an absent one is empty.
   *
   * @throws Refusal when it is long or would break the line
   */
  public static String reason(String reason) throws Refusal {
    String text = reason == null ? "" : reason.strip();
    if (text.codePointCount(0, text.length()) > LONGEST_REASON) {
      throw new Refusal(
          "the reason has more than " + LONGEST_REASON + " characters; write a shorter one");
    }
    if (text.codePoints().anyMatch(Arguments::breaksLine)) {
      throw new Refusal("the reason holds a control character or line break; write it on one line");
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
