package lvs.director.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lvs.director.http.Patience;

/**
 * Server-sent events for one page (HTML, section 9.2): a bounded queue that others fill and the
 * stream's own thread writes. Who reads too slowly is dropped, and comes again by itself.
 */
final class Stream {
  private static final int MOST_WAITING = 1000;
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final Duration WRITING = Duration.ofSeconds(10);
  private static final byte[] BEGIN = bytes("retry: 2000\n\n");
  private static final byte[] HEARTBEAT = bytes(": still here\n\n");
  private static final byte[] END = new byte[0];

  private final Optional<String> service;
  private final BlockingQueue<byte[]> frames = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;
  private final Map<String, String> told = new HashMap<>();

  /**
   * @param service id of the virtual service that the page shows
   */
  Stream(Optional<String> service) {
    this.service = service;
  }

  Optional<String> service() {
    return service;
  }

  /** One event as it goes over the wire; JSON on one line. */
  static byte[] frame(String event, String json) {
    return bytes("event: " + event + "\ndata: " + json + "\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Never waits; a full queue ends the stream. */
  void offer(byte[] frame) {
    if (!frames.offer(frame)) {
      end();
    }
  }

  /**
   * The same unless the page was told so last. Called by one thread.
   *
   * @param content what counts as news
   */
  void offerNews(String event, String content, byte[] frame) {
    if (!content.equals(told.put(event, content))) {
      offer(frame);
    }
  }

  /** What waits is not sent any more. */
  void end() {
    ended = true;
    frames.clear();
    frames.offer(END);
  }

  /**
   * Writes until the stream is ended or the peer is gone.
   *
   * @param admitted whether the peer may still read: a password may have changed meanwhile
   */
  void write(OutputStream out, Patience patience, BooleanSupplier admitted)
      throws IOException, InterruptedException {
    send(out, patience, BEGIN);
    long heartbeatNanos = System.nanoTime() + HEARTBEAT_NANOS;
    while (!ended) {
      long leftNanos = heartbeatNanos - System.nanoTime();
      byte[] frame = leftNanos > 0 ? frames.poll(leftNanos, TimeUnit.NANOSECONDS) : null;
      if (frame == null) {
        if (!admitted.getAsBoolean()) {
          return;
        }
        frame = HEARTBEAT;
        heartbeatNanos = System.nanoTime() + HEARTBEAT_NANOS;
      }
      send(out, patience, frame);
    }
  }

  private static void send(OutputStream out, Patience patience, byte[] frame) throws IOException {
    patience.within(
        WRITING,
        () -> {
          out.write(frame);
          out.flush();
        });
  }
}
