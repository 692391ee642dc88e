package lvs.director.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/**
 * The folder that makes one instance: {@code director.pid}, locked as long as the director lives,
 * so that a file left by a crash or a power cut is never mistaken for a running director.
 */
final class RunDirectory implements AutoCloseable {
  private final Path pidFile;
  private final FileChannel channel;

  private RunDirectory(Path pidFile, FileChannel channel) {
    this.pidFile = pidFile;
    this.channel = channel;
  }

  /**
   * @throws IOException with a message for the operator: another director runs, or the folder
   *     cannot be written
   */
  static RunDirectory take(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      requireOurs(folder);
      Path pidFile = folder.resolve("director.pid");
      FileChannel channel =
          FileChannel.open(
              pidFile,
              LinkOption.NOFOLLOW_LINKS,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        String owner = Files.readString(pidFile).strip();
        channel.close();
        throw new IOException(
            "a director with process id "
                + owner
                + " already runs in "
                + folder
                + "; stop it with 'lvs-director stop --run-dir "
                + folder
                + "', or choose another --run-dir");
      }
      requirePresent(pidFile, channel);
      channel.truncate(0);
      return new RunDirectory(pidFile, channel);
    } catch (AccessDeniedException denied) {
      throw new IOException(
          "cannot write "
              + denied.getFile()
              + ": permission denied; start as root or choose a --run-dir of your own",
          denied);
    }
  }

  /** A folder that somebody else made in a shared place could lead our files anywhere. */
  private static void requireOurs(Path folder) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
    if (!owner.equals(self) && !owner.getName().equals("root")) {
      throw new IOException(
          folder
              + " belongs to "
              + owner.getName()
              + ", not to "
              + self.getName()
              + "; choose another --run-dir");
    }
  }

  /** Who locked the file of a director just before its end holds one that nobody finds. */
  private static void requirePresent(Path pidFile, FileChannel channel) throws IOException {
    if (!Files.exists(pidFile)) {
      channel.close();
      throw new IOException(
          "a director is just ending in " + pidFile.getParent() + "; start again in a moment");
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  /** Names this process, once it answers: commands look here for whom to speak to. */
  void publish() throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }
}
