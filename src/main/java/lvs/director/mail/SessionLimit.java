package lvs.director.mail;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a session with a relay, whatever the relay does: a peer that answers a byte a second
 * outlives every timeout of a read, and writes have none. When time is over the sockets are closed,
 * which ends whatever waits for them.
 */
final class SessionLimit implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int STEPS = 4;

  private final Duration step;
  private final Duration verdict;
  private final List<Socket> sockets = new ArrayList<>();
  private Duration answer;
  private Duration whole;
  private long endNanos;
  private long lastEndNanos;
  private boolean capped;
  private boolean awaitsVerdict;
  private long writingSinceNanos;
  private boolean writing;
  private boolean closed;
  private String over = "";

  /**
   * @param step for each answer; the session has four times as long for each mail
   * @param verdict for the answer to a whole mail, if that is longer
   */
  SessionLimit(Duration step, Duration verdict) {
    this.step = step;
    this.verdict = verdict;
    allow(step, step.multipliedBy(STEPS));
  }

  private void allow(Duration nextAnswer, Duration nextMail) {
    answer = nextAnswer;
    whole = nextMail;
    endNanos = System.nanoTime() + whole.toNanos();
    if (capped && lastEndNanos - endNanos < 0) {
      endNanos = lastEndNanos;
    }
  }

  /** For each connection, read and write. */
  Duration step() {
    return step;
  }

  /** For the answer that is waited for now. */
  synchronized Duration answer() {
    return answer;
  }

  /** Begins to watch. */
  SessionLimit start() {
    Thread.ofVirtual().name("mail-limit").start(this::watch);
    return this;
  }

  private void watch() {
    while (look(System.nanoTime())) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private synchronized boolean look(long nowNanos) {
    if (!closed && over.isEmpty()) {
      if (writing && nowNanos - writingSinceNanos > step.toNanos()) {
        end("took nothing for " + step.toSeconds() + " s");
      } else if (nowNanos - endNanos > 0) {
        end("was too slow: no mail was taken within " + whole.toSeconds() + " s");
      }
    }
    return !closed && over.isEmpty();
  }

  private void end(String why) {
    over = why;
    sockets.forEach(SessionLimit::close);
  }

  /** Ends the session that soon at the latest, since the director stops. */
  synchronized void cap(Duration rest) {
    capped = true;
    lastEndNanos = System.nanoTime() + rest.toNanos();
    if (lastEndNanos - endNanos < 0) {
      endNanos = lastEndNanos;
    }
  }

  /**
   * The relay has a whole mail, and may have taken it long before it says so: who does not wait for
   * that sends it twice (RFC 5321, 4.5.3.2.6).
   */
  synchronized void awaitVerdict() {
    awaitsVerdict = true;
    allow(longer(step, verdict), longer(step.multipliedBy(STEPS), verdict));
    setTimeouts();
  }

  /** What the relay makes of a mail is not known. */
  synchronized boolean awaitsVerdict() {
    return awaitsVerdict;
  }

  /** The relay has judged a mail and may have as long for the next one. */
  synchronized void renew() {
    awaitsVerdict = false;
    allow(step, step.multipliedBy(STEPS));
    setTimeouts();
  }

  private void setTimeouts() {
    for (Socket each : sockets) {
      try {
        each.setSoTimeout(Math.toIntExact(answer.toMillis()));
      } catch (SocketException closed) {
        // Whoever reads from it next is told.
      }
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  synchronized void add(Socket socket) throws IOException {
    if (!over.isEmpty()) {
      close(socket);
      throw new IOException(over);
    }
    sockets.add(socket);
  }

  synchronized void writing(boolean now) {
    writing = now;
    writingSinceNanos = System.nanoTime();
  }

  /** Why it ended the session; empty when it has not. */
  synchronized String over() {
    return over;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is gone, which is what was wanted.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    sockets.forEach(SessionLimit::close);
  }
}
