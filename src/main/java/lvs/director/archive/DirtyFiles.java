package lvs.director.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that were written since they were last made safe from a power cut: one by one while they
 * are few, all of the file system at once when they are many.
 */
final class DirtyFiles {
  /** About what one call for the whole file system costs. */
  static final int FEW = 256;

  private final Path folder;
  private final int few;
  private final Optional<DiskSync> sync;
  private final Set<Path> files = new LinkedHashSet<>();
  private boolean many;

  /**
   * @param few up to so many files are made safe one by one
   */
  DirtyFiles(Path folder, Optional<DiskSync> sync, int few) {
    this.folder = folder;
    this.few = few;
    this.sync = sync;
  }

  void add(Path file) {
    if (sync.isPresent() && files.size() >= few) {
      many = true;
    } else {
      files.add(file);
      files.add(file.getParent());
    }
  }

  /** What makes those safe that are dirty now; may run on another thread. */
  Barrier barrier() {
    Barrier barrier = new Barrier(many, Set.copyOf(files));
    files.clear();
    many = false;
    return barrier;
  }

  /** They are dirty again: it failed. */
  void failed(Barrier barrier) {
    many |= barrier.all;
    files.addAll(barrier.files);
  }

  final class Barrier {
    private final boolean all;
    private final Set<Path> files;

    private Barrier(boolean all, Set<Path> files) {
      this.all = all;
      this.files = files;
    }

    /** Returns when the disk has it. */
    void run() throws IOException {
      if (all) {
        sync.orElseThrow().sync(folder);
      } else {
        for (Path each : files) {
          force(each);
        }
      }
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException gone) {
      // Nothing to keep.
    }
  }
}
