package lvs.director.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How mail fares, for people. */
final class MailPrinter {
  private final Surroundings surroundings;
  private final Map<String, Object> mail;
  private final WallTime time;

  /**
   * @param mail attributes of the bean
   */
  MailPrinter(Surroundings surroundings, Map<String, Object> mail) {
    this.surroundings = surroundings;
    this.mail = mail;
    this.time = new WallTime(surroundings);
  }

  void print() {
    if (number("Configured") == 0) {
      line("no mail is configured: write notification_email and smtp_server in global_defs");
    }
    line("waiting: " + number("Queued") + oldest());
    line("sent since the start: " + number("Sent") + last());
    line("tries that no relay took: " + number("Failures"));
    line("dropped, as the spool was full: " + number("Dropped"));
    line("told together with others: " + number("Grouped"));
    if (!text("LastError").isEmpty()) {
      line("last error: " + text("LastError"));
    }
    if (number("SilencedUntilEpochMillis") > 0) {
      String why = text("SilenceReason");
      line(
          "silent until "
              + time.at(instant("SilencedUntilEpochMillis"))
              + (why.isEmpty() ? "" : ": " + why));
    }
  }

  private String oldest() {
    Duration age =
        Duration.ofSeconds(mail.get("QueueAgeSeconds") instanceof Number n ? n.longValue() : 0);
    return number("Queued") == 0 ? "" : ", the oldest for " + Durations.print(age);
  }

  private String last() {
    return number("LastSentEpochMillis") == 0
        ? ""
        : ", the last one at " + time.at(instant("LastSentEpochMillis"));
  }

  private Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  private long number(String name) {
    return OpenValues.number(mail, name);
  }

  private String text(String name) {
    return OpenValues.text(mail, name);
  }

  private void line(String line) {
    surroundings.out().println(line);
  }
}
