package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.time.Duration;

/**
 * A thread's wait for one descriptor that another thread can end: ppoll(2) over the descriptor and
 * an eventfd.
 */
final class Waiting implements AutoCloseable {
  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;

  /** struct pollfd: int fd, short events, short revents. */
  private static final int POLLFD_BYTES = 8;

  private static final short POLLIN = 1;
  private static final int EINTR = 4;
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final int wakeUp = Libc.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  private final Memory descriptors = new Memory(2 * POLLFD_BYTES);
  private final Memory timespec = new Memory(16);
  private boolean closed;

  /**
   * @param descriptor negative for none
   * @throws LastErrorException when the descriptor is none
   */
  void until(int descriptor, Duration limit) {
    prepare(0, wakeUp);
    prepare(1, descriptor);
    timespec.setLong(0, limit.toSeconds());
    timespec.setLong(8, limit.toNanosPart());
    try {
      Libc.ppoll(descriptors, new NativeLong(2), timespec, null);
    } catch (LastErrorException failed) {
      if (failed.getErrorCode() != EINTR) {
        throw failed;
      }
    }
    if (descriptors.getShort(6) != 0) {
      Libc.read(wakeUp, new byte[8], new NativeLong(8));
    }
  }

  private void prepare(int index, int descriptor) {
    descriptors.setInt(index * (long) POLLFD_BYTES, descriptor);
    descriptors.setShort(index * (long) POLLFD_BYTES + 4, POLLIN);
    descriptors.setShort(index * (long) POLLFD_BYTES + 6, (short) 0);
  }

  /** Ends the wait of now, or the next one. */
  synchronized void wake() {
    if (!closed) {
      Libc.write(wakeUp, ONE, new NativeLong(ONE.length));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(wakeUp);
    }
  }
}
