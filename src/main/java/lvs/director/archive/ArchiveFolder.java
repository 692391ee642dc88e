package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Health;
import lvs.director.port.Refusal;
import org.rrd4j.core.RrdDb;

/**
 * The archives of a director, as their readers see them: with every sample that was taken, whether
 * it has reached its file or not. Any thread may ask; reading takes as long as the disk.
 */
public final class ArchiveFolder {
  private static final long START_SECONDS = 20;
  private static final String FRESH = ".new";
  private static final String BROKEN = ".broken-";

  private final Path folder;
  private final Map<String, ArchiveFile> files = new ConcurrentSkipListMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile String unusable = "";
  private int lastNumber;
  private volatile Exchange exchange = this::exchangeNow;
  private volatile Supplier<Health> health = () -> Health.NONE;

  /** Exchanges the past of an archive where nobody else writes it at the time. */
  interface Exchange {
    void rewrite(ArchiveFile file, Rewriting rewriting) throws IOException, Refusal;
  }

  ArchiveFolder(Path folder) {
    this.folder = folder;
  }

  /** The archives that stand in a folder, which nobody writes. */
  public static ArchiveFolder open(Path folder) throws IOException {
    ArchiveFolder opened = new ArchiveFolder(folder);
    opened.scan(
        (_, why) -> {
          throw why;
        });
    opened.ready.countDown();
    return opened;
  }

  // What readers do

  /** In the order of their ids. */
  public List<Archive> list() {
    return files.values().stream().map(ArchiveFile::described).toList();
  }

  public Optional<Archive> archive(String id) {
    return Optional.ofNullable(files.get(id)).map(ArchiveFile::described);
  }

  /**
   * @throws Refusal when there is no such archive, or it cannot be read
   */
  public <T> T read(String id, Reading<T> reading) throws Refusal {
    ArchiveFile file = find(id);
    try (RrdDb archive = MemoryRrd.open(new MemoryRrd(file.content()))) {
      return reading.read(archive);
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  /**
   * Exchanges what an archive says about the past; samples go on. Returns when it is done.
   *
   * @throws Refusal of the rewriting, or when there is no such archive, or it cannot be written
   */
  public void rewrite(String id, Rewriting rewriting) throws Refusal {
    ArchiveFile file = find(id);
    try {
      exchange.rewrite(file, rewriting);
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  /** How recording fares. */
  public Health health() {
    return health.get();
  }

  private ArchiveFile find(String id) throws Refusal {
    awaitStart();
    ArchiveFile file = files.get(id);
    if (file == null) {
      throw new Refusal("there is no archive \"" + id + "\"; 'archive list' names them");
    }
    return file;
  }

  /** After a crash the files are older than the journal until it has been replayed. */
  private void awaitStart() throws Refusal {
    try {
      if (!ready.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal("the archives are still being brought up to date; try again in a minute");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted");
    }
    if (!unusable.isEmpty()) {
      throw new Refusal("the archives of " + folder + " cannot be used: " + unusable);
    }
  }

  private static Refusal unusable(ArchiveFile file, IOException failed) {
    return new Refusal("the archive " + file.path() + " cannot be used: " + Words.of(failed));
  }

  // What the thread that records does

  Path path() {
    return folder;
  }

  Collection<ArchiveFile> files() {
    return files.values();
  }

  void startsWith(Exchange writer, Supplier<Health> fares) {
    exchange = writer;
    health = fares;
  }

  void isReady() {
    ready.countDown();
  }

  /** Nobody can bring the files up to the journal. */
  void isUnusable(String why) {
    unusable = why;
    ready.countDown();
  }

  ArchiveFile fileOf(ArchiveId id) {
    return files.get(id.text());
  }

  ArchiveFile add(ArchiveId id, long step) {
    return declared(id, lastNumber + 1, step);
  }

  /** One that the journal names. */
  ArchiveFile declared(ArchiveId id, int number, long step) {
    lastNumber = Math.max(lastNumber, number);
    return files.computeIfAbsent(id.text(), _ -> new ArchiveFile(id, folder, number, step));
  }

  void remove(ArchiveFile file) {
    files.remove(file.id.text());
  }

  /**
   * Finds the files.
   *
   * @param unreadable gets those that are no archives as {@link DamagedArchive}
   */
  void scan(ArchiveTree.Unreadable unreadable) throws IOException {
    for (Path each : new ArchiveTree(unreadable).files(folder)) {
      look(each, unreadable);
    }
  }

  private void look(Path path, ArchiveTree.Unreadable unreadable) throws IOException {
    String name = folder.relativize(path).toString();
    try {
      if (name.endsWith(ArchiveId.EXTENSION + FRESH)) {
        Files.deleteIfExists(path);
      } else if (name.endsWith(ArchiveId.EXTENSION)) {
        String text = name.substring(0, name.length() - ArchiveId.EXTENSION.length());
        Optional<ArchiveId> id = ArchiveId.parse(text);
        if (id.isPresent()) {
          found(id.get());
        }
      }
    } catch (NoSuchFileException gone) {
      // Somebody tidies up.
    } catch (IOException failed) {
      unreadable.found(path, failed);
    }
  }

  private void found(ArchiveId id) throws IOException {
    ArchiveFile known = fileOf(id);
    ArchiveFile file = known == null ? new ArchiveFile(id, folder, lastNumber + 1, 0) : known;
    file.adopt();
    if (known == null) {
      lastNumber++;
      files.put(id.text(), file);
    }
  }

  /** Another file that takes the place of an archive. */
  static Path fresh(Path path) {
    return path.resolveSibling(path.getFileName() + FRESH);
  }

  /** Where a broken file is kept. */
  static Path broken(Path path, String date) {
    return path.resolveSibling(path.getFileName() + BROKEN + date);
  }

  static boolean isBroken(Path path) {
    return path.getFileName().toString().contains(ArchiveId.EXTENSION + BROKEN);
  }

  private void exchangeNow(ArchiveFile file, Rewriting rewriting) throws IOException, Refusal {
    file.replace(file.rewritten(rewriting));
  }
}
