package lvs.director.console;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds wrong passwords up, one at a time whoever gives them, so that many connections guess no
 * faster than one. Tells of them at most once a minute, with their number.
 */
final class WrongPasswords {
  private static final System.Logger LOG = System.getLogger(WrongPasswords.class.getName());
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Whoever guesses shall need years. */
  private static final long PAUSE_MILLIS = 300;

  /** Of one address; then it is no longer asked what it has to say. */
  private static final int MOST_WAITING = 3;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, Integer> waiting = new HashMap<>();
  private long untold;
  private long toldNanos = System.nanoTime() - QUIET_NANOS;

  /**
   * Whether so many wrong ones of an address wait that nothing more of it is looked at. Others may
   * come in meanwhile.
   */
  synchronized boolean areTooMany(String from) {
    return waiting.getOrDefault(from, 0) >= MOST_WAITING;
  }

  /** For who has given a wrong one: waits for its turn, and then a little. */
  void pause(String from) {
    enter(from);
    try {
      turn.lockInterruptibly();
      try {
        Thread.sleep(PAUSE_MILLIS);
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      leave(from);
    }
  }

  private synchronized void enter(String from) {
    waiting.merge(from, 1, Integer::sum);
    note(from);
  }

  private synchronized void leave(String from) {
    waiting.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
  }

  private void note(String from) {
    untold++;
    long nowNanos = System.nanoTime();
    if (nowNanos - toldNanos >= QUIET_NANOS) {
      LOG.log(
          Level.WARNING,
          "console: wrong user or password from "
              + from
              + "; so often since the last line: "
              + untold);
      toldNanos = nowNanos;
      untold = 0;
    }
  }
}
