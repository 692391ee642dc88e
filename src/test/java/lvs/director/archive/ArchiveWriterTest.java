package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.model.ArchiveSettings;
import lvs.director.model.ServiceTable;
import lvs.director.port.Refusal;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
  @TempDir Path folder;

  /** A log with a defect of its own, which ends the start. */
  private static RecordLog failingFirst(List<String> told) {
    return new RecordLog() {
      @Override
      public void info(String text) {}

      @Override
      public void warning(String text) {}

      @Override
      public void error(String text) {
        told.add(text);
        if (told.size() == 1) {
          throw new IllegalStateException("the log is broken");
        }
      }
    };
  }

  @Test
  @Timeout(10)
  void readersLearnAtOnceThatItCouldNotBegin() throws Exception {
    Files.createSymbolicLink(folder.resolve("director.rrd"), Path.of("director.rrd"));
    List<String> told = new CopyOnWriteArrayList<>();
    ArchiveWriter.Place place =
        new ArchiveWriter.Place(folder, ServiceTable.EMPTY, false, Optional.empty());
    ArchiveWriter writer =
        new ArchiveWriter(new StagedDirector(), place, ArchiveSettings.DEFAULT, failingFirst(told));
    Refusal refusal = assertThrows(Refusal.class, () -> writer.folder().read("director", _ -> 1));
    assertTrue(refusal.getMessage().contains("the log is broken"), refusal.getMessage());
    writer.close();
    assertFalse(writer.folder().health().recording());
    assertTrue(writer.folder().health().lastError().contains("nothing is recorded"));
    assertEquals(2, told.size(), told::toString);
  }
}
