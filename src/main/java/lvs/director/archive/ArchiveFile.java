package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Refusal;
import org.rrd4j.core.RrdDb;

/**
 * One archive: its file, and the samples that the file does not have yet. The thread that records
 * changes it; others read it. What both touch is guarded by the object's lock, which is held for a
 * few writes or one reading of the file.
 */
final class ArchiveFile {
  final ArchiveId id;
  private final Path folder;
  final List<Quantity> quantities;

  /** In the journal. */
  final int number;

  /** Whether its object is in the configuration in force. */
  volatile boolean live;

  /** Whether its file is there; without it nothing is sampled, only counted. */
  volatile boolean made;

  volatile long stepSeconds;

  /** Time of the newest sample, on disk or not; what is sampled next begins here. */
  volatile long lastEpochSeconds;

  volatile long bytes;

  /** Since when it waits for its turn to be written; 0 when it does not. */
  long queuedEpochSeconds;

  private final PendingSamples pending;

  /** What the journal has and the file may have in part: a write failed. */
  private Changes unwritten;

  /** Segment of the journal that names it, and the oldest one that it still needs. */
  private long declaredIn;

  private long neededSegment = Long.MAX_VALUE;

  /**
   * What must change in the file.
   *
   * @param covered so many bytes of the pending samples are in it
   */
  record Changes(byte[] bytes, int covered) {}

  ArchiveFile(ArchiveId id, Path folder, int number, long stepSeconds) {
    this.id = id;
    this.folder = folder;
    this.quantities = Quantity.of(id.subject());
    this.number = number;
    this.stepSeconds = stepSeconds;
    this.pending = new PendingSamples(quantities.size());
  }

  Path path() {
    return id.file(folder);
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

  // What readers do

  /** Everything up to the last sample. */
  byte[] content() throws IOException {
    byte[] content;
    PendingSamples samples;
    synchronized (this) {
      content = made ? Files.readAllBytes(path()) : empty();
      if (unwritten != null) {
        Redo.apply(unwritten.bytes(), content);
      }
      samples = pending.copy();
    }
    ArchiveUpdate.apply(samples, new MemoryRrd(content), id.subject());
    return content;
  }

  /** A file in which nothing is known, for the samples that wait for it. */
  private byte[] empty() throws IOException {
    return MemoryRrd.create(Layout.definition(id.subject(), stepSeconds, startEpochSeconds()));
  }

  // What the thread that records does

  void declare(RecordJournal journal) throws IOException {
    if (declaredIn != journal.sequence()) {
      journal.declareArchive(number, stepSeconds, id.text());
      declaredIn = journal.sequence();
    }
  }

  /** Oldest segment of the journal without which something would be lost. */
  long neededSegment() {
    return neededSegment;
  }

  /**
   * Takes the file that stands in its place.
   *
   * @throws DamagedArchive when it is no archive
   */
  void adopt() throws IOException {
    try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.READ)) {
      RrdHead head = RrdHead.read(channel);
      stepSeconds = head.stepSeconds();
      bytes = channel.size();
      if (!hasPending()) {
        lastEpochSeconds = head.lastEpochSeconds();
      }
      made = true;
    }
  }

  /** When a new file would begin. */
  synchronized long startEpochSeconds() {
    long[] start = {lastEpochSeconds};
    boolean[] found = {false};
    pending.forEach(
        (at, seconds, numbers) -> {
          if (!found[0]) {
            start[0] = at - seconds;
            found[0] = true;
          }
        });
    return start[0];
  }

  /**
   * @param segment of the journal that has it
   */
  synchronized void add(long epochSeconds, long seconds, long[] numbers, long segment) {
    pending.add(epochSeconds, seconds, numbers);
    lastEpochSeconds = epochSeconds;
    neededSegment = Math.min(neededSegment, segment);
  }

  boolean hasPending() {
    return !pending.isEmpty() || unwritten != null;
  }

  int pendingBytes() {
    return pending.lengthBytes();
  }

  /**
   * What must change in the file.
   *
   * @throws DamagedArchive when the file is no archive, or not this one
   */
  Changes changes(FileChannel channel) throws IOException {
    if (unwritten != null) {
      return unwritten;
    }
    FileRrd file = new FileRrd(channel);
    ArchiveUpdate.apply(pending, file, id.subject());
    return new Changes(file.changes(), pending.lengthBytes());
  }

  /** Whether {@link #changes} stand in the journal already. */
  boolean isJournaled() {
    return unwritten != null;
  }

  /**
   * Brings changes into the file, which the journal has.
   *
   * @throws IOException keeps them for another try
   */
  synchronized void write(Changes changes, FileChannel channel) throws IOException {
    unwritten = changes;
    Redo.write(changes.bytes(), channel);
    unwritten = null;
    settled(changes.covered());
  }

  private void settled(int pendingBytes) {
    pending.drop(pendingBytes);
    if (pending.isEmpty()) {
      neededSegment = Long.MAX_VALUE;
    }
  }

  /** The file is gone; a new one takes the samples that still wait. */
  synchronized void lost() {
    made = false;
    unwritten = null;
  }

  /** Nothing that it had is believed. */
  synchronized void startAnew(long startEpochSeconds) {
    unwritten = null;
    settled(pending.lengthBytes());
    lastEpochSeconds = startEpochSeconds;
  }

  /**
   * Writes another file that says something else about the past.
   *
   * @return where it is, safe from a power cut
   */
  Path rewritten(Rewriting rewriting) throws IOException, Refusal {
    MemoryRrd bytes = new MemoryRrd(content());
    try (RrdDb archive = MemoryRrd.open(bytes)) {
      rewriting.rewrite(archive);
    }
    new RrdShape(bytes).check(quantities.size());
    Path fresh = ArchiveFolder.fresh(path());
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.content());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    return fresh;
  }

  /** The file has another past from here on. */
  synchronized void replace(Path fresh) throws IOException {
    Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  // What a start finds in the journal

  /** Changes of an earlier run, which have all samples that were found so far. */
  synchronized void redone() {
    settled(pending.lengthBytes());
  }

  /** The same where they could not reach the file. */
  synchronized void keepUnwritten(byte[] changes, long segment) {
    redone();
    byte[] before = unwritten == null ? new byte[0] : unwritten.bytes();
    byte[] both = Arrays.copyOf(before, before.length + changes.length);
    System.arraycopy(changes, 0, both, before.length, changes.length);
    unwritten = new Changes(both, 0);
    neededSegment = Math.min(neededSegment, segment);
  }
}
