package lvs.director.config.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files on disk.
 *
 * @param base where relative paths begin
 */
public record DiskFiles(Path base) implements ConfigFiles {

  @Override
  public Kind kind(String path) {
    try {
      return kind(base.resolve(path));
    } catch (InvalidPathException notAPath) {
      return Kind.MISSING;
    }
  }

  private static Kind kind(Path path) {
    if (Files.isDirectory(path)) {
      return Kind.DIRECTORY;
    }
    if (Files.isRegularFile(path)) {
      return anybodyExecutes(path) ? Kind.EXECUTABLE : Kind.FILE;
    }
    return Files.exists(path) ? Kind.OTHER : Kind.MISSING;
  }

  /** Any of the three execute bits: root may execute what nobody else may. */
  private static boolean anybodyExecutes(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream()
          .anyMatch(permission -> permission.name().endsWith("_EXECUTE"));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Files.isExecutable(path);
    }
  }

  @Override
  public List<String> names(String directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(base.resolve(directory))) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException
        | InvalidPathException
        | java.nio.file.DirectoryIteratorException unreadable) {
      return List.of();
    }
    return names;
  }

  @Override
  public byte[] read(String path, int limitBytes) throws IOException {
    try (InputStream in = Files.newInputStream(base.resolve(path))) {
      byte[] bytes = in.readNBytes(limitBytes);
      if (bytes.length == limitBytes && in.read() >= 0) {
        throw new IOException("it is larger than " + limitBytes + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no such file", missing);
    } catch (AccessDeniedException denied) {
      throw new IOException("permission denied", denied);
    } catch (InvalidPathException notAPath) {
      throw new IOException("this is not a file name", notAPath);
    }
  }

  @Override
  public String absolute(String path) {
    try {
      return base.resolve(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException notAPath) {
      return path;
    }
  }
}
