package lvs.director.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lvs.director.archive.EventFlood.Happening;
import lvs.director.port.Event;
import lvs.director.port.Event.Severity;
import lvs.director.port.EventHistory;

/**
 * The history of events: the newest ones in memory, a bounded past in lines of JSON on disk.
 *
 * <p>The thread {@code events} numbers, keeps and writes; who reports something only puts it into a
 * bounded queue. While the disk takes nothing, memory keeps what waits for it.
 */
public final class RecordedEvents implements EventHistory, AutoCloseable {
  private static final int QUEUE_LENGTH = 50_000;
  private static final int MOST_AT_ONCE = 5_000;
  private static final int IN_MEMORY = 10_000;
  private static final long WAKES_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 5_000;

  /** Says nothing; the thread looks what else there is. */
  private static final Happening WAKE = new Happening(0, Severity.INFO, "", "", "", "");

  private final BlockingQueue<Happening> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private final EventFlood flood = new EventFlood();
  private final EventMemory memory = new EventMemory(IN_MEMORY);
  private final EventWriter writer;
  private final EventFolder folder;
  private final LongSupplier epochMillis;
  private final Thread thread;
  private volatile boolean closing;
  private long lastNumber;

  /** Hears how the history fares, for the log. */
  public interface Reports {
    /** Something is wrong with the disk; said once while it stays so. */
    void trouble(String text);

    /** It is well again. */
    void over(String text);
  }

  /**
   * @param folder of the files; made when it is missing
   */
  public RecordedEvents(Path folder, Reports reports) {
    this(new EventFolder(folder, EventFolder.Limits.DEFAULT), reports, System::currentTimeMillis);
  }

  RecordedEvents(EventFolder folder, Reports reports, LongSupplier epochMillis) {
    this.folder = folder;
    this.writer = new EventWriter(folder, memory, reports);
    this.epochMillis = epochMillis;
    this.thread = Thread.ofPlatform().name("events").daemon().start(this::run);
  }

  /**
   * Reports what happened; never waits. Of what comes with each check only some is kept a minute.
   *
   * @param kind name of a notice's kind
   * @param text one line, of which 2,000 characters are kept
   */
  public void add(
      long epochMillis,
      Severity severity,
      String kind,
      String subject,
      String server,
      String text) {
    if (!queue.offer(new Happening(epochMillis, severity, kind, subject, server, text))) {
      refused.incrementAndGet();
    }
  }

  private void run() {
    lastNumber = writer.open(epochMillis.getAsLong());
    try {
      while (!closing || !queue.isEmpty()) {
        round(queue.poll(WAKES_MILLIS, TimeUnit.MILLISECONDS));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
    writer.close();
  }

  /**
   * @param first null when nothing came
   */
  private void round(Happening first) {
    flood.summary(epochMillis.getAsLong()).ifPresent(this::keep);
    List<Happening> all = new ArrayList<>();
    if (first != null) {
      all.add(first);
    }
    queue.drainTo(all, MOST_AT_ONCE);
    all.stream().filter(each -> each != WAKE).filter(flood::keeps).forEach(this::keep);
    tellOfRefused();
    writer.write();
  }

  private void tellOfRefused() {
    long lost = refused.getAndSet(0);
    if (lost > 0) {
      keep(
          new Happening(
              epochMillis.getAsLong(),
              Severity.ERROR,
              "EVENTS_LOST",
              "",
              "",
              lost + " events came too fast to be kept"));
    }
  }

  private void keep(Happening happening) {
    Event event = happening.numbered(++lastNumber);
    memory.add(event);
    listeners.forEach(listener -> listener.accept(event));
  }

  @Override
  public List<Event> before(long number, String subject, int limit) {
    EventSelection selection = new EventSelection(number, subject, limit);
    long inMemory = memory.firstNumber();
    if (selection.takeNewestFirst(memory.newestFirst())) {
      fromDisk(() -> folder.before(Math.min(number, inMemory), selection));
    }
    return selection.events();
  }

  @Override
  public List<Event> between(long fromEpochMillis, long toEpochMillis, int limit) {
    List<Event> found = new ArrayList<>();
    long inMemory = memory.firstNumber();
    List<Event> newest = memory.newestFirst().reversed();
    fromDisk(() -> found.addAll(folder.between(fromEpochMillis, toEpochMillis, inMemory)));
    newest.stream()
        .filter(event -> event.number() >= inMemory)
        .filter(event -> event.epochMillis() >= fromEpochMillis)
        .filter(event -> event.epochMillis() <= toEpochMillis)
        .forEach(found::add);
    return List.copyOf(found.subList(Math.max(0, found.size() - limit), found.size()));
  }

  private interface Reading {
    void run() throws IOException;
  }

  /** What cannot be read is as if it were not there: the writer has told, or will. */
  private static void fromDisk(Reading reading) {
    try {
      reading.run();
    } catch (IOException | UncheckedIOException unreadable) {
      System.getLogger(RecordedEvents.class.getName())
          .log(System.Logger.Level.WARNING, "events cannot be read: {0}", unreadable.toString());
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

  /** Writes what has been reported; a disk that hangs is not waited for long. */
  @Override
  public void close() {
    closing = true;
    queue.offer(WAKE);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
