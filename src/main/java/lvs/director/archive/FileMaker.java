package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes files, sets broken ones aside, and keeps all of them below the limit: a new one takes the
 * place of what has not been written for longest.
 */
final class FileMaker {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String MAKING = "making files";
  private static final String VANISHED = "the folder";
  private static final String LIMIT = "room for new archives";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

  private final ArchiveFolder folder;
  private final RecordJournal journal;
  private final Troubles troubles;
  private final LongSupplier nanos;
  private final Set<ArchiveFile> wanted = new LinkedHashSet<>();

  /** Broken files, the oldest first, with their sizes. */
  private final Deque<Broken> broken = new ArrayDeque<>();

  private long limitBytes;
  private long bytes;
  private long notBeforeNanos;

  private record Broken(Path path, long bytes, long atEpochMillis) {}

  /**
   * @param nanos monotonic time
   */
  FileMaker(ArchiveFolder folder, RecordJournal journal, LongSupplier nanos, Troubles troubles) {
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
    return bytes;
  }

  /** Whether files are wanted, and the last failure is long enough ago. */
  boolean hasWork() {
    return !wanted.isEmpty() && nanos.getAsLong() - notBeforeNanos >= 0;
  }

  /** Adds up what is there; broken files count, since they take room. */
  void count() throws IOException {
    bytes = folder.files().stream().mapToLong(file -> file.bytes).sum();
    broken.clear();
    if (Files.isDirectory(folder.path())) {
      try (Stream<Path> all = Files.walk(folder.path(), 3)) {
        for (Iterator<Path> each = all.filter(ArchiveFolder::isBroken).iterator();
            each.hasNext(); ) {
          Path path = each.next();
          long millis = Files.getLastModifiedTime(path).toMillis();
          broken.add(new Broken(path, Files.size(path), millis));
        }
      }
      List<Broken> sorted = new ArrayList<>(broken);
      sorted.sort(Comparator.comparingLong(Broken::atEpochMillis));
      broken.clear();
      broken.addAll(sorted);
      broken.forEach(each -> bytes += each.bytes());
    }
  }

  /** The file is made when its turn comes. */
  void want(ArchiveFile file) {
    wanted.add(file);
  }

  /**
   * Announces new files in the journal; they are made by {@link #make} once it is committed.
   *
   * @param most how many
   */
  List<ArchiveFile> begin(int most) throws IOException {
    List<ArchiveFile> begun = new ArrayList<>();
    int tries = Math.min(most, wanted.size());
    for (int i = 0; i < tries; i++) {
      ArchiveFile file = wanted.iterator().next();
      wanted.remove(file);
      if (!file.live && !file.hasPending()) {
        continue;
      }
      long size = Layout.sizeBytes(file.id.subject(), file.stepSeconds);
      if (!makeRoom(size)) {
        wanted.add(file);
        rest();
        break;
      }
      bytes += size;
      file.bytes = size;
      file.declare(journal);
      journal.create(file.number, file.startEpochSeconds());
      begun.add(file);
    }
    if (wanted.isEmpty()) {
      troubles.end(LIMIT);
    }
    return begun;
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
    file.lost();
    unmade(file);
    want(file);
  }

  /** Renames a file that is no archive, so that a new one can begin. */
  void setAside(ArchiveFile file, DamagedArchive damage) {
    long size = file.bytes;
    file.lost();
    unmade(file);
    want(file);
    setAside(file.path(), size, damage);
  }

  void setAside(Path path, long size, DamagedArchive damage) {
    Path aside = ArchiveFolder.broken(path, DATE.format(Instant.now()));
    try {
      Files.move(path, aside);
      bytes += size;
      broken.add(new Broken(aside, size, System.currentTimeMillis()));
      troubles.setAside(
          "archives: "
              + path
              + " cannot be used ("
              + damage.getMessage()
              + "); it was set aside as "
              + aside.getFileName()
              + " and a new one begins");
    } catch (NoSuchFileException gone) {
      // As good.
    } catch (IOException failed) {
      troubles.begin(
          "setting broken files aside",
          "archives: " + path + " is broken and cannot be renamed: " + Words.of(failed));
    }
  }

  /** Whether a new file fits, after what is oldest has gone. */
  private boolean makeRoom(long size) throws IOException {
    while (bytes + journal.allBytes() + size > limitBytes) {
      if (!dropOldest()) {
        troubles.begin(
            LIMIT,
            "archives: "
                + (wanted.size() + 1)
                + " new ones have no room below the limit of "
                + limitBytes
                + " bytes; raise archive_limit in the director block, or lengthen archive_step");
        return false;
      }
    }
    return true;
  }

  private boolean dropOldest() throws IOException {
    ArchiveFile retired =
        folder.files().stream()
            .filter(file -> !file.live && file.made && !file.hasPending())
            .min(Comparator.comparingLong(file -> file.lastEpochSeconds))
            .orElse(null);
    if (!broken.isEmpty()
        && (retired == null || broken.peek().atEpochMillis() / 1000 <= retired.lastEpochSeconds)) {
      Broken oldest = broken.remove();
      Files.deleteIfExists(oldest.path());
      bytes -= oldest.bytes();
      return true;
    }
    if (retired == null) {
      return false;
    }
    retired.declare(journal);
    journal.forget(retired.number);
    Files.deleteIfExists(retired.path());
    bytes -= retired.bytes;
    folder.remove(retired);
    return true;
  }
}
