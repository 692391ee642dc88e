package lvs.director.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.archive.JournalSegment.Type;
import lvs.director.base.ByteWriter;

/**
 * What was sampled and is not yet safe in the archives: one segment that grows and older ones that
 * are still needed. After a failure everything goes on in a new segment, since nobody knows what
 * the old one has.
 */
final class RecordJournal {
  private static final String PREFIX = "journal-";

  private final Path folder;
  private final String boot;
  private final List<Path> older = new ArrayList<>();
  private long olderBytes;
  private long sequence;
  private JournalSegment segment;

  /** Whether the segment's name survives a power cut. */
  private boolean named;

  private int sources;

  /**
   * @param boot tells this run of the machine from all others
   */
  RecordJournal(Path folder, String boot) {
    this.folder = folder;
    this.boot = boot;
  }

  String boot() {
    return boot;
  }

  /** Those of earlier runs, oldest first; they are kept until {@link #drop}. */
  List<Path> findOlder() throws IOException {
    older.clear();
    olderBytes = 0;
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(path -> numberOf(path) > 0).sorted(RecordJournal::byNumber).forEach(older::add);
    } catch (NoSuchFileException firstStart) {
      return List.of();
    }
    for (Path each : older) {
      olderBytes += Files.size(each);
      sequence = Math.max(sequence, numberOf(each));
    }
    return List.copyOf(older);
  }

  private static int byNumber(Path one, Path other) {
    return Long.compare(numberOf(one), numberOf(other));
  }

  /** Of a segment; 0 for other files. */
  static long numberOf(Path path) {
    String name = path.getFileName().toString();
    return name.matches(PREFIX + "[0-9]{1,18}") ? Long.parseLong(name.substring(8)) : 0;
  }

  /** Makes sure that there is a segment to write to. */
  void open() throws IOException {
    if (segment != null && !segment.isThere()) {
      abandon();
    }
    if (segment == null) {
      Files.createDirectories(folder);
      sequence++;
      segment = new JournalSegment(folder.resolve(PREFIX + sequence), sequence);
      sources = 0;
      named = false;
      ByteWriter begin = new ByteWriter();
      Varints.put(begin, JournalSegment.VERSION);
      begin.bytes(boot.getBytes(StandardCharsets.UTF_8));
      segment.append(Type.BEGIN, begin);
    }
  }

  /** The next frames stand in a new segment. */
  void rotate() throws IOException {
    abandon();
    open();
  }

  /** What was appended since the last commit is as if it had never been. */
  void abandon() {
    if (segment == null) {
      return;
    }
    try (JournalSegment failed = segment) {
      failed.rollBack();
    } catch (IOException worse) {
      // Its checksums tell a reader where it ends.
    }
    keepOlder(segment);
    segment = null;
  }

  private void keepOlder(JournalSegment ended) {
    try {
      if (ended.lengthBytes() == 0) {
        Files.deleteIfExists(ended.path());
        return;
      }
    } catch (IOException stays) {
      // An empty segment does no harm.
    }
    older.add(ended.path());
    olderBytes += ended.lengthBytes();
  }

  /** Of the segment that is open, or that was; grows. */
  long sequence() {
    return sequence;
  }

  long lengthBytes() {
    return segment == null ? 0 : segment.lengthBytes();
  }

  long allBytes() {
    return olderBytes + lengthBytes();
  }

  boolean hasOlder() {
    return !older.isEmpty();
  }

  /** Those that nothing refers to which is pending since an older segment than this. */
  List<Path> olderThan(long neededSequence) {
    return older.stream().filter(path -> numberOf(path) < neededSequence).toList();
  }

  /** Nobody needs them any more. */
  void drop(List<Path> segments) throws IOException {
    for (Path each : segments) {
      long bytes = Files.exists(each) ? Files.size(each) : 0;
      Files.deleteIfExists(each);
      older.remove(each);
      olderBytes = older.isEmpty() ? 0 : Math.max(0, olderBytes - bytes);
    }
    // One that came back without those after it would undo what they say.
    syncFolder(folder);
  }

  int declareSource(String name) throws IOException {
    ByteWriter what = new ByteWriter();
    Varints.put(what, sources);
    what.bytes(name.getBytes(StandardCharsets.UTF_8));
    segment.append(Type.SOURCE, what);
    return sources++;
  }

  void declareArchive(int number, long step, String id) throws IOException {
    ByteWriter what = new ByteWriter();
    Varints.put(what, number);
    Varints.put(what, step);
    what.bytes(id.getBytes(StandardCharsets.UTF_8));
    segment.append(Type.ARCHIVE, what);
  }

  void create(int number, long startEpochSeconds) throws IOException {
    ByteWriter what = new ByteWriter();
    Varints.put(what, number);
    Varints.put(what, startEpochSeconds);
    segment.append(Type.CREATE, what);
  }

  void step(StepFrame frame) throws IOException {
    segment.append(Type.STEP, frame.toBytes());
  }

  void redo(int number, byte[] changes) throws IOException {
    ByteWriter what = new ByteWriter(changes.length + 5);
    Varints.put(what, number);
    what.bytes(changes);
    segment.append(Type.REDO, what);
  }

  void forget(int number) throws IOException {
    ByteWriter what = new ByteWriter();
    Varints.put(what, number);
    segment.append(Type.FORGET, what);
  }

  /** Survives a power cut. */
  void commit() throws IOException {
    segment.commit();
    if (!named) {
      syncFolder(folder);
      named = true;
    }
  }

  /** Survives the end of this process. */
  void keep() throws IOException {
    segment.keep();
  }

  /** The names in a folder survive a power cut. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  void close() {
    if (segment != null) {
      abandon();
    }
  }
}
