package lvs.director.probe;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lvs.director.model.Script;

/**
 * Runs external programs: MISC_CHECK and notify scripts. Each one gets a session of its own, so
 * that a timeout ends everything it has started; standard input is empty; the environment is the
 * director's without LD_PRELOAD, LD_LIBRARY_PATH and IFS.
 *
 * <p>Output goes to a temporary file and not to a pipe: a pipe would have to be read by a blocked
 * thread for each program, and a daemon that a notify script leaves behind would keep it open.
 */
public final class ScriptRunner implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_OUTPUT = Duration.ofMillis(200);
  private static final List<String> DANGEROUS = List.of("LD_PRELOAD", "LD_LIBRARY_PATH", "IFS");

  private final Path scratchDirectory;
  private final UserSwitch userSwitch = new UserSwitch();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param scratchDirectory where output is kept while a program runs; best in memory (/run)
   */
  public ScriptRunner(Path scratchDirectory) {
    this.scratchDirectory = scratchDirectory;
  }

  /** With the system's directory for temporary files. */
  public ScriptRunner() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Runs the program until it ends or the time is over.
   *
   * @throws InterruptedException when the outcome is no longer wanted; the program is ended then
   */
  public ScriptOutcome run(Script script, Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    try (ScriptOutput output = new ScriptOutput(scratchDirectory)) {
      Process process = start(script, output);
      running.add(process);
      try {
        return await(process, output, timeout, start);
      } finally {
        if (process.isAlive()) {
          Thread.startVirtualThread(() -> endGroup(process));
        } else {
          running.remove(process);
        }
      }
    } catch (BadAnswer notStarted) {
      return new ScriptOutcome.NotStarted(notStarted.reason());
    }
  }

  private ScriptOutcome await(Process process, ScriptOutput output, Duration timeout, long start)
      throws InterruptedException {
    while (true) {
      long left = timeout.toNanos() - (System.nanoTime() - start);
      long slice = Math.clamp(left, 0, LOOK_AT_OUTPUT.toNanos());
      if (process.waitFor(slice, TimeUnit.NANOSECONDS)) {
        return new ScriptOutcome.Exited(process.exitValue(), output.tail());
      }
      if (left <= 0) {
        return new ScriptOutcome.TimedOut(timeout, output.tail());
      }
      output.keepSmall();
    }
  }

  private Process start(Script script, ScriptOutput output) throws BadAnswer, InterruptedException {
    String program = ProgramPath.resolve(script.argv().getFirst());
    List<String> command = new ArrayList<>();
    ProgramPath.find("setsid").ifPresent(command::add);
    command.addAll(userSwitch.prefix(script));
    command.add(program);
    command.addAll(script.argv().subList(1, script.argv().size()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output.target());
    DANGEROUS.forEach(builder.environment()::remove);
    try {
      return builder.start();
    } catch (IOException refused) {
      throw new BadAnswer(program + ": " + afterErrorNumber(refused));
    }
  }

  /** {@code error=13, Permission denied} without the number. */
  private static String afterErrorNumber(IOException refused) {
    String message = String.valueOf(refused.getMessage());
    int words = message.indexOf("error=");
    int comma = message.indexOf(", ", Math.max(0, words));
    return words < 0 || comma < 0 ? message : message.substring(comma + 2);
  }

  /** SIGTERM to the whole session, SIGKILL to what is left of it after the grace. */
  private void endGroup(Process process) {
    try {
      signalGroup("TERM", process);
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      signalGroup("KILL", process);
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
    } finally {
      running.remove(process);
    }
  }

  private static void signalGroup(String signal, Process process) throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"-$1\"", signal, "" + process.pid())
          .redirectError(Redirect.DISCARD)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noShell) {
      // What follows does what can be done without one.
    }
    if (signal.equals("KILL")) {
      descendants.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /** Ends every program that still runs, without grace. */
  @Override
  public void close() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
