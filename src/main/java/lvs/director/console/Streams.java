package lvs.director.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lvs.director.base.Json;
import lvs.director.http.Patience;
import lvs.director.port.Event;
import lvs.director.port.EventHistory;

/**
 * The pages that listen. While there are any, one thread looks each two seconds, and soon after
 * each event, whether what they show has changed, and puts it into their queues.
 */
final class Streams implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Streams.class.getName());
  private static final int MOST_STREAMS = 64;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A burst of events is looked at together. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long STOPPING_MILLIS = 300;
  private static final Duration HEADERS = Duration.ofSeconds(10);

  private final News news;
  private final EventHistory events;
  private final Patience patience;
  private final Set<Stream> open = new HashSet<>();
  private final Consumer<Event> listener = this::happened;
  private Thread ticker;
  private boolean closed;
  private long lookedNanos;
  private long dueNanos;

  Streams(News news, EventHistory events, Patience patience) {
    this.news = news;
    this.events = events;
    this.patience = patience;
  }

  /**
   * Serves one page until it goes away.
   *
   * @param service id of the virtual service that it shows
   * @param admitted whether who listens may still read
   * @throws Rejection when too many listen already
   */
  void serve(HttpExchange exchange, Optional<String> service, BooleanSupplier admitted)
      throws Rejection, IOException {
    Stream stream = new Stream(service);
    enter(stream);
    try {
      Reply.headers(exchange);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      patience.within(HEADERS, () -> exchange.sendResponseHeaders(200, 0));
      stream.write(exchange.getResponseBody(), patience, admitted);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      leave(stream);
    }
  }

  private synchronized void enter(Stream stream) throws Rejection {
    if (closed || open.size() >= MOST_STREAMS) {
      throw new Rejection(
          503, MOST_STREAMS + " pages listen already, and no more may; close some of them");
    }
    open.add(stream);
    dueNanos = System.nanoTime();
    if (ticker == null) {
      events.listen(listener);
      ticker = Thread.ofPlatform().daemon().name("console-ticker").start(this::tick);
    }
    notifyAll();
  }

  private synchronized void leave(Stream stream) {
    open.remove(stream);
    notifyAll();
  }

  /** How many listen. */
  synchronized int count() {
    return open.size();
  }

  /** On the thread of the history, which must not wait. */
  private void happened(Event event) {
    news.happened(event);
    byte[] frame = Stream.frame("happened", Json.compact(EventRows.row(event)));
    synchronized (this) {
      open.forEach(stream -> stream.offer(frame));
      long soon = Math.max(System.nanoTime(), lookedNanos + BURST_NANOS);
      dueNanos = Math.min(dueNanos, soon);
      notifyAll();
    }
  }

  private void tick() {
    try {
      for (List<Stream> pages = next(); !pages.isEmpty(); pages = next()) {
        tell(pages);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next look; empty when nobody listens any more, and then the ticker ends. */
  private synchronized List<Stream> next() throws InterruptedException {
    for (long left = left(); left > 0 && !open.isEmpty(); left = left()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    lookedNanos = System.nanoTime();
    dueNanos = lookedNanos + TICK_NANOS;
    if (open.isEmpty()) {
      events.forget(listener);
      ticker = null;
    }
    return List.copyOf(open);
  }

  private long left() {
    return dueNanos - System.nanoTime();
  }

  /** A defect costs one look, not the pages. */
  private void tell(List<Stream> pages) {
    try {
      news.tell(pages);
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "the console could not look at the director", defect);
    }
  }

  /** Ends every stream, and gives them a moment to say so. */
  @Override
  public synchronized void close() {
    closed = true;
    open.forEach(Stream::end);
    long end = System.currentTimeMillis() + STOPPING_MILLIS;
    try {
      for (long left = STOPPING_MILLIS;
          left > 0 && !open.isEmpty();
          left = end - System.currentTimeMillis()) {
        wait(left);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    open.clear();
    events.forget(listener);
    notifyAll();
  }
}
