package lvs.director.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What stands in the folders of archives, whoever put it there. */
final class ArchiveTree {
  private final Unreadable unreadable;

  /** What becomes of something that cannot be read; the rest is read all the same. */
  interface Unreadable {
    void found(Path path, IOException why) throws IOException;
  }

  ArchiveTree(Unreadable unreadable) {
    this.unreadable = unreadable;
  }

  List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>(list(folder));
    files.addAll(list(folder.resolve("router")));
    files.addAll(list(folder.resolve("service")));
    for (Path service : list(folder.resolve("server"))) {
      files.addAll(list(service));
    }
    return files;
  }

  private List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    } catch (UncheckedIOException failed) {
      unreadable.found(folder, failed.getCause());
    } catch (IOException failed) {
      unreadable.found(folder, failed);
    }
    return List.of();
  }
}
