package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Lab;
import lvs.director.port.Archives.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.FetchData;

/** Recording in a process that is killed, and on a disk that is full. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RecorderProcessTest {
  private static final int KILLS = 8;

  @TempDir Path folder;

  private static List<String> java(String what, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        RecorderProcess.class.getName(),
        what,
        folder.toString());
  }

  @Test
  void aKilledProcessLosesNothingThatItHadCommitted() throws Exception {
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      long committed = killed(random);
      List<String> told = new ArrayList<>();
      ArchiveStore store = RecorderProcess.opened(folder, told);
      for (Archive each : store.folder().list()) {
        everySecondIsThere(store, each, committed);
      }
      assertEquals(List.of(), told);
    }
  }

  /** Kills it after a number of steps, in the middle of one. */
  private long killed(Random random) throws Exception {
    Process process =
        new ProcessBuilder(java("until-killed", folder))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long committed = 0;
    try (BufferedReader out = process.inputReader()) {
      for (int step = random.nextInt(1, 150); step > 0; step--) {
        committed = Long.parseLong(out.readLine());
      }
      process.destroyForcibly();
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    return committed;
  }

  private static void everySecondIsThere(ArchiveStore store, Archive archive, long committed)
      throws Exception {
    assertTrue(archive.lastEpochSeconds() >= committed, archive + " lacks " + committed);
    FetchData data =
        store
            .folder()
            .read(
                archive.id(),
                db ->
                    db.createFetchRequest(
                            ConsolFun.AVERAGE,
                            RecorderProcess.START + 10,
                            archive.lastEpochSeconds(),
                            1)
                        .fetchData());
    double[] sent = data.getValues("adverts_sent");
    assertTrue(Arrays.stream(sent).allMatch(each -> each == 1), Arrays.toString(sent));
  }

  @Test
  void aFullDiskIsToldOnceAndRecordingGoesOnWhenThereIsRoom() throws Exception {
    Lab.root();
    List<String> lines = onASmallDisk("full-disk");
    assertTrue(lines.get(0).matches("failed [1-9][0-9]*"), lines::toString);
    assertEquals("errors 1", lines.get(1), lines::toString);
    assertEquals("trouble ''", lines.get(2), lines::toString);
    assertEquals("last 0", lines.get(3), lines::toString);
  }

  @Test
  void anImportThatTheDiskDoesNotTakeLeavesTheJournalWhole() throws Exception {
    Lab.root();
    List<String> lines = onASmallDisk("full-import");
    assertEquals("refused", lines.getFirst(), lines::toString);
    assertEquals("last 0", lines.getLast(), lines::toString);
  }

  private List<String> onASmallDisk(String what) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Lab.program("unshare", "util-linux"),
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=24m tmpfs \"$0\" && exec \"$@\"",
                folder.toString()));
    command.addAll(java(what, folder));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = lines(process);
    assertEquals(0, process.waitFor(), lines::toString);
    return lines;
  }

  /** Such as the lost+found of a file system of its own. */
  @Test
  void aFolderThatItMayNotReadIsToldAndTheRestIsRecorded() throws Exception {
    Lab.root();
    List<String> told = new ArrayList<>();
    Path foreign = Files.createDirectories(folder.resolve("server/lost+found"));
    Files.createDirectories(folder.resolve("lost+found"));
    for (Path each : List.of(foreign, folder.resolve("lost+found"))) {
      Files.setPosixFilePermissions(each, Set.of());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Lab.program("setpriv", "util-linux"),
                "--bounding-set=-dac_override,-dac_read_search"));
    command.addAll(java("denied", folder));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = lines(process);
    assertEquals(0, process.waitFor(), lines::toString);
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("cannot read " + foreign), lines::toString);
    ArchiveStore store = RecorderProcess.opened(folder, told);
    assertEquals(RecorderProcess.ARCHIVES, store.folder().list().size());
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader out = process.inputReader()) {
      return out.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
