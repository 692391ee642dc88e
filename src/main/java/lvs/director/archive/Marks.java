package lvs.director.archive;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Event;
import lvs.director.port.GraphMarks;

/**
 * The events that stand in a picture as vertical lines: failovers in each, changes of real servers
 * where they belong. Where more than one would stand in the same place, the worst one does.
 */
final class Marks {
  /** Lines nearer than this are one line. */
  private static final int NEAREST_PIXELS = 5;

  /** What the lines of one colour say; the worse ones later. */
  enum Kind {
    START("director started"),
    BACK("server or quorum back"),
    FAILOVER("failover"),
    LOST("server or quorum lost"),
    FAULT("virtual router in fault");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** One line. */
  record Mark(long epochSeconds, Kind kind) {}

  private final List<Mark> marks;
  private final Map<Kind, Integer> counts;

  private Marks(List<Mark> marks, Map<Kind, Integer> counts) {
    this.marks = marks;
    this.counts = counts;
  }

  static Marks of(List<Event> events, Archive archive, long from, long to, int widthPixels) {
    double secondsEach = (double) (to - from) * NEAREST_PIXELS / widthPixels;
    List<Mark> marks = new ArrayList<>();
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (Event event : events) {
      if (GraphMarks.concerns(event, archive)) {
        Mark mark = new Mark(event.epochMillis() / 1000, kind(event));
        counts.merge(mark.kind(), 1, Integer::sum);
        add(marks, mark, secondsEach);
      }
    }
    return new Marks(List.copyOf(marks), counts);
  }

  private static Kind kind(Event event) {
    return switch (event.kind()) {
      case "SERVER_DOWN", "QUORUM_LOST" -> Kind.LOST;
      case "SERVER_UP", "QUORUM_GAINED" -> Kind.BACK;
      case "ROUTER_FAULT", "TWO_MASTERS" -> Kind.FAULT;
      case "DIRECTOR_STARTED" -> Kind.START;
      default -> Kind.FAILOVER;
    };
  }

  private static void add(List<Mark> marks, Mark mark, double secondsEach) {
    boolean near =
        !marks.isEmpty()
            && Math.abs(mark.epochSeconds() - marks.getLast().epochSeconds()) < secondsEach;
    if (!near) {
      marks.add(mark);
    } else if (mark.kind().compareTo(marks.getLast().kind()) > 0) {
      marks.set(marks.size() - 1, new Mark(marks.getLast().epochSeconds(), mark.kind()));
    }
  }

  List<Mark> marks() {
    return marks;
  }

  /** How many events there were, marked one by one or not. */
  int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }
}
