package lvs.director.archive;

import java.util.ArrayList;
import java.util.List;
import lvs.director.port.Event;

/** The newest events below a number and of a subject, gathered until there are enough. */
final class EventSelection implements EventFolder.Taker {
  private final List<Event> events = new ArrayList<>();
  private final String subject;
  private final int limit;
  private long below;

  /**
   * @param subject empty takes all
   */
  EventSelection(long below, String subject, int limit) {
    this.below = below;
    this.subject = subject;
    this.limit = limit;
  }

  @Override
  public boolean takeNewestFirst(List<Event> newestFirst) {
    for (Event event : newestFirst) {
      if (events.size() == limit) {
        return false;
      }
      if (event.number() < below) {
        below = event.number();
        take(event);
      }
    }
    return events.size() < limit;
  }

  private void take(Event event) {
    if (subject.isEmpty() || event.subject().equals(subject)) {
      events.add(event);
    }
  }

  List<Event> events() {
    return List.copyOf(events);
  }
}
