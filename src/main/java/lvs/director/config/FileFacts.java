package lvs.director.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** What a configuration asks about files that it names. Tests answer from a directory of theirs. */
public interface FileFacts {
  boolean exists(Path file);

  boolean isExecutable(Path file);

  /** Whether the permissions let users read it who are neither owner nor in the group. */
  boolean isReadableByOthers(Path file);

  /** Whether users other than root can change it, or replace it through a directory above it. */
  default boolean isChangeableByOthers(Path file) {
    return false;
  }

  /**
   * The text of a small file, such as a key.
   *
   * @throws java.io.IOException when it cannot be read
   */
  default String text(Path file) throws java.io.IOException {
    return Files.readString(file);
  }

  /** A file by the name that stands in a configuration; a name that cannot be one is no file. */
  static Path named(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException impossible) {
      return Path.of("/dev/null/impossible");
    }
  }

  /** This machine's files. */
  FileFacts SYSTEM =
      new FileFacts() {
        @Override
        public boolean exists(Path file) {
          return Files.exists(file);
        }

        @Override
        public boolean isExecutable(Path file) {
          return Files.isRegularFile(file) && Files.isExecutable(file);
        }

        @Override
        public boolean isChangeableByOthers(Path file) {
          return FilePermissions.changeableByOthers(file);
        }

        @Override
        public boolean isReadableByOthers(Path file) {
          try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
          } catch (java.io.IOException | UnsupportedOperationException unknown) {
            return false;
          }
        }
      };
}
