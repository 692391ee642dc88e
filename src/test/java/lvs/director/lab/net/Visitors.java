package lvs.director.lab.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** People who open one page after another at a steady pace, and count what they get. */
public final class Visitors implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress target;
  private final long paceNanos;
  private final Thread thread;
  private volatile boolean ends;
  private volatile Seen seen = new Seen(0, 0, 0);

  /**
   * @param connected connections that the other side accepted
   * @param answered of them those that brought a whole answer
   * @param bytes of the answers
   */
  public record Seen(long connected, long answered, long bytes) {}

  /**
   * @param pace from the beginning of one visit to that of the next
   */
  public Visitors(Host client, String address, int port, Duration pace) {
    this.target = new InetSocketAddress(address, port);
    this.paceNanos = pace.toNanos();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("visitors")
            .start(() -> Inside.call(client.namespace(), this::visit));
  }

  private Void visit() {
    long next = System.nanoTime();
    while (!ends) {
      LockSupport.parkNanos(next - System.nanoTime());
      next = Math.max(next + paceNanos, System.nanoTime() - paceNanos);
      visitOnce();
    }
    return null;
  }

  private void visitOnce() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(target, PATIENCE_MILLIS);
      seen = new Seen(seen.connected() + 1, seen.answered(), seen.bytes());
      socket.getOutputStream().write(REQUEST);
      int length = socket.getInputStream().readAllBytes().length;
      seen =
          new Seen(seen.connected(), seen.answered() + (length > 0 ? 1 : 0), seen.bytes() + length);
    } catch (IOException notServed) {
      // counted by its absence
    }
  }

  public Seen seen() {
    return seen;
  }

  /** Lets the visit under way end. */
  @Override
  public void close() {
    ends = true;
    try {
      thread.join(TimeUnit.MILLISECONDS.toMillis(5L * PATIENCE_MILLIS));
    } catch (InterruptedException interrupted) {
      throw Command.interrupted(interrupted);
    }
  }
}
