package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Lab;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackProcess.ParameterMatch;
import lvs.director.vrrp.VrrpEvent.TrackProcessCounted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes: copies of sleep(1) under a name that nothing else has. */
@Tag("lab")
@Timeout(60)
class ProcessWatchTest {
  @TempDir Path folder;

  private final BlockingQueue<TrackProcessCounted> told = new LinkedBlockingQueue<>();
  private final List<String> remarks = new CopyOnWriteArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private Path program;
  private ProcessWatch watch;

  @BeforeEach
  void copySleep() throws Exception {
    program = folder.resolve("lvsd" + ProcessHandle.current().pid() % 100_000);
    Files.copy(
        Path.of(Lab.program("sleep", "coreutils")), program, StandardCopyOption.COPY_ATTRIBUTES);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (watch != null) {
      watch.close();
    }
    for (Process each : started) {
      each.destroyForcibly().waitFor(); // the next test would count it
    }
  }

  private Process start(String seconds) throws Exception {
    Process process = new ProcessBuilder(program.toString(), seconds).start();
    started.add(process);
    return process;
  }

  private void watches(boolean connector, TrackProcess... wishes) {
    watch = new ProcessWatch(told::add, remarks::add, connector);
    watch.watch(List.of(wishes));
  }

  private void expect(int count) throws InterruptedException {
    assertEquals(new TrackProcessCounted("wish", count), told.poll(30, TimeUnit.SECONDS));
  }

  private TrackProcess byName() {
    return ProcessMatchTest.wish(program.getFileName().toString(), ParameterMatch.NONE, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void processesAreCountedAtOnceAndAfterEveryChange(boolean connector) throws Exception {
    start("1000");
    watches(connector, byName());
    expect(1);
    Process second = start("1000");
    expect(2);
    second.destroyForcibly().waitFor();
    expect(1);
    assertEquals(connector ? 0 : 1, remarks.size(), remarks::toString);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProcessThatBecomesAnotherProgramIsNoLongerCounted(boolean connector) throws Exception {
    watches(connector, byName());
    expect(0);
    Path gate = folder.resolve("gate");
    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "printf %s > /proc/self/comm; while [ ! -e %s ]; do sleep 0.01; done; exec sleep 1000"
                    .formatted(program.getFileName(), gate))
            .start();
    started.add(shell);
    // The shell's children are the same program until they become sleep.
    while (told.poll(30, TimeUnit.SECONDS).count() == 0) {}
    told.clear();
    Files.createFile(gate);
    TrackProcessCounted last = told.poll(30, TimeUnit.SECONDS);
    while (last.count() != 0) {
      last = told.poll(30, TimeUnit.SECONDS);
    }
    assertTrue(shell.isAlive());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parametersAndPathsAreCompared(boolean connector) throws Exception {
    start("1000");
    watches(
        connector, ProcessMatchTest.wish(program.toString(), ParameterMatch.EXACT, true, "1001"));
    expect(0);
    start("1001");
    expect(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReloadTellsOnlyWhatIsNew(boolean connector) throws Exception {
    start("1000");
    watches(connector, byName());
    expect(1);
    watch.watch(List.of(byName()));
    start("1000");
    expect(2);
  }

  @Test
  void inAnotherNetworkNamespaceProcessesAreCountedEachSecond() throws Exception {
    String ip = Lab.program("ip", "iproute2");
    String namespace = program.getFileName() + "-" + System.nanoTime() % 1_000_000;
    assumeTrue(
        new ProcessBuilder(ip, "netns", "add", namespace).start().waitFor() == 0, "needs root");
    try {
      Process counter =
          new ProcessBuilder(
                  ip,
                  "netns",
                  "exec",
                  namespace,
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  ProcessWatchProgram.class.getName(),
                  program.getFileName().toString())
              .redirectErrorStream(true)
              .start();
      started.add(counter);
      try (BufferedReader lines = counter.inputReader()) {
        await(lines, "tracked processes are counted each second: ");
        await(lines, "count 0");
        start("1000");
        await(lines, "count 1");
        started.getLast().destroyForcibly().waitFor();
        await(lines, "count 0");
      }
    } finally {
      new ProcessBuilder(ip, "netns", "del", namespace).start().waitFor();
    }
  }

  private static void await(BufferedReader lines, String begin) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.startsWith(begin)) {
      line = lines.readLine();
    }
    assertTrue(line != null, "ended without " + begin);
  }
}
