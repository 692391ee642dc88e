package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import lvs.director.port.Archives.Health;
import lvs.director.port.Refusal;

/**
 * The archives on disk with their journal. One thread owns it; readers have the {@link
 * ArchiveFolder}.
 *
 * <p>A sample goes to the journal, which is forced to the disk once a step, and waits in memory for
 * its file's turn. What will change in the file then goes to the journal as well, and after that to
 * the file. A segment of the journal is dropped when every file has what it says and the disk has
 * the files.
 */
final class ArchiveStore {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String JOURNAL = "the journal";
  private static final String MEMORY = "bringing samples into files";

  /** What waits in memory at most; about twice what 37,000 real servers need. */
  private static final long MOST_PENDING_BYTES = 64L << 20;

  private static final long SEGMENT_SECONDS = 300;
  private static final long SEGMENT_BYTES = 256L << 20;

  private final ArchiveFolder folder;
  private final Troubles troubles;
  private final RecordJournal journal;
  private final FileMaker maker;
  private final FlushQueue queue = new FlushQueue();
  private final DirtyFiles dirty;
  private final FileFlush flush;
  private final SegmentRelease release;
  private long segmentEpochSeconds;
  private boolean complete;
  private volatile Numbers numbers = new Numbers(0, 0, 0, 0, 0);

  /** What {@link Health} says of the store. */
  private record Numbers(
      int archives, int live, long bytes, long samples, long lastSampleEpochSeconds) {}

  /**
   * @param boot tells this run of the machine from all others
   * @param syncs runs what waits for the disk
   * @param nanos monotonic time
   */
  ArchiveStore(
      Path path, String boot, DirtyFiles dirty, Executor syncs, LongSupplier nanos, RecordLog log) {
    this.dirty = dirty;
    folder = new ArchiveFolder(path);
    troubles = new Troubles(log);
    journal = new RecordJournal(path, boot);
    FailingFiles failing = new FailingFiles(nanos, troubles);
    maker = new FileMaker(folder, journal, failing, nanos, troubles);
    flush = new FileFlush(journal, maker, failing, dirty);
    release = new SegmentRelease(journal, dirty, syncs, troubles);
  }

