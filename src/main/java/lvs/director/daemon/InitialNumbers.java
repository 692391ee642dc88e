package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lvs.director.model.Configuration;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackFile.InitialContent;

/**
 * init_file: tracked files that are missing are made with their first number, at start and at
 * reloads; with {@code overwrite} those that are there get it too, at start only. Links are not
 * followed: the director often runs as root.
 */
final class InitialNumbers {
  private final EventLog log;
  private boolean started;

  InitialNumbers(EventLog log) {
    this.log = log;
  }

  /** Before anybody reads the files of this configuration. */
  synchronized void write(Configuration configuration) {
    for (TrackFile file : configuration.vrrp().trackFiles()) {
      file.initial().ifPresent(initial -> write(file, initial));
    }
    started = true;
  }

  private void write(TrackFile file, InitialContent initial) {
    Path path = Path.of(file.path());
    try {
      if (!Files.exists(path)) {
        Files.writeString(path, initial.value() + "\n", StandardOpenOption.CREATE_NEW);
      } else if (initial.overwrite() && !started) {
        overwrite(path, initial.value());
      }
    } catch (FileAlreadyExistsException meanwhile) {
      log.warning("track_file " + file.name() + ": " + path + " is a link that leads nowhere");
    } catch (IOException refused) {
      log.error(
          "track_file %s: %s cannot be given its first number %d: %s"
              .formatted(file.name(), path, initial.value(), refused.getMessage()));
    }
  }

  private static void overwrite(Path path, int value) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no ordinary file");
    }
    Files.writeString(
        path,
        value + "\n",
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }
}
