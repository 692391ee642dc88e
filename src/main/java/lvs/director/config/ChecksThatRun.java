package lvs.director.config;

import java.util.Set;

/** The kinds of checks that this version carries out; the others are read and reported. */
final class ChecksThatRun {
  static final Set<String> KEYWORDS =
      Set.of(
          "TCP_CHECK",
          "HTTP_GET",
          "SSL_GET",
          "MISC_CHECK",
          "SMTP_CHECK",
          "DNS_CHECK",
          "UDP_CHECK",
          "PING_CHECK",
          "FILE_CHECK");

  static final String NOT_YET = "this version does not run it";

  private ChecksThatRun() {}

  /** Warns where a server would be watched less than its configuration says. */
  static void warn(Binding binding, CheckBlock check) {
    String keyword = check.statement.keyword();
    if (!KEYWORDS.contains(keyword)) {
      binding.warning(
          "check-not-run",
          check.statement,
          "This version does not run " + keyword + "; the server counts as up without it.",
          "Add a TCP_CHECK or MISC_CHECK beside it.");
    }
  }
}
