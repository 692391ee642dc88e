package lvs.director.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A file tree that exists only in a test. */
final class FakeFiles implements FileFacts {
  private final Set<Path> existing = new HashSet<>();
  private final Set<Path> executable = new HashSet<>();
  private final Set<Path> readableByOthers = new HashSet<>();
  private final Set<Path> changeableByOthers = new HashSet<>();

  static FakeFiles none() {
    return new FakeFiles();
  }

  FakeFiles program(String path) {
    executable.add(Path.of(path));
    return file(path);
  }

  FakeFiles file(String path) {
    existing.add(Path.of(path));
    return this;
  }

  FakeFiles readable(String path) {
    readableByOthers.add(Path.of(path));
    return file(path);
  }

  FakeFiles changeable(String path) {
    changeableByOthers.add(Path.of(path));
    return this;
  }

  @Override
  public boolean isChangeableByOthers(Path file) {
    return changeableByOthers.contains(file);
  }

  @Override
  public boolean exists(Path file) {
    return existing.contains(file);
  }

  @Override
  public boolean isExecutable(Path file) {
    return executable.contains(file);
  }

  @Override
  public boolean isReadableByOthers(Path file) {
    return readableByOthers.contains(file);
  }
}
