package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.ByteReader;

/** One inotify(7) instance that watches directories; belongs to one thread. */
final class Inotify implements AutoCloseable {
  private static final int IN_NONBLOCK = 0x800;
  private static final int IN_CLOEXEC = 0x80000;
  private static final int IN_CLOSE_WRITE = 0x8;
  private static final int IN_MOVED_FROM = 0x40;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_CREATE = 0x100;
  private static final int IN_DELETE = 0x200;
  private static final int IN_DELETE_SELF = 0x400;
  private static final int IN_MOVE_SELF = 0x800;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_ONLYDIR = 0x01000000;

  /** Whole events only: a file that was just truncated has not changed yet. */
  private static final int MASK =
      IN_CLOSE_WRITE
          | IN_MOVED_FROM
          | IN_MOVED_TO
          | IN_CREATE
          | IN_DELETE
          | IN_DELETE_SELF
          | IN_MOVE_SELF
          | IN_ONLYDIR;

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int EAGAIN = 11;
  private static final int HEAD_BYTES = 16;
  private static final int COOKIE_BYTES = 4;

  private final int descriptor;

  /**
   * @param watch descriptor of the directory; negative when events were lost
   * @param name of what changed in it; empty for the directory itself
   */
  record Event(int watch, String name) {
    boolean isLoss() {
      return watch < 0;
    }
  }

  /**
   * @throws LastErrorException when the user has too many instances (EMFILE)
   */
  Inotify() {
    this.descriptor = Libc.inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  }

  int descriptor() {
    return descriptor;
  }

  /** Watches a directory, again if need be; empty when that is not possible. */
  Optional<Integer> watch(Path directory) {
    try {
      byte[] path = Native.toByteArray(directory.toString(), StandardCharsets.UTF_8);
      return Optional.of(Libc.inotify_add_watch(descriptor, path, MASK));
    } catch (LastErrorException gone) {
      return Optional.empty();
    }
  }

  void forget(int watch) {
    try {
      Libc.inotify_rm_watch(descriptor, watch);
    } catch (LastErrorException gone) {
      // The directory was removed, and the watch with it.
    }
  }

  /** All that happened; does not wait. */
  List<Event> read() {
    List<Event> events = new ArrayList<>();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      while (true) {
        int length = Libc.read(descriptor, buffer, new NativeLong(buffer.length)).intValue();
        decode(buffer, length, events);
      }
    } catch (LastErrorException empty) {
      if (empty.getErrorCode() != EAGAIN) {
        throw empty;
      }
    }
    return events;
  }

  /** struct inotify_event: int wd, u32 mask, u32 cookie, u32 len, char name[len]. */
  private static void decode(byte[] buffer, int length, List<Event> to) {
    ByteReader reader = new ByteReader(buffer, 0, length);
    while (reader.remaining() >= HEAD_BYTES) {
      int watch = (int) reader.u32ne();
      boolean lost = (reader.u32ne() & IN_Q_OVERFLOW) != 0;
      int nameBytes = (int) reader.skip(COOKIE_BYTES).u32ne();
      String padded = new String(reader.bytes(nameBytes), StandardCharsets.UTF_8);
      int end = padded.indexOf('\0');
      to.add(new Event(lost ? -1 : watch, end < 0 ? padded : padded.substring(0, end)));
    }
  }

  @Override
  public void close() {
    Libc.close(descriptor);
  }
}
