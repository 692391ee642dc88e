package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lvs.director.port.Event;

/**
 * The events on disk: segments, of which the oldest goes when there are too many. One thread
 * writes, any may read meanwhile.
 */
final class EventFolder implements AutoCloseable {
  private static final int EVENTS_A_WRITE = 200;

  private final Path folder;
  private final Limits limits;
  private volatile List<EventSegment> segments = List.of();
  private volatile long lastNumber;
  private FileChannel channel;
  private int written;
  private long bytes;

  /**
   * @param eventsEach after so many a segment is full
   * @param bytesEach or after so many bytes
   * @param segments that are kept
   */
  record Limits(int eventsEach, long bytesEach, int segments) {
    static final Limits DEFAULT = new Limits(6_250, 2 << 20, 16);
  }

  EventFolder(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * Finds what earlier runs left and cuts off a line that a crash left unfinished.
   *
   * @param problem hears what was cut off
   */
  void open(Consumer<String> problem) throws IOException {
    Files.createDirectories(folder);
    List<EventSegment> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(EventSegment::of).flatMap(Optional::stream).forEach(found::add);
    }
    found.sort(Comparator.comparingLong(EventSegment::firstNumber));
    if (!found.isEmpty()) {
      goOn(found.getLast(), problem);
    }
    segments = List.copyOf(found);
  }

  private void goOn(EventSegment newest, Consumer<String> problem) throws IOException {
    int torn = newest.tornBytes();
    channel = FileChannel.open(newest.file(), StandardOpenOption.WRITE);
    bytes = channel.size() - torn;
    if (torn > 0) {
      channel.truncate(bytes);
      problem.accept(
          newest.file() + ": its last line was not finished and is gone (" + torn + " bytes)");
    }
    List<Event> events = newest.read();
    written = events.size();
    lastNumber = events.stream().mapToLong(Event::number).max().orElse(newest.firstNumber() - 1);
  }

  /** Of the newest event on disk; 0 for none. */
  long lastNumber() {
    return lastNumber;
  }

  /** Appends them in order; after an error {@link #lastNumber} tells how far it came. */
  void append(List<Event> events) throws IOException {
    for (int from = 0; from < events.size(); from += EVENTS_A_WRITE) {
      if (channel == null || isFull()) {
        begin(events.get(from).number());
      }
      write(events.subList(from, Math.min(events.size(), from + EVENTS_A_WRITE)));
    }
  }

  private boolean isFull() {
    return written >= limits.eventsEach() || bytes >= limits.bytesEach();
  }

  private void begin(long number) throws IOException {
    close();
    EventSegment fresh = new EventSegment(folder, number);
    channel =
        FileChannel.open(
            fresh.file(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    written = 0;
    bytes = 0;
    List<EventSegment> now = new ArrayList<>(segments);
    now.removeIf(segment -> segment.firstNumber() == number);
    now.add(fresh);
    while (now.size() > limits.segments()) {
      Files.deleteIfExists(now.removeFirst().file());
    }
    segments = List.copyOf(now);
  }

  /** What a full disk took only half of is cut off again, so that the next line is whole. */
  private void write(List<Event> events) throws IOException {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(EventLine.print(event)).append('\n'));
    ByteBuffer buffer = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, bytes + buffer.position());
      }
    } catch (IOException full) {
      channel.truncate(bytes);
      throw full;
    }
    bytes += buffer.position();
    written += events.size();
    lastNumber = events.getLast().number();
  }

  /** From here on a power cut takes nothing of what was appended. */
  void force() throws IOException {
    if (channel != null) {
      channel.force(false);
    }
  }

  /** Segment by segment, newest first, those with a number below, until the taker has enough. */
  void before(long number, Taker taker) throws IOException {
    for (EventSegment segment : segments.reversed()) {
      if (segment.firstNumber() < number) {
        List<Event> below = new ArrayList<>(segment.read());
        below.removeIf(event -> event.number() >= number);
        if (!taker.takeNewestFirst(below.reversed())) {
          return;
        }
      }
    }
  }

  /** Receives the events of one segment after the other. */
  interface Taker {
    /** False when it has enough. */
    boolean takeNewestFirst(List<Event> newestFirst);
  }

  /** Those of a time with a number below, oldest first. */
  List<Event> between(long fromMillis, long toMillis, long beforeNumber) throws IOException {
    List<Event> found = new ArrayList<>();
    List<EventSegment> all = segments;
    for (EventSegment segment : all) {
      if (segment.firstNumber() < beforeNumber) {
        found.addAll(segment.read(fromMillis, toMillis, segment != all.getLast()));
      }
    }
    found.removeIf(event -> event.number() >= beforeNumber);
    return found;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      FileChannel open = channel;
      channel = null;
      open.force(false);
      open.close();
    }
  }
}
