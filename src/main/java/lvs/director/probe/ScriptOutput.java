package lvs.director.probe;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The temporary file a program writes to. Without one, output is lost and the program runs. */
final class ScriptOutput implements AutoCloseable {
  private static final int TAIL_BYTES = 4096;
  private static final long LARGEST_BYTES = 256 * 1024;

  private final Path file;

  ScriptOutput(Path directory) {
    file = create(directory);
  }

  private static Path create(Path directory) {
    try {
      return Files.createTempFile(directory, "script-", ".out");
    } catch (IOException diskFull) {
      return null;
    }
  }

  Redirect target() {
    return file == null ? Redirect.DISCARD : Redirect.appendTo(file.toFile());
  }

  /** Forgets what a talkative program has written so far. */
  void keepSmall() {
    try {
      if (file != null && Files.size(file) > LARGEST_BYTES) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    } catch (IOException gone) {
      // Nothing is kept then, which is small.
    }
  }

  String tail() {
    if (file == null) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      channel.read(bytes, Math.max(0, channel.size() - TAIL_BYTES));
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stuck) {
      // A leftover temporary file is no reason to fail a check.
    }
  }
}
