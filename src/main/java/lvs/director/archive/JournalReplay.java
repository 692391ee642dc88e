package lvs.director.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lvs.director.archive.JournalSegment.Type;
import lvs.director.base.ByteReader;

/**
 * Brings back what the journal has and the files may lack. It is read twice: first to learn where
 * the present file of each archive begins, since changes of a file before it must not reach it.
 * Doing all of it again does no harm.
 */
final class JournalReplay {
  /** A position is the number of a segment and, in so many bits, that of a frame in it. */
  private static final int FRAME_BITS = 32;

  private final ArchiveFolder folder;
  private final Troubles troubles;
  private final String boot;
  private final Map<Integer, ArchiveFile> archives = new HashMap<>();
  private final Map<Integer, Long> births = new HashMap<>();
  private final Map<Integer, String> sourceNames = new HashMap<>();
  private final Map<Integer, long[]> sourceCounters = new HashMap<>();
  private final Map<String, long[]> counters = new HashMap<>();
  private final Map<ArchiveFile, Carried> carried = new HashMap<>();
  private long position;
  private long segment;
  private boolean sameBoot;
  private long lastStepEpochSeconds;

  /**
   * What was counted for an archive after its last sample.
   *
   * @param counted one number a quantity
   */
  record Carried(long sinceEpochSeconds, long[] counted) {}

  JournalReplay(ArchiveFolder folder, String boot, Troubles troubles) {
    this.folder = folder;
    this.boot = boot;
    this.troubles = troubles;
  }

  /** Counters of the data plane as they were taken last, by the name of their source. */
  Map<String, long[]> counters() {
    return counters;
  }

  Map<ArchiveFile, Carried> carried() {
    return carried;
  }

  /** Of the newest sample; 0 for none. */
  long lastStepEpochSeconds() {
    return lastStepEpochSeconds;
  }

  void run(List<Path> segments) {
    for (Path each : segments) {
      position = RecordJournal.numberOf(each) << FRAME_BITS;
      read(each, this::learn);
    }
    for (Path each : segments) {
      segment = RecordJournal.numberOf(each);
      position = segment << FRAME_BITS;
      sourceNames.clear();
      sourceCounters.clear();
      read(each, this::redo);
    }
  }

  private void read(Path path, JournalReader.Taker taker) {
    try {
      JournalReader.read(path, taker);
    } catch (IOException | IndexOutOfBoundsException damaged) {
      troubles.begin(
          "the journal",
          "archives: " + path + " cannot be read to its end, samples are lost: " + damaged);
    }
  }

  private void learn(Type type, ByteReader what) {
    position++;
    if (type == Type.CREATE || type == Type.FORGET) {
      births.put(Varints.getCount(what), position);
    }
  }

  private void redo(Type type, ByteReader what) throws IOException {
    position++;
    switch (type) {
      case BEGIN -> begin(what);
      case ARCHIVE -> declare(what);
      case SOURCE -> sourceNames.put(Varints.getCount(what), text(what));
      case CREATE -> create(find(what), Varints.get(what));
      case STEP -> lastStepEpochSeconds = StepFrame.read(what, new Samples());
      case REDO -> redo(find(what), what.bytes(what.remaining()));
      case FORGET -> find(what).redone();
    }
  }

  private void begin(ByteReader what) throws IOException {
    long version = Varints.get(what);
    if (version != JournalSegment.VERSION) {
      throw new IOException("version " + version);
    }
    sameBoot = text(what).equals(boot);
  }

  private static String text(ByteReader rest) {
    return new String(rest.bytes(rest.remaining()), StandardCharsets.UTF_8);
  }

  private void declare(ByteReader what) throws IOException {
    int number = Varints.getCount(what);
    long step = Varints.get(what);
    ArchiveId id =
        ArchiveId.parse(text(what)).orElseThrow(() -> new IOException("an archive without name"));
    archives.put(number, folder.declared(id, number, step));
  }

  private ArchiveFile find(ByteReader what) throws IOException {
    int number = Varints.getCount(what);
    ArchiveFile file = archives.get(number);
    if (file == null) {
      throw new IOException("nothing says which archive has the number " + number);
    }
    return file;
  }

  private boolean isPast(ArchiveFile file) {
    return position < births.getOrDefault(file.number, 0L);
  }

  /** A file that a power cut may have left in part is made anew. */
  private void create(ArchiveFile file, long startEpochSeconds) {
    if (isPast(file)) {
      return;
    }
    file.lastEpochSeconds = startEpochSeconds;
    try {
      byte[] content =
          MemoryRrd.create(
              Layout.definition(file.id.subject(), file.stepSeconds, startEpochSeconds));
      boolean whole = Files.exists(file.path()) && Files.size(file.path()) == content.length;
      if (!whole || !sameBoot) {
        Files.createDirectories(file.path().getParent());
        Files.write(file.path(), content);
      }
      file.made = true;
    } catch (IOException failed) {
      file.made = false;
      troubles.begin("making files", "archives: cannot make " + file.path() + ": " + failed);
    }
  }

  private void redo(ArchiveFile file, byte[] changes) {
    if (isPast(file)) {
      file.redone();
      return;
    }
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      Redo.write(changes, channel);
      file.redone();
    } catch (NoSuchFileException gone) {
      file.redone();
    } catch (IOException failed) {
      file.keepUnwritten(changes, segment);
      troubles.begin("writing files", "archives: cannot write " + file.path() + ": " + failed);
    }
  }

  private final class Samples implements StepFrame.Taker {
    @Override
    public int quantities(int archive) {
      return find(archive).quantities.size();
    }

    private ArchiveFile find(int archive) {
      ArchiveFile file = archives.get(archive);
      if (file == null) {
        throw new IndexOutOfBoundsException("nothing says which archive is number " + archive);
      }
      return file;
    }

    @Override
    public void sample(int archive, long epochSeconds, long seconds, long[] numbers) {
      find(archive).add(epochSeconds, seconds, numbers, segment);
      carried.remove(find(archive));
    }

    @Override
    public void carried(int archive, long sinceEpochSeconds, long[] counted) {
      carried.put(find(archive), new Carried(sinceEpochSeconds, counted));
    }

    @Override
    public void counters(int source, long[] differences) {
      long[] now = sourceCounters.getOrDefault(source, CounterSource.nothing()).clone();
      for (int i = 0; i < now.length; i++) {
        now[i] += differences[i];
      }
      sourceCounters.put(source, now);
      String name = sourceNames.get(source);
      if (name == null) {
        throw new IndexOutOfBoundsException("nothing says which source is number " + source);
      }
      counters.put(name, now);
    }
  }
}
