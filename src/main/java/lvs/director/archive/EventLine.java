package lvs.director.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Json;
import lvs.director.base.JsonReader;
import lvs.director.port.Event;

/** One event as one line of JSON, for people with grep as much as for us. */
final class EventLine {
  /** Characters of the text that are kept. */
  static final int LONGEST_TEXT = 2_000;

  private EventLine() {}

  /** Without line end. */
  static String print(Event event) {
    return Json.compact(
        Json.object(
            "number", event.number(),
            "time", Instant.ofEpochMilli(event.epochMillis()).toString(),
            "severity", event.severity(),
            "kind", event.kind(),
            "subject", event.subject(),
            "server", event.server(),
            "text", event.text()));
  }

  /** Empty when the line is no event. */
  static Optional<Event> parse(String line) {
    return JsonReader.object(line).flatMap(EventLine::event);
  }

  private static Optional<Event> event(Map<String, Object> members) {
    if (!(members.get("number") instanceof Long number) || number < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Event(
              number,
              Instant.parse(text(members, "time")).toEpochMilli(),
              Event.Severity.valueOf(text(members, "severity")),
              text(members, "kind"),
              text(members, "subject"),
              text(members, "server"),
              text(members, "text")));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }
}
