package lvs.director.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lvs.director.lab.Await;

/** What both kinds of routers have in common: a folder, a log, and processes that get signals. */
abstract class RouterProcess implements Router {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final long PATIENCE_SECONDS = 30;

  private final Host host;
  private final Path folder;
  private final Path log;
  private Process process;

  RouterProcess(Host host, Path folder, String keepalivedConf) throws IOException {
    this.host = host;
    this.folder = Files.createDirectories(folder);
    this.log = folder.resolve("log");
    Files.writeString(log, "");
    configure(keepalivedConf);
  }

  /** The words that start it, run on the host. */
  abstract List<String> command();

  /** What the log says when it takes part. */
  abstract String readyLine();

  /** What the log says when a reload has happened. */
  abstract String reloadedLine();

  Path folder() {
    return folder;
  }

  @Override
  public final Host host() {
    return host;
  }

  @Override
  public final void configure(String keepalivedConf) throws IOException {
    Files.writeString(folder.resolve("keepalived.conf"), keepalivedConf);
  }

  @Override
  public final void start() throws IOException {
    if (runs()) {
      throw new IllegalStateException(host + " runs already");
    }
    Files.writeString(log, "-- start\n", StandardOpenOption.APPEND);
    int before = log().length();
    process =
        new ProcessBuilder(host.inside(command()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    awaitLog(before, readyLine());
  }

  final void awaitLog(int from, String text) {
    Await.until(
        READY,
        () -> "'" + text + "' in the log of " + host + ":\n" + tail(),
        () -> !process.isAlive() || log().substring(from).contains(text));
    if (!process.isAlive()) {
      throw new AssertionError(host + " has ended:\n" + tail());
    }
  }

  @Override
  public final void beginStop() {
    process.destroy();
  }

  @Override
  public final void stop() throws InterruptedException {
    beginStop();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(host + " does not stop:\n" + tail());
    }
  }

  @Override
  public final void kill() throws InterruptedException {
    List<Long> pids = pids();
    Command.signal("STOP", pids); // a child must not hear of its parent's death
    Command.signal("KILL", pids);
    process.waitFor();
    for (long pid : pids) {
      Await.until(
          Duration.ofSeconds(10),
          "end of process " + pid,
          () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Override
  public final void pause() {
    Command.signal("STOP", pids());
  }

  @Override
  public final void resume() {
    Command.signal("CONT", pids());
  }

  @Override
  public void reload() throws IOException, InterruptedException {
    int before = log().length();
    Command.signal("HUP", List.of(process.pid()));
    awaitLog(before, reloadedLine());
  }

  @Override
  public final boolean runs() {
    return process != null && process.isAlive();
  }

  public final long pid() {
    return process.pid();
  }

  @Override
  public final String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String tail() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  final List<Long> pids() {
    List<Long> pids = new ArrayList<>(List.of(process.pid()));
    process.descendants().map(ProcessHandle::pid).forEach(pids::add);
    return pids;
  }

  @Override
  public final long processorNanos() {
    long ticks = 0;
    for (long pid : pids()) {
      String stat = read("/proc/" + pid + "/stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks * 10_000_000; // USER_HZ is 100 on every Linux that Java runs on
  }

  @Override
  public final long residentKib() {
    long kib = 0;
    for (long pid : pids()) {
      kib +=
          read("/proc/" + pid + "/status")
              .lines()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return kib;
  }

  private static String read(String file) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return String.join("\n", lines.toList());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public final void close() {
    if (!runs()) {
      return;
    }
    resume();
    List<Long> pids = pids();
    Command.end(process, PATIENCE_SECONDS);
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + " on " + host;
  }
}
