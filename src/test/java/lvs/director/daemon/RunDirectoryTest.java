package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path folder;

  @Test
  void theFileNamesThisProcessAndGoesWhenItIsGivenBack() throws IOException {
    Path run = folder.resolve("a/b");
    try (RunDirectory taken = RunDirectory.take(run)) {
      taken.publish();
      assertEquals(
          Long.toString(ProcessHandle.current().pid()),
          Files.readString(run.resolve("director.pid")).strip());
    }
    assertFalse(Files.exists(run.resolve("director.pid")));
  }

  @Test
  void aSecondDirectorIsRefusedWithTheFirstOnesProcessId() throws IOException {
    try (RunDirectory taken = RunDirectory.take(folder)) {
      taken.publish();
      IOException refused = assertThrows(IOException.class, () -> RunDirectory.take(folder));
      assertTrue(
          refused.getMessage().contains("process id " + ProcessHandle.current().pid()),
          refused.getMessage());
    }
  }

  @Test
  void aFileLeftByACrashIsTakenOver() throws IOException {
    Files.writeString(folder.resolve("director.pid"), "999999999\n");
    try (RunDirectory taken = RunDirectory.take(folder)) {
      taken.publish();
      assertEquals(
          Long.toString(ProcessHandle.current().pid()),
          Files.readString(folder.resolve("director.pid")).strip());
    }
  }

  @Test
  void aLinkInThePlaceOfTheFileIsNotFollowed() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "keep");
    Files.createSymbolicLink(folder.resolve("director.pid"), precious);
    assertThrows(IOException.class, () -> RunDirectory.take(folder));
    assertEquals("keep", Files.readString(precious));
  }
}
