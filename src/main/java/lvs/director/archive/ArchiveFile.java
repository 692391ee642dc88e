package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.port.Archives.Archive;
import org.rrd4j.core.RrdDb;

/** One archive on disk. The thread that records changes it; others read it. */
final class ArchiveFile {
  final ArchiveId id;
  final Path path;
  final long stepSeconds;

  /** Whether its object is in the configuration in force. */
  volatile boolean live;

  /** Time of the newest sample, on disk or not. */
  volatile long lastEpochSeconds;

  volatile long bytes;

  ArchiveFile(ArchiveId id, Path folder, long stepSeconds, long lastEpochSeconds, long bytes) {
    this.id = id;
    this.path = id.file(folder);
    this.stepSeconds = stepSeconds;
    this.lastEpochSeconds = lastEpochSeconds;
    this.bytes = bytes;
  }

  /** What stands in the head of a file. */
  static ArchiveFile of(ArchiveId id, Path folder) throws IOException {
    byte[] content = Files.readAllBytes(id.file(folder));
    try (RrdDb db = MemoryRrd.open(content)) {
      return new ArchiveFile(
          id, folder, db.getHeader().getStep(), db.getLastUpdateTime(), content.length);
    }
  }

  Archive described() {
    return new Archive(
        id.text(),
        id.subject(),
        id.owner(),
        id.server(),
        live,
        stepSeconds,
        lastEpochSeconds,
        bytes);
  }

  /** Everything up to the last sample. */
  synchronized byte[] content() throws IOException {
    return Files.readAllBytes(path);
  }

  synchronized void replace(byte[] content) throws IOException {
    Files.write(path, content);
  }
}
