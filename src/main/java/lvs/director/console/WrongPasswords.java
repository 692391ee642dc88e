package lvs.director.console;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Tells of wrong passwords, at most once a minute, with their number. */
final class WrongPasswords {
  private static final System.Logger LOG = System.getLogger(WrongPasswords.class.getName());
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private long untold;
  private long toldNanos = System.nanoTime() - QUIET_NANOS;

  synchronized void note(String from) {
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
