package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePermissionsTest {
  @TempDir Path directory;

  @Test
  void theShellBelongsToRootAlone() {
    assertFalse(FileFacts.SYSTEM.isChangeableByOthers(Path.of("/bin/sh")));
  }

  @Test
  void aFileThatEverybodyMayWriteIsChangeable() throws IOException {
    Path open = Files.createFile(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertTrue(FileFacts.SYSTEM.isChangeableByOthers(open));
  }

  @Test
  void aFileInADirectoryThatEverybodyMayWriteIsChangeable() throws IOException {
    Path inside = Files.createFile(directory.resolve("closed"));
    Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertTrue(FileFacts.SYSTEM.isChangeableByOthers(inside));
  }

  @Test
  void whatIsNotThereIsLeftToOtherChecks() {
    assertFalse(FileFacts.SYSTEM.isChangeableByOthers(directory.resolve("missing")));
  }
}
