package lvs.director.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The memory of one event loop. Reads go into one shared buffer; only what the other side does not
 * take at once stays in a buffer of its own, until it is written.
 *
 * <p>Large buffers are bounded in number. When all of them hold waiting data, reads take {@link
 * #SMALL} bytes at a time, so that no more than that can be left over: a connection needs at most
 * two small buffers, and slow readers cannot stop the others.
 */
final class Buffers {
  static final int LARGE = 128 * 1024;
  static final int SMALL = 512;

  private final int largeLimit;
  private final ArrayDeque<ByteBuffer> largeFree = new ArrayDeque<>();
  private ByteBuffer shared = ByteBuffer.allocateDirect(LARGE);
  private int largeKept;
  private long smallBytes;

  /**
   * @param limitBytes memory for data that waits in large buffers, at least one buffer
   */
  Buffers(long limitBytes) {
    largeLimit = (int) Math.max(1, limitBytes / LARGE);
  }

  /** The shared buffer, empty and as large as what could be kept. */
  ByteBuffer forReading() {
    return isShort() ? shared.clear().limit(SMALL) : shared.clear();
  }

  /** True while reads are small. */
  boolean isShort() {
    return largeKept >= largeLimit;
  }

  /** The whole shared buffer, for data that is never kept. */
  ByteBuffer scratch() {
    return shared.clear();
  }

  /** Keeps what is left in the shared buffer. */
  ByteBuffer keep(ByteBuffer rest) {
    if (rest.remaining() <= SMALL) {
      smallBytes += rest.remaining();
      return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }
    largeKept++;
    shared = largeFree.isEmpty() ? ByteBuffer.allocateDirect(LARGE) : largeFree.pop();
    return rest;
  }

  /** Takes back a buffer that {@link #keep} gave. */
  void release(ByteBuffer buffer) {
    if (buffer.capacity() == LARGE) {
      largeKept--;
      largeFree.push(buffer);
    } else {
      smallBytes -= buffer.capacity();
    }
  }

  /** Bytes in buffers that hold waiting data. */
  long keptBytes() {
    return (long) largeKept * LARGE + smallBytes;
  }
}
