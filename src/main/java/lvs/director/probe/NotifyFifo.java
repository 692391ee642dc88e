package lvs.director.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A named pipe that is told of state changes, as keepalived's notify_fifo. Nobody who writes ever
 * waits: Java cannot write to a pipe without blocking, so a thread of its own does, and when
 * neither the pipe nor the queue before it has room a line is dropped and counted, as keepalived
 * drops it.
 */
public final class NotifyFifo implements AutoCloseable {
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_FIFO = 0010000;
  private static final long LAST_WAIT_MILLIS = 500;

  private final Path path;
  private final boolean created;
  private final FileChannel channel;
  private final BlockingQueue<byte[]> lines;
  private final AtomicLong refused = new AtomicLong();
  private final Thread writer;
  private volatile boolean closing;

  /**
   * Opens the pipe, which is made with mode 0644 if it does not exist and removed again at close.
   *
   * @param user whom a new pipe is given to; an existing one must be the user's or the director's
   * @param group which a new pipe is given to
   * @param capacity how many lines may wait, at least 1
   * @throws IOException when the path is something else or cannot be opened; the message says so
   */
  public NotifyFifo(Path path, Optional<String> user, Optional<String> group, int capacity)
      throws IOException {
    this.path = path;
    this.lines = new ArrayBlockingQueue<>(capacity);
    this.created = create(path, user, group);
    // Open for reading too: the call does not wait for a reader, and a reader's end is no error.
    this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.writer = Thread.ofPlatform().daemon().name("notify-fifo").start(this::writeLines);
  }

  /** A pipe of the director's own user. */
  public NotifyFifo(Path path, int capacity) throws IOException {
    this(path, Optional.empty(), Optional.empty(), capacity);
  }

  private static boolean create(Path path, Optional<String> user, Optional<String> group)
      throws IOException {
    boolean missing = !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (missing) {
      make(path);
    }
    int mode = (int) Files.getAttribute(path, "unix:mode");
    if ((mode & TYPE_MASK) != TYPE_FIFO) {
      throw new IOException(path + " exists and is not a named pipe; remove it or name another");
    }
    if (missing) {
      give(path, user, group);
    } else if (!belongsToUsOr(user, path)) {
      throw new IOException(
          path
              + " belongs to "
              + Files.getOwner(path)
              + ", who may not be trusted with it; remove it or name its owner");
    }
    return missing;
  }

  private static void give(Path path, Optional<String> user, Optional<String> group)
      throws IOException {
    UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      if (group.isPresent()) {
        view.setGroup(names.lookupPrincipalByGroupName(group.get()));
      }
      if (user.isPresent()) {
        view.setOwner(names.lookupPrincipalByName(user.get()));
      }
    } catch (UserPrincipalNotFoundException unknown) {
      Files.delete(path);
      throw new IOException(
          "there is no user " + user.orElse("") + " or no group " + group.orElse("of its own"));
    }
  }

  private static boolean belongsToUsOr(Optional<String> user, Path path) throws IOException {
    UserPrincipal owner = Files.getOwner(path);
    return owner.equals(Files.getOwner(Path.of("/proc/self")))
        || user.filter(owner.getName()::equals).isPresent();
  }

  private static void make(Path path) throws IOException {
    Process mkfifo =
        new ProcessBuilder("mkfifo", "-m", "0644", "--", path.toString())
            .redirectErrorStream(true)
            .start();
    String complaint = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (mkfifo.waitFor() != 0) {
        throw new IOException(complaint.strip());
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making " + path, hurry);
    }
  }

  /**
   * Queues a line and returns at once.
   *
   * @param line written as it is: with its line feed, and keepalived's NUL where it has one
   * @return false when there was no room and the line is lost
   */
  public boolean write(String line) {
    boolean accepted = !closing && lines.offer(line.getBytes(StandardCharsets.UTF_8));
    if (!accepted) {
      refused.incrementAndGet();
    }
    return accepted;
  }

  /** Lines that were dropped so far. */
  public long refusedCount() {
    return refused.get();
  }

  private void writeLines() {
    try {
      while (!closing || !lines.isEmpty()) {
        byte[] line = lines.poll(50, TimeUnit.MILLISECONDS);
        if (line != null) {
          channel.write(ByteBuffer.wrap(line));
        }
      }
    } catch (InterruptedException | IOException closed) {
      closing = true;
      refused.addAndGet(lines.size());
    }
  }

  /** Gives the lines that wait half a second, then closes the pipe. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      writer.join(LAST_WAIT_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    // Ends a write that waits for a reader that does not read.
    channel.close();
    if (created) {
      Files.deleteIfExists(path);
    }
  }
}
