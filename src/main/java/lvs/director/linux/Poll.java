package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for packets at descriptors, with nanoseconds, and can be woken. All but {@link #wake} is
 * for one thread.
 */
final class Poll {
  private static final int POLLIN = 1;

  /** struct pollfd: 4 bytes fd, 2 events, 2 revents. */
  private static final int ENTRY_BYTES = 8;

  private static final int REVENTS = 6;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final NativeBuffer timeout = NativeBuffer.ofBytes(16); // struct timespec
  private final NativeBuffer drained = NativeBuffer.ofBytes(Long.BYTES);
  private final NativeBuffer one = NativeBuffer.ofBytes(Long.BYTES);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final int alarm; // an eventfd; guarded by this while others may wake
  private boolean closed;
  private NativeBuffer entries;
  private int count;

  private Poll(int alarm) {
    this.alarm = alarm;
    one.bytes().putLong(0, 1);
    watch(new int[0]);
  }

  static Poll open() throws IOException {
    Libc.load();
    try {
      return new Poll(Libc.eventfd(0, SocketCalls.EFD_NONBLOCK | SocketCalls.EFD_CLOEXEC));
    } catch (LastErrorException failed) {
      throw new IOException("opening an eventfd failed: " + Errno.text(failed.getErrorCode()));
    }
  }

  /** Watches these descriptors and no others; the one that wakes stands before them. */
  void watch(int[] descriptors) {
    NativeBuffer fresh = NativeBuffer.ofBytes((descriptors.length + 1) * ENTRY_BYTES);
    fresh.bytes().putInt(0, alarm).putShort(4, (short) POLLIN);
    for (int i = 0; i < descriptors.length; i++) {
      int at = (i + 1) * ENTRY_BYTES;
      fresh.bytes().putInt(at, descriptors[i]).putShort(at + 4, (short) POLLIN);
    }
    entries = fresh;
    count = descriptors.length;
  }

  /** Until a descriptor is ready, {@link #wake} is called or the time is over. */
  void await(long timeoutNanos) {
    long nanos = Math.max(0, timeoutNanos);
    timeout.bytes().putLong(0, nanos / SECOND_NANOS).putLong(8, nanos % SECOND_NANOS);
    int ready = Libc.ppollQuietly(entries.address(), count + 1, timeout.address(), 0);
    if (ready > 0 && entries.bytes().getShort(REVENTS) != 0) {
      // In this order: who wakes in between finds woken set, and this thread is awake already.
      Libc.readQuietly(alarm, drained.address(), Long.BYTES);
      woken.set(false);
    }
  }

  /** Looks without waiting which descriptors are ready. */
  boolean ready() {
    timeout.bytes().putLong(0, 0).putLong(8, 0);
    return count > 0
        && Libc.ppollQuietly(entries.address() + ENTRY_BYTES, count, timeout.address(), 0) > 0;
  }

  /** Whether this descriptor was ready at the last look: readable, or with an error to fetch. */
  boolean isReady(int index) {
    return entries.bytes().getShort((index + 1) * ENTRY_BYTES + REVENTS) != 0;
  }

  /** Ends the wait under way, or the next one. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      synchronized (this) {
        if (!closed) {
          Libc.writeQuietly(alarm, one.address(), Long.BYTES);
        }
      }
    }
  }

  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        SocketCalls.close(alarm);
      }
    }
  }
}
