package lvs.director.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lvs.director.port.Event;

/** The newest events, whether or not the disk has them. Any thread may ask. */
final class EventMemory {
  private final Deque<Event> recent = new ArrayDeque<>();
  private final int capacity;

  EventMemory(int capacity) {
    this.capacity = capacity;
  }

  /** The oldest one goes when there are too many. */
  synchronized void add(Event event) {
    recent.addLast(event);
    if (recent.size() > capacity) {
      recent.removeFirst();
    }
  }

  /** Those with a larger number, oldest first. */
  synchronized List<Event> after(long number) {
    List<Event> found = new ArrayList<>();
    for (var newest = recent.descendingIterator(); newest.hasNext(); ) {
      Event event = newest.next();
      if (event.number() <= number) {
        break;
      }
      found.add(event);
    }
    return found.reversed();
  }

  /** From where on everything is here; {@link Long#MAX_VALUE} while nothing is. */
  synchronized long firstNumber() {
    return recent.isEmpty() ? Long.MAX_VALUE : recent.getFirst().number();
  }

  synchronized List<Event> newestFirst() {
    return new ArrayList<>(recent).reversed();
  }
}
