package lvs.director.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of one event loop. Reads go into one shared buffer; only what the other side does not
 * take at once stays in a buffer of its own, until it is written.
 *
 * <p>The number of such buffers is bounded. While large ones are left a read takes up to {@link
 * #LARGE} bytes; then up to {@link #SMALL}; when both are used up, readers wait until a buffer
 * comes back.
 */
final class Buffers {
  static final int LARGE = 128 * 1024;
  static final int SMALL = 2 * 1024;

  private final int largeLimit;
  private final int smallLimit;
  private final ArrayDeque<ByteBuffer> largeFree = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> smallFree = new ArrayDeque<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private ByteBuffer shared = ByteBuffer.allocateDirect(LARGE);
  private int largeKept;
  private int smallKept;

  /**
   * @param limitBytes memory for data that waits, at least one large buffer
   */
  Buffers(long limitBytes) {
    largeLimit = (int) Math.max(1, limitBytes / 2 / LARGE);
    smallLimit = (int) Math.max(1, limitBytes / 2 / SMALL);
  }

  /** The shared buffer, empty and as large as what could be kept; null when nothing could be. */
  ByteBuffer forReading() {
    if (largeKept < largeLimit) {
      return shared.clear();
    }
    return smallKept < smallLimit ? shared.clear().limit(SMALL) : null;
  }

  /** The whole shared buffer, for data that is never kept. */
  ByteBuffer scratch() {
    return shared.clear();
  }

  /** Keeps what is left in the shared buffer. */
  ByteBuffer keep(ByteBuffer rest) {
    if (rest.remaining() <= SMALL && smallKept < smallLimit) {
      smallKept++;
      ByteBuffer small = smallFree.isEmpty() ? ByteBuffer.allocateDirect(SMALL) : smallFree.pop();
      return small.clear().put(rest).flip();
    }
    largeKept++;
    shared = largeFree.isEmpty() ? ByteBuffer.allocateDirect(LARGE) : largeFree.pop();
    return rest;
  }

  /** Takes back a buffer that {@link #keep} gave. */
  void release(ByteBuffer buffer) {
    if (buffer.capacity() == SMALL) {
      smallKept--;
      smallFree.push(buffer);
    } else {
      largeKept--;
      largeFree.push(buffer);
    }
    if (!waiting.isEmpty()) {
      List<Runnable> readers = List.copyOf(waiting);
      waiting.clear();
      readers.forEach(Runnable::run);
    }
  }

  /** Calls once, when a buffer has come back. */
  void awaitRelease(Runnable reader) {
    waiting.add(reader);
  }

  /** Bytes in buffers that hold waiting data. */
  long keptBytes() {
    return (long) largeKept * LARGE + (long) smallKept * SMALL;
  }
}