  /** Of the machine; empty where it does not tell. */
  static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException unknown) {
      return "";
    }
  }

  ArchiveFolder folder() {
    return folder;
  }

  Troubles troubles() {
    return troubles;
  }

  void limit(long bytes) {
    maker.limit(bytes);
  }

  /** Finds what is there and brings it up to the journal. */
  JournalReplay start() {
    JournalReplay replay = new JournalReplay(folder, journal.boot(), troubles);
    try {
      replay.run(journal.findOlder());
      folder.scan(maker::unreadable);
      maker.count();
    } catch (IOException failed) {
      maker.unreadable(folder.path(), failed);
    }
    for (ArchiveFile file : folder.files()) {
      settle(file, journal.hasOlder());
    }
    publish(0, replay.lastStepEpochSeconds());
    folder.isReady();
    return replay;
  }

  private void settle(ArchiveFile file, boolean dirtied) {
    if (dirtied) {
      dirty.add(file.path());
    }
    if (file.hasPending()) {
      queue.add(file, Math.max(1, file.lastEpochSeconds));
    }
    if (!file.made) {
      maker.want(file);
    }
  }

  /**
   * Finds an archive, or has one made when its turn comes.
   *
   * @param startEpochSeconds where a new one begins
   */
  ArchiveFile archive(ArchiveId id, long step, long startEpochSeconds) {
    ArchiveFile found = folder.fileOf(id);
    if (found != null) {
      if (!found.made) {
        maker.want(found);
      }
      return found;
    }
    ArchiveFile file = folder.add(id, step);
    file.live = true;
    file.lastEpochSeconds = startEpochSeconds;
    maker.want(file);
    return file;
  }

  /** What is sampled at one time; nothing of it counts before {@link #commit}. */
  final class Step {
    private final long epochSeconds;
    private final boolean sampling;
    private final StepFrame frame;
    private final List<Taken> taken = new ArrayList<>();

    private record Taken(ArchiveFile file, long epochSeconds, long seconds, long[] numbers) {}

    private Step(long epochSeconds, boolean sampling) {
      this.epochSeconds = epochSeconds;
      this.sampling = sampling;
      this.frame = new StepFrame(epochSeconds);
    }

    /**
     * @param quantities one number each; are copied
     */
    void sample(ArchiveFile file, long at, long seconds, long[] quantities) throws IOException {
      declare(file);
      frame.sample(file.number, at, seconds, quantities);
      taken.add(new Taken(file, at, seconds, quantities.clone()));
    }

    void carried(ArchiveFile file, long sinceEpochSeconds, long[] counted) throws IOException {
      declare(file);
      frame.carried(file.number, sinceEpochSeconds, counted);
    }

    /** Whether more than what was counted is kept. */
    boolean isSampling() {
      return sampling;
    }

    /** What is pending for an archive is forgotten. */
    void forget(ArchiveFile file) throws IOException {
      declare(file);
      try {
        journal.forget(file.number);
      } catch (IOException failed) {
        throw fail(failed);
      }
    }

    void counters(CounterSource source) throws IOException {
      try {
        source.journal(frame, journal);
      } catch (IOException failed) {
        throw fail(failed);
      }
    }

    private void declare(ArchiveFile file) throws IOException {
      try {
        file.declare(journal);
      } catch (IOException failed) {
        throw fail(failed);
      }
    }

    private IOException fail(IOException why) {
      journalFailed(why);
      return why;
    }

    /**
     * @throws IOException when nothing of it was taken
     */
    void commit() throws IOException {
      try {
        journal.step(frame);
        if (sampling) {
          journal.commit();
        } else {
          journal.keep();
        }
      } catch (IOException failed) {
        throw fail(failed);
      }
      troubles.end(JOURNAL);
      complete |= !taken.isEmpty();
      for (Taken each : taken) {
        each.file.add(each.epochSeconds, each.seconds, each.numbers, journal.sequence());
        queue.add(each.file, epochSeconds);
      }
      publish(taken.size(), taken.isEmpty() ? 0 : epochSeconds);
    }
  }

  /**
   * Begins a step.
   *
   * @param sampling something is sampled, and shall survive a power cut; else only what was counted
   *     is kept over the end of this process
   * @throws IOException when there is no journal to write to
   */
  Step step(long epochSeconds, boolean sampling) throws IOException {
    try {
      journal.open();
      return new Step(epochSeconds, sampling);
    } catch (IOException failed) {
      journalFailed(failed);
      throw failed;
    }
  }

  /**
   * Makes files that are wanted.
   *
   * @param most how many
   */
  void make(int most) {
    if (!maker.hasWork()) {
      return;
    }
    List<ArchiveFile> begun = new ArrayList<>();
    try {
      journal.open();
      maker.begin(most, begun);
      if (!begun.isEmpty()) {
        journal.commit();
      }
    } catch (IOException failed) {
      maker.takeBack(begun);
      journalFailed(failed);
      return;
    }
    maker.make(begun);
    begun.forEach(file -> dirty.add(file.path()));
  }

  private void journalFailed(IOException why) {
    journal.abandon();
    complete = false;
    troubles.begin(
        JOURNAL,
        "archives: cannot write to "
            + folder.path()
            + ": "
            + Words.of(why)
            + "; counting goes on in memory; make room and make the folder writable");
  }

  /** Whether more samples can wait in memory. */
  boolean hasRoom() {
    long waiting = 0;
    for (ArchiveFile file : folder.files()) {
      waiting += file.pendingBytes();
    }
    if (waiting > MOST_PENDING_BYTES) {
      troubles.begin(
          MEMORY,
          "archives: the disk takes less than is sampled; counting goes on, samples become fewer");
      return false;
    }
    troubles.end(MEMORY);
    return true;
  }

  /** Writes the files whose turn it is, and drops what the journal need not keep. */
  void write(long nowEpochSeconds) {
    write(queue.poll(nowEpochSeconds), nowEpochSeconds);
    release.look(folder.files(), complete);
    if (segmentEpochSeconds == 0) {
      segmentEpochSeconds = nowEpochSeconds;
    }
    if (!journal.hasOlder() && isLong(nowEpochSeconds)) {
      rotate(nowEpochSeconds);
    }
  }

  private boolean isLong(long nowEpochSeconds) {
    return Math.abs(nowEpochSeconds - segmentEpochSeconds) >= SEGMENT_SECONDS
        || journal.lengthBytes() > SEGMENT_BYTES;
  }

  private void rotate(long nowEpochSeconds) {
    segmentEpochSeconds = nowEpochSeconds;
    complete = false;
    try {
      journal.rotate();
    } catch (IOException failed) {
      journalFailed(failed);
    }
  }

  private void write(List<ArchiveFile> files, long nowEpochSeconds) {
    List<ArchiveFile> ready = new ArrayList<>();
    for (ArchiveFile file : files) {
      if (file.made) {
        ready.add(file);
      } else {
        queue.add(file, nowEpochSeconds);
      }
    }
    if (ready.isEmpty()) {
      return;
    }
    try {
      journal.open();
      flush.run(ready).forEach(file -> queue.add(file, nowEpochSeconds));
    } catch (IOException failed) {
      journalFailed(failed);
      ready.stream()
          .filter(ArchiveFile::hasPending)
          .forEach(file -> queue.add(file, nowEpochSeconds));
    }
  }

  /** Exchanges the past of an archive. */
  void rewrite(ArchiveFile file, Rewriting rewriting) throws IOException, Refusal {
    if (!file.made) {
      throw new Refusal("the archive \"" + file.id.text() + "\" has no file yet; try again later");
    }
    bringUpToDate(file);
    Path fresh = file.rewritten(rewriting);
    try {
      new PastExchange(journal).run(file, fresh);
    } catch (IOException failed) {
      journalFailed(failed);
      throw failed;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void bringUpToDate(ArchiveFile file) throws IOException, Refusal {
    try {
      journal.open();
      if (file.hasPending()) {
        flush.run(List.of(file));
      }
    } catch (IOException failed) {
      journalFailed(failed);
      throw failed;
    }
    if (file.hasPending() || !file.made) {
      throw new Refusal("the archive cannot be written: " + troubles.last());
    }
  }

  /**
   * Renames an archive whose times cannot be true; a new one begins.
   *
   * @param startEpochSeconds where
   */
  void setAside(Step step, ArchiveFile file, long startEpochSeconds) throws IOException {
    step.forget(file);
    DamagedArchive damage =
        new DamagedArchive(
            "its newest sample is of " + Instant.ofEpochSecond(file.lastEpochSeconds));
    if (maker.setAside(file, damage)) {
      file.startAnew(startEpochSeconds);
    }
  }

  /** Brings into the files what can be brought there within a time; the journal has the rest. */
  void close(long mostMillis) {
    long end = System.nanoTime() + mostMillis * 1_000_000;
    List<ArchiveFile> waiting = queue.drain();
    for (int from = 0; from < waiting.size() && System.nanoTime() < end; from += 64) {
      write(waiting.subList(from, Math.min(waiting.size(), from + 64)), 0);
    }
    release.close();
    journal.close();
  }

  private void publish(int taken, long sampledEpochSeconds) {
    int live = 0;
    int archives = 0;
    for (ArchiveFile file : folder.files()) {
      archives++;
      live += file.live ? 1 : 0;
    }
    Numbers before = numbers;
    numbers =
        new Numbers(
            archives,
            live,
            maker.bytes() + journal.allBytes(),
            before.samples + taken,
            Math.max(sampledEpochSeconds, before.lastSampleEpochSeconds));
  }

  /**
   * @param limitBytes as configured
   * @param late seconds since a sample should have been safe
   */
  Health health(boolean recording, long limitBytes, double late) {
    Numbers now = numbers;
    long lastMillis = now.lastSampleEpochSeconds * 1000;
    return new Health(
        recording,
        folder.path().toString(),
        now.archives,
        now.live,
        now.bytes,
        limitBytes,
        now.samples,
        lastMillis,
        lastMillis,
        late,
        troubles.errors(),
        troubles.filesSetAside(),
        troubles.last());
  }
}
