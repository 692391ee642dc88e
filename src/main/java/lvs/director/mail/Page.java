package lvs.director.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lvs.director.alert.Draft;

/**
 * What both forms of a mail, text and HTML, show.
 *
 * @param draft without characters that could break a line
 * @param remarks about the mail itself, such as why it has no picture
 * @param director its machine, with the router_id where that is another name
 */
record Page(
    Draft draft, Optional<byte[]> picture, List<String> remarks, String director, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ENGLISH);

  /** Local time with its offset; empty for 0, which is unknown. */
  String time(long epochMillis) {
    return epochMillis == 0 ? "" : TIME.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  /** What the picture shows, for who does not see it; of what stands above it. */
  String caption() {
    return draft.picture().map(shown -> shown.topic() + ", " + hours(shown.hours())).orElse("");
  }

  private static String hours(int hours) {
    return hours == 1 ? "the last hour" : "the last " + hours + " hours";
  }

  /** Who wrote this, where and when. */
  String footer() {
    return "lvs-director on " + director + ", " + time(draft.epochMillis());
  }

  String urgencyWord() {
    return switch (draft.urgency()) {
      case PROBLEM -> "Problem";
      case RECOVERY -> "Recovery";
      case NOTE -> "Note";
    };
  }
}
