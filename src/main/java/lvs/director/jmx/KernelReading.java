package lvs.director.jmx;

import java.util.concurrent.TimeUnit;
import lvs.director.port.Director;
import lvs.director.port.KernelStatus;

/**
 * The kernel's status for several attributes that are read one after another: reading it opens some
 * forty files, so one reading is good for half a second.
 */
final class KernelReading {
  private static final long GOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Director director;
  private volatile Read last;

  private record Read(KernelStatus status, long untilNanos) {}

  KernelReading(Director director) {
    this.director = director;
  }

  KernelStatus status() {
    Read read = last;
    if (read == null || director.nowNanos() - read.untilNanos >= 0) {
      read = new Read(director.kernel(), director.nowNanos() + GOOD_NANOS);
      last = read;
    }
    return read.status;
  }
}
