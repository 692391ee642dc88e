package lvs.director.lab.ipvs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lvs.director.lab.Await;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine.Running;

/** A program on a host that keeps the kernel's table as a keepalived.conf says. */
abstract class Balancer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final UserModeHost host;
  private final Path folder;
  private Running running;

  /** Where its log stood when the configuration in force was loaded. */
  private int loadedAt;

  Balancer(UserModeHost host, Path folder) throws IOException {
    this.host = host;
    this.folder = Files.createDirectories(folder);
    host.sh("mkdir -p " + runFolder());
  }

  /** Brings a configuration into force. */
  abstract void load(String keepalivedConf);

  /** The words that start it. */
  abstract List<String> command();

  /** What the log says when it has started. */
  abstract Pattern ready();

  /** What the log says of a real server that is taken for up. */
  abstract Pattern up();

  /** What the log says of a real server that is taken for down. */
  abstract Pattern down();

  final UserModeHost host() {
    return host;
  }

  final Path folder() {
    return folder;
  }

  /** Inside the machine: sockets and locks cannot lie on the outer machine's files. */
  final String runFolder() {
    return "/run/" + host.namespace();
  }

  final void configure(String keepalivedConf) {
    try {
      Files.writeString(folder.resolve("keepalived.conf"), keepalivedConf);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Starts it without waiting. */
  final void begin() {
    running = host.start(command());
    loadedAt = 0;
  }

  final void start() {
    begin();
    awaitReady();
  }

  final void awaitReady() {
    awaitLog(ready(), 1);
  }

  /** Waits until a line has come so often since the configuration in force was loaded. */
  final void awaitLog(Pattern line, int times) {
    Await.until(
        PATIENCE,
        () -> times + " times '" + line + "' on " + host + ":\n" + running.output(),
        () -> {
          if (!running.runs()) {
            throw new AssertionError(host + " has ended:\n" + running.output());
          }
          return count(line) >= times;
        });
  }

  /** How often a line has come since the configuration in force was loaded. */
  final int count(Pattern line) {
    return Math.toIntExact(line.matcher(news()).results().count());
  }

  /** What the log says since the configuration in force was loaded. */
  final String news() {
    return log().substring(loadedAt);
  }

  final void markLoaded() {
    loadedAt = log().length();
  }

  final String log() {
    return running.output();
  }

  final boolean runs() {
    return running != null && running.runs();
  }

  final void signal(String signal) {
    running.signal(signal);
  }

  final String pid() {
    return running.pid();
  }

  /** SIGTERM, and its end. */
  final void stop() {
    running.signal("TERM");
    awaitEnd();
  }

  /** SIGKILL: what a crash leaves behind. */
  void kill() {
    running.signal("KILL");
    awaitEnd();
  }

  final void awaitEnd() {
    running.await(PATIENCE);
  }

  @Override
  public final void close() {
    if (runs()) {
      kill();
    }
  }

  static List<String> words(String... words) {
    return new ArrayList<>(List.of(words));
  }
}
