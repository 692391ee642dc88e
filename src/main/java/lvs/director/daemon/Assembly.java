package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lvs.director.config.RecordedReading;
import lvs.director.port.Refusal;
import lvs.director.probe.NetworkProber;
import lvs.director.probe.ScriptRunner;

/** A director with its planes, probes and management, wired together by hand. */
final class Assembly implements AutoCloseable {
  private final RunningDirector director;
  private final Management management;
  private final NetworkProber prober;
  private final ScriptRunner scripts;
  private final CheckedFiles files;
  private final Optional<PacketRecorder> recorder;
  private final CountDownLatch started = new CountDownLatch(1);
  private final long createdNanos = System.nanoTime();

  private Assembly(
      RunningDirector director,
      Management management,
      NetworkProber prober,
      ScriptRunner scripts,
      CheckedFiles files,
      Optional<PacketRecorder> recorder) {
    this.director = director;
    this.management = management;
    this.prober = prober;
    this.scripts = scripts;
    this.files = files;
    this.recorder = recorder;
  }

  /**
   * @param recording where VRRP packets are recorded; empty records nothing
   * @throws IOException when the data plane cannot be opened, or the recording
   */
  static Assembly of(
      Path file, RecordedReading reading, Path stateFolder, Optional<Path> recording, EventLog log)
      throws IOException {
    Optional<PacketRecorder> recorder =
        recording.isPresent()
            ? Optional.of(new PacketRecorder(recording.get(), log))
            : Optional.empty();
    ChosenPlane plane = ChosenPlane.ofThisMachine(stateFolder);
    plane.chooseFor(reading.loaded().configuration().orElseThrow());
    ScriptRunner scripts = new ScriptRunner();
    CheckedFiles files = new CheckedFiles(log);
    NetworkProber prober = new NetworkProber(scripts, files);
    RunningDirector.Parts parts =
        new RunningDirector.Parts(
            plane,
            prober,
            scripts,
            new ScriptQueue(scripts, log),
            new LinuxSystem(),
            recorder,
            stateFolder);
    RunningDirector director = new RunningDirector(file, reading, parts, log);
    return new Assembly(director, new Management(director, log), prober, scripts, files, recorder);
  }

  /** Serves first, then opens the doors of management. */
  void start() throws Refusal {
    director.afterChange(files::configure);
    director.afterChange(management::follow);
    director.start();
    started.countDown();
  }

  RunningDirector director() {
    return director;
  }

  /** Waits for the end of the start first: two configurations at once could change places. */
  void reloadAndLog() {
    try {
      started.await();
      director.control().reload();
    } catch (Refusal refused) {
      // The control has logged it.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line for the log and for scripts that wait for it. */
  String readyLine() {
    Duration took = Duration.ofNanos(System.nanoTime() - createdNanos);
    int servers =
        director.pool().services().stream()
            .mapToInt(service -> service.status().servers().size())
            .sum();
    return String.format(
        Locale.ROOT,
        "ready: %s, %s, %s, configuration in force after %d ms",
        counted(director.pool().services().size(), "virtual service"),
        counted(servers, "real server"),
        director.planeIsOpen() ? director.planeName() + " plane" : "no data plane needed",
        took.toMillis());
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  @Override
  public void close() {
    director.stopElection();
    management.close();
    director.close();
    prober.close();
    files.close();
    scripts.close();
    recorder.ifPresent(PacketRecorder::close);
  }
}
