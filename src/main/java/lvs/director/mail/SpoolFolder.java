package lvs.director.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The spool's files: {@code spool/0000000000000042.mail}, and {@code lost}. */
final class SpoolFolder {
  private static final String MAIL = ".mail";
  private static final String BROKEN = ".broken";
  private static final int MOST_BROKEN = 100;

  private final Path spool;
  private final Path lost;

  SpoolFolder(Path folder) {
    this.spool = folder.resolve("spool");
    this.lost = folder.resolve("lost");
  }

  /** In order; what a broken write left is removed. */
  List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(SyncedFile.FRESH)) {
        Files.deleteIfExists(file);
      } else if (name.matches("[0-9]{16}\\" + MAIL)) {
        numbers.add(Long.parseLong(name, 0, 16, 10));
      }
    }
    numbers.sort(null);
    return numbers;
  }

  private List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(spool)) {
      files.forEach(all::add);
    } catch (NoSuchFileException neverMailed) {
      return List.of();
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
    return all;
  }

  byte[] read(long number) throws IOException {
    return Files.readAllBytes(file(number));
  }

  void write(long number, byte[] bytes) throws IOException {
    SyncedFile.folder(spool);
    SyncedFile.replace(file(number), bytes);
  }

  void remove(long number) throws IOException {
    Files.deleteIfExists(file(number));
  }

  /**
   * @return its new name
   */
  Path setAside(long number) throws IOException {
    Path file = file(number);
    Path aside = file.resolveSibling(file.getFileName() + BROKEN);
    if (brokenFiles() >= MOST_BROKEN) {
      Files.delete(file);
      return file;
    }
    return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  private long brokenFiles() throws IOException {
    return files().stream().filter(each -> each.toString().endsWith(BROKEN)).count();
  }

  /** Dropped mails that no mail has told of yet. */
  int lost() throws IOException {
    try {
      String text = Files.readString(lost, StandardCharsets.US_ASCII).strip();
      return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    } catch (NoSuchFileException none) {
      return 0;
    }
  }

  void keepLost(int count) throws IOException {
    if (count == 0) {
      Files.deleteIfExists(lost);
    } else {
      SyncedFile.folder(spool);
      SyncedFile.replace(lost, (count + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Path file(long number) {
    return spool.resolve("%016d".formatted(number) + MAIL);
  }

  @Override
  public String toString() {
    return spool.toString();
  }
}
