package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Health;
import lvs.director.port.Refusal;
import org.rrd4j.core.RrdDb;

/**
 * The archives of a director, as their readers see them: with every sample that was taken, whether
 * it has reached its file or not. Any thread may ask; reading takes as long as the disk.
 */
public final class ArchiveFolder {
  private final Path folder;
  private final Map<String, ArchiveFile> files = new ConcurrentSkipListMap<>();

  ArchiveFolder(Path folder) {
    this.folder = folder;
  }

  /** The archives that stand in a folder, which nobody writes. */
  public static ArchiveFolder open(Path folder) throws IOException {
    ArchiveFolder opened = new ArchiveFolder(folder);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        opened.add(each);
      }
    }
    return opened;
  }

  private void add(Path file) throws IOException {
    String name = folder.relativize(file).toString();
    if (name.endsWith(ArchiveId.EXTENSION)) {
      String text = name.substring(0, name.length() - ArchiveId.EXTENSION.length());
      Optional<ArchiveId> id = ArchiveId.parse(text);
      if (id.isPresent()) {
        files.put(text, ArchiveFile.of(id.get(), folder));
      }
    }
  }

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
    try (RrdDb archive = MemoryRrd.open(file.content())) {
      return reading.read(archive);
    } catch (IOException failed) {
      throw unreadable(file, failed);
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
      byte[] content = file.content();
      try (RrdDb archive = MemoryRrd.open(content)) {
        rewriting.rewrite(archive);
      }
      file.replace(content);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  /** How recording fares. */
  public Health health() {
    return Health.NONE;
  }

  private ArchiveFile find(String id) throws Refusal {
    ArchiveFile file = files.get(id);
    if (file == null) {
      throw new Refusal("there is no archive \"" + id + "\"; 'archive list' names them");
    }
    return file;
  }

  private static Refusal unreadable(ArchiveFile file, IOException failed) {
    return new Refusal("the archive " + file.path + " cannot be used: " + failed.getMessage());
  }
}
