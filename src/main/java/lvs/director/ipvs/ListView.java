package lvs.director.ipvs;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What to list of the table, as the long options of {@code ipvsadm -L} name it. */
public enum ListView {
  /** Forwarding method, weight and connections. */
  TABLE(""),
  /** Counters since start or zero. */
  STATS("stats"),
  /** Counters per second. */
  RATE("rate"),
  /** Connection limits of real servers. */
  THRESHOLDS("thresholds"),
  /** Persistence templates. */
  PERSISTENT_CONNECTIONS("persistent-conn"),
  /** How packets to real servers are wrapped. */
  TUNNELS("tun-info");

  private final String option;

  ListView(String option) {
    this.option = option;
  }

  /** The long option without dashes; empty for the plain table. */
  public String option() {
    return option;
  }

  /**
   * @param option as {@link #option}; absent is the plain table
   * @throws IllegalArgumentException names the views there are
   */
  public static ListView of(String option) {
    String wanted = option == null ? "" : option;
    return Arrays.stream(values())
        .filter(view -> view.option.equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no such view; there are " + names()));
  }

  private static String names() {
    return Arrays.stream(values())
        .map(view -> view.option.isEmpty() ? "\"\"" : view.option)
        .collect(Collectors.joining(", "));
  }
}
