package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Path;

/** Waits until a file system has everything on its disk; {@code syncfs(2)}. */
public final class FileSystemSync {
  /** The value of most processors; where it differs the file is only inherited by children. */
  private static final int CLOSE_ON_EXEC = 0x80000;

  private FileSystemSync() {}

  /**
   * @param folder on the file system that is meant
   * @throws IOException with the errno; also when an earlier write could not be done (Linux 5.8)
   */
  public static void sync(Path folder) throws IOException {
    Libc.load();
    try {
      int fd = Libc.open(folder.toString(), CLOSE_ON_EXEC);
      try {
        Libc.syncfs(fd);
      } finally {
        Libc.close(fd);
      }
    } catch (LastErrorException failed) {
      throw new IOException(
          "the disk of "
              + folder
              + " does not take what was written: errno "
              + failed.getErrorCode(),
          failed);
    }
  }
}
