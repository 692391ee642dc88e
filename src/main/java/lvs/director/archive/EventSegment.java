package lvs.director.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lvs.director.port.Event;

/**
 * One file of events, named by the number of its first one. Only the newest segment grows; what of
 * it is not yet a whole line is not there for a reader, and a line that is no event is passed over.
 */
final class EventSegment {
  private static final String PREFIX = "events-";
  private static final String SUFFIX = ".jsonl";

  /** A file that somebody else made longer is read up to here. */
  private static final int MOST_BYTES = 16 << 20;

  private final Path file;
  private final long firstNumber;
  private volatile Optional<Span> span = Optional.empty();

  /** Wall time of a segment's events, which need not be in order: clocks are put back. */
  private record Span(long earliestMillis, long latestMillis) {
    boolean touches(long fromMillis, long toMillis) {
      return earliestMillis <= toMillis && latestMillis >= fromMillis;
    }
  }

  EventSegment(Path folder, long firstNumber) {
    this.file = folder.resolve(PREFIX + String.format(Locale.ROOT, "%012d", firstNumber) + SUFFIX);
    this.firstNumber = firstNumber;
  }

  /** Empty for a file that is no segment. */
  static Optional<EventSegment> of(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches(PREFIX + "[0-9]{12,18}" + SUFFIX)) {
      return Optional.empty();
    }
    String number = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    EventSegment segment = new EventSegment(file.getParent(), Long.parseLong(number));
    return segment.file.equals(file) ? Optional.of(segment) : Optional.empty();
  }

  Path file() {
    return file;
  }

  long firstNumber() {
    return firstNumber;
  }

  /**
   * Those of a time; remembers when a segment that grows no more begins and ends, so that it is
   * read again only for a time that it has.
   */
  List<Event> read(long fromMillis, long toMillis, boolean full) throws IOException {
    if (span.isPresent() && !span.get().touches(fromMillis, toMillis)) {
      return List.of();
    }
    List<Event> all = read();
    if (full) {
      span = Optional.of(span(all));
    }
    return all.stream()
        .filter(event -> event.epochMillis() >= fromMillis && event.epochMillis() <= toMillis)
        .toList();
  }

  private static Span span(List<Event> events) {
    long earliest = events.stream().mapToLong(Event::epochMillis).min().orElse(Long.MAX_VALUE);
    long latest = events.stream().mapToLong(Event::epochMillis).max().orElse(Long.MIN_VALUE);
    return new Span(earliest, latest);
  }

  /** In the order of the file; nothing when the segment has been dropped meanwhile. */
  List<Event> read() throws IOException {
    byte[] bytes = bytes();
    List<Event> events = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        EventLine.parse(line).ifPresent(events::add);
        start = i + 1;
      }
    }
    return events;
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException dropped) {
      return new byte[0];
    }
  }

  /** How many bytes at the end are no whole line. */
  int tornBytes() throws IOException {
    byte[] bytes = bytes();
    int torn = 0;
    while (torn < bytes.length && bytes[bytes.length - 1 - torn] != '\n') {
      torn++;
    }
    return torn;
  }
}
