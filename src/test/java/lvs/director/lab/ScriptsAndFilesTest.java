package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole director with programs around it and files that it watches. */
@Tag("lab")
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ScriptsAndFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void scriptsRunBeforeAndAfterEverythingElse() throws Exception {
    Path notes = folder.resolve("notes");
    String text =
        """
        global_defs {
          startup_script "/bin/sh -c 'echo start run:$(ls %1$s/run/*.properties 2>/dev/null) >> %2$s'"
          shutdown_script "/bin/sh -c 'echo stop >> %2$s; exit 3'"
        }
        """
            .formatted(folder, notes);
    try (DirectorProcess director = new DirectorProcess(folder, text)) {
      assertEquals(List.of("start run:"), Files.readAllLines(notes));
      assertTrue(director.log().contains("info: startup_script "), director::log);
      assertFalse(director.log().contains("is not run by this version"), director::log);
      assertEquals(0, director.stop());
      assertEquals(List.of("start run:", "stop"), Files.readAllLines(notes));
      assertTrue(director.log().contains("error: shutdown_script "), director::log);
      assertTrue(director.log().strip().endsWith("exit status 3"), director::log);
    }
  }

  @Test
  void aScriptThatHangsAtStartIsEndedAndTheDirectorStarts() throws Exception {
    String text =
        """
        global_defs {
          startup_script "/bin/sleep 1000"
          startup_script_timeout 1
        }
        """;
    try (DirectorProcess director = new DirectorProcess(folder, text)) {
      assertTrue(
          director
              .log()
              .contains(
                  "error: startup_script /bin/sleep 1000: timed out after 1 s and was killed"),
          director::log);
    }
  }

  @Test
  void aFileSetsTheWeightOfAServerAndTakesItOut() throws Exception {
    Path load = folder.resolve("load");
    Path drain = folder.resolve("drain");
    String text =
        """
        track_file load {
          file %s
          weight 2
          init_file 5
        }
        track_file drain {
          file %s
          weight 0
        }
        virtual_server 127.0.0.1 %d {
          protocol TCP
          lb_algo wrr
          lb_kind NAT
          real_server 127.0.0.2 80 {
            weight 100
            FILE_CHECK {
              track_file load
            }
            FILE_CHECK {
              track_file drain
            }
          }
        }
        """
            .formatted(load, drain, Lab.freePort());
    try (DirectorProcess director = new DirectorProcess(folder, text)) {
      assertEquals("5\n", Files.readString(load));
      awaitListing(director, " 110 ");
      Files.writeString(load, "-20\n");
      awaitListing(director, " 60 ");
      Files.writeString(drain, "1\n");
      Await.until(LIMIT, director::log, () -> director.log().contains("drain holds 1"));
      Files.delete(drain);
      awaitListing(director, " 60 ");
      assertFalse(director.log().contains("does not run FILE_CHECK"), director::log);
    }
  }

  private static void awaitListing(DirectorProcess director, String weight) {
    Await.until(
        LIMIT,
        () -> "weight" + weight + "in the listing; log: " + director.log(),
        () -> director.run("list", "-n").output().lines().anyMatch(l -> l.contains(weight)));
  }
}
