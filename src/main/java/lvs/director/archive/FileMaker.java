package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes files, sets broken ones aside, and keeps all of them below the limit: a new one takes the
 * place of what has not been written for longest.
 */
final class FileMaker {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String MAKING = "making files";
  private static final String READING = "reading files";
  private static final String VANISHED = "the folder";
  private static final String LIMIT = "room for new archives";

  private final ArchiveFolder folder;
  private final RecordJournal journal;
  private final Troubles troubles;
  private final LongSupplier nanos;
  private final Set<ArchiveFile> wanted = new LinkedHashSet<>();
  private final FailingFiles failing;
  private final BrokenFiles broken;

  private long limitBytes;
  private long bytes;
  private long notBeforeNanos;

  /**
   * @param nanos monotonic time
   */
  FileMaker(
      ArchiveFolder folder,
      RecordJournal journal,
      FailingFiles failing,
      LongSupplier nanos,
      Troubles troubles) {
    this.failing = failing;
    this.broken = new BrokenFiles(troubles);
    this.nanos = nanos;
    this.notBeforeNanos = nanos.getAsLong();
    this.folder = folder;
    this.journal = journal;
    this.troubles = troubles;
  }

  void limit(long most) {
    limitBytes = most;
  }

  /** Of all files; without the journal. */
  long bytes() {
    return bytes + broken.bytes();
  }

  /** Whether files are wanted, and the last failure is long enough ago. */
  boolean hasWork() {
    return !wanted.isEmpty() && nanos.getAsLong() - notBeforeNanos >= 0;
  }

  /** Adds up what is there; broken files count, since they take room. */
  void count() throws IOException {
    bytes = folder.files().stream().mapToLong(file -> file.bytes).sum();
    broken.find(new ArchiveTree((_, _) -> {}).files(folder.path()));
  }

  /** The file is made when its turn comes. */
  void want(ArchiveFile file) {
    wanted.add(file);
  }

  /**
   * Announces new files in the journal; they are made by {@link #make} once it is committed.
   *
   * @param most how many
   * @param begun gets them, also where this fails
   */
  void begin(int most, List<ArchiveFile> begun) throws IOException {
    boolean useful = false;
    for (int tries = Math.min(most, wanted.size()); tries > 0; tries--) {
      ArchiveFile file = wanted.iterator().next();
      if (!file.live && !file.hasPending()) {
        failing.over(file);
        wanted.remove(file);
        useful = true;
      } else if (!Files.notExists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
        wanted.remove(file);
        useful |= isAdopted(file);
      } else if (makeRoom(Layout.sizeBytes(file.id.subject(), file.stepSeconds))) {
        file.declare(journal);
        journal.create(file.number, file.startEpochSeconds());
        wanted.remove(file);
        file.bytes = Layout.sizeBytes(file.id.subject(), file.stepSeconds);
        bytes += file.bytes;
        begun.add(file);
        useful = true;
      } else {
        wanted.remove(file);
        wanted.add(file);
        break;
      }
    }
    if (!useful) {
      rest();
    }
    if (wanted.isEmpty()) {
      troubles.end(LIMIT);
    }
  }

  /** Somebody put it back, or it could not be read before: what it says is kept. */
  private boolean isAdopted(ArchiveFile file) {
    try {
      file.adopt();
      bytes += file.bytes;
      failing.over(file);
      troubles.end(READING);
      troubles.end(MAKING);
      return true;
    } catch (IOException failed) {
      want(file);
      return isGivenUp(file, failed);
    }
  }

  /**
   * A file could not be read or written.
   *
   * @return whether a new one takes its place
   */
  boolean isGivenUp(ArchiveFile file, IOException why) {
    boolean hopeless = why instanceof DamagedArchive || failing.failed(file, why);
    return hopeless && setAside(file, why);
  }

  private void rest() {
    notBeforeNanos = nanos.getAsLong() + RETRY_NANOS;
  }

  /** The journal could not be committed: nothing has begun. */
  void takeBack(List<ArchiveFile> begun) {
    for (ArchiveFile file : begun) {
      unmade(file);
      wanted.add(file);
    }
  }

