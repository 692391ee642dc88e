package lvs.director.console;

import java.util.List;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.port.Director;
import lvs.director.port.Event;

/** What happened. */
final class EventRows {
  private static final int MOST_EVENTS = 1000;

  private final Director director;

  EventRows(Director director) {
    this.director = director;
  }

  /** The answer to {@code events}: newest first. */
  Map<String, Object> answer(Query query) throws Rejection {
    long before = query.number("before", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    int limit = (int) query.number("limit", 100, 1, MOST_EVENTS);
    List<Event> events = director.events().before(before, query.text("subject"), limit);
    return Json.object("events", events.stream().map(EventRows::row).toList());
  }

  static Map<String, Object> row(Event event) {
    Map<String, Object> row = Json.object("number", event.number());
    row.putAll(mark(event));
    return row;
  }

  /** As it stands on a graph. */
  static Map<String, Object> mark(Event event) {
    return Json.object(
        "epochMillis", event.epochMillis(),
        "severity", event.severity(),
        "kind", event.kind(),
        "subject", event.subject(),
        "server", event.server(),
        "text", event.text());
  }
}
