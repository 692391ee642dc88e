package lvs.director.staged;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import lvs.director.port.Event;
import lvs.director.port.EventHistory;

/** A history in memory. */
public final class StagedEvents implements EventHistory {
  private final List<Event> events = new ArrayList<>();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

  /** Adds an event and tells it. */
  public Event happen(
      long epochMillis,
      Event.Severity severity,
      String kind,
      String subject,
      String server,
      String text) {
    Event event;
    synchronized (events) {
      event = new Event(events.size() + 1, epochMillis, severity, kind, subject, server, text);
      events.add(event);
    }
    listeners.forEach(listener -> listener.accept(event));
    return event;
  }

  /** Who listens now. */
  public int listeners() {
    return listeners.size();
  }

  @Override
  public List<Event> before(long number, String subject, int limit) {
    synchronized (events) {
      return events.reversed().stream()
          .filter(event -> event.number() < number)
          .filter(event -> subject.isEmpty() || event.subject().equals(subject))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<Event> between(long fromEpochMillis, long toEpochMillis, int limit) {
    synchronized (events) {
      List<Event> found =
          events.stream()
              .filter(event -> event.epochMillis() >= fromEpochMillis)
              .filter(event -> event.epochMillis() <= toEpochMillis)
              .toList();
      return found.subList(Math.max(0, found.size() - limit), found.size());
    }
  }

  @Override
  public void listen(Consumer<Event> listener) {
    listeners.add(listener);
  }

  @Override
  public void forget(Consumer<Event> listener) {
    listeners.remove(listener);
  }
}