  private void unmade(ArchiveFile file) {
    bytes -= file.bytes;
    file.bytes = 0;
    file.made = false;
  }

  /** Makes the files that were announced. */
  void make(List<ArchiveFile> begun) {
    for (ArchiveFile file : begun) {
      try {
        make(file);
        file.made = true;
        troubles.end(MAKING);
        troubles.end(VANISHED);
      } catch (IOException failed) {
        unmade(file);
        wanted.add(file);
        rest();
        troubles.begin(
            MAKING,
            "archives: cannot make "
                + file.path()
                + ": "
                + Words.of(failed)
                + "; make the folder writable and leave room, or set 'archive off'");
      }
    }
  }

  private static void make(ArchiveFile file) throws IOException {
    Files.createDirectories(file.path().getParent());
    byte[] content =
        MemoryRrd.create(
            Layout.definition(file.id.subject(), file.stepSeconds, file.startEpochSeconds()));
    try (FileChannel channel =
        FileChannel.open(file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(content, channel);
    } catch (FileAlreadyExistsException theirs) {
      // Somebody put it back; whether it is an archive shows when it is written.
    } catch (IOException failed) {
      Files.deleteIfExists(file.path());
      throw failed;
    }
  }

  private static void write(byte[] content, FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** The file has gone; what its archive still has goes into a new one. */
  void vanished(ArchiveFile file) {
    troubles.begin(
        VANISHED, "archives: " + file.path() + " has vanished, and perhaps others; new ones begin");
    failing.over(file);
    file.lost();
    unmade(file);
    want(file);
  }

  /**
   * Renames a file that is of no use, so that a new one can begin.
   *
   * @return whether it could be renamed
   */
  boolean setAside(ArchiveFile file, IOException why) {
    if (!broken.setAside(file.path(), why)) {
      return false;
    }
    failing.over(file);
    file.lost();
    unmade(file);
    want(file);
    return true;
  }

  /** What a start finds and cannot read; all else is recorded. */
  void unreadable(Path path, IOException why) {
    if (!(why instanceof DamagedArchive)) {
      troubles.begin(
          READING,
          "archives: cannot read "
              + path
              + ": "
              + Words.of(why)
              + "; give it the owner and the mode of the others, and restart where it is not"
              + " recorded again within a minute");
    } else if (broken.setAside(path, why)) {
      folder.files().stream().filter(file -> file.path().equals(path)).forEach(ArchiveFile::lost);
    }
  }

  /** Whether a new file fits, after what is oldest has gone. */
  private boolean makeRoom(long size) throws IOException {
    Set<ArchiveFile> staying = new HashSet<>();
    while (bytes() + journal.allBytes() + size > limitBytes) {
      if (!dropOldest(staying)) {
        troubles.begin(
            LIMIT,
            "archives: "
                + wanted.size()
                + " new ones have no room below the limit of "
                + limitBytes
                + " bytes; raise archive_limit in the director block, or lengthen archive_step");
        return false;
      }
    }
    return true;
  }

  /**
   * @param staying gets an archive that cannot be deleted
   * @return whether there was something to drop
   */
  private boolean dropOldest(Set<ArchiveFile> staying) throws IOException {
    ArchiveFile retired =
        folder.files().stream()
            .filter(file -> !file.live && file.made && !file.hasPending())
            .filter(file -> !staying.contains(file))
            .min(Comparator.comparingLong(file -> file.lastEpochSeconds))
            .orElse(null);
    if (!broken.isEmpty()
        && (retired == null || broken.oldestEpochSeconds() <= retired.lastEpochSeconds)) {
      broken.dropOldest();
      return true;
    }
    if (retired == null) {
      return false;
    }
    if (broken.isDeleted(retired.path())) {
      bytes -= retired.bytes;
      folder.remove(retired);
      retired.declare(journal);
      journal.forget(retired.number);
    } else {
      staying.add(retired);
    }
    return true;
  }
}
