package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Files that were renamed because nothing can be done with them; somebody may want to look. */
final class BrokenFiles {
  private static final String RENAMING = "setting broken files aside";
  private static final String DROPPING = "deleting old files";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

  private final Troubles troubles;

  /** The oldest first. */
  private final Deque<Broken> broken = new ArrayDeque<>();

  private long bytes;

  private record Broken(Path path, long bytes, long atEpochMillis) {
    static Broken of(Path path) throws IOException {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Broken(path, found.size(), found.lastModifiedTime().toMillis());
    }
  }

  BrokenFiles(Troubles troubles) {
    this.troubles = troubles;
  }

  /**
   * Remembers those of earlier runs.
   *
   * @param files of the folder, broken or not
   */
  void find(List<Path> files) throws IOException {
    for (Path each : files) {
      if (ArchiveFolder.isBroken(each)) {
        broken.add(Broken.of(each));
      }
    }
    List<Broken> sorted =
        broken.stream().sorted(Comparator.comparingLong(Broken::atEpochMillis)).toList();
    broken.clear();
    broken.addAll(sorted);
    bytes = sorted.stream().mapToLong(Broken::bytes).sum();
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return broken.isEmpty();
  }

  long oldestEpochSeconds() {
    return broken.element().atEpochMillis() / 1000;
  }

  /**
   * @return whether the place is free
   */
  boolean setAside(Path path, IOException why) {
    Path aside = ArchiveFolder.broken(path, DATE.format(Instant.now()));
    try {
      Files.move(path, aside);
      long size = Broken.of(aside).bytes();
      bytes += size;
      broken.add(new Broken(aside, size, System.currentTimeMillis()));
      troubles.setAside(
          "archives: "
              + path
              + " cannot be used ("
              + Words.of(why)
              + "); it was set aside as "
              + aside.getFileName()
              + " and a new one begins");
    } catch (NoSuchFileException gone) {
      // As good.
    } catch (IOException failed) {
      troubles.begin(
          RENAMING,
          "archives: "
              + path
              + " cannot be used and not be renamed: "
              + Words.of(failed)
              + "; make its folder writable");
      return false;
    }
    troubles.end(RENAMING);
    return true;
  }

  /** Makes room; one that cannot be deleted is not tried again. */
  void dropOldest() {
    Broken oldest = broken.remove();
    if (isDeleted(oldest.path())) {
      bytes -= oldest.bytes();
    }
  }

  /** Whether a file, broken or only old, is there no longer. */
  boolean isDeleted(Path path) {
    try {
      Files.deleteIfExists(path);
      troubles.end(DROPPING);
      return true;
    } catch (IOException stays) {
      troubles.begin(
          DROPPING,
          "archives: " + path + " is to make room and cannot be deleted: " + Words.of(stays));
      return false;
    }
  }
}
