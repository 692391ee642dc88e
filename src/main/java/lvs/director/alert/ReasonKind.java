package lvs.director.alert;

import java.util.regex.Pattern;

/**
 * What reasons of many servers have in common: {@code connection refused after 0.4 ms (3 of 3
 * attempts)} and {@code connection refused after 0.7 ms (1 of 1 attempt)} are one kind.
 */
final class ReasonKind {
  private static final Pattern ATTEMPTS = Pattern.compile(" \\(\\d+ of \\d+ attempts?\\)");
  private static final Pattern SHARE = Pattern.compile("^\\d+ of \\d+ checks fail: ");
  private static final Pattern MEASURED =
      Pattern.compile(" (?:after|within|in|for) \\d+(?:\\.\\d+)? (?:ms|s|us|m|h)\\b");

  private ReasonKind() {}

  static String of(String reason) {
    String text = ATTEMPTS.matcher(reason).replaceAll("");
    text = SHARE.matcher(text).replaceFirst("");
    return MEASURED.matcher(text).replaceAll("").strip();
  }
}
