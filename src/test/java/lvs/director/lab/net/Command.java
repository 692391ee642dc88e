package lvs.director.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that end by themselves. */
public final class Command {
  private Command() {}

  /**
   * @return what it printed
   * @throws AssertionError when it fails, with what it printed
   */
  public static String run(String... words) {
    return input("", words);
  }

  /**
   * @param input what the program reads
   */
  public static String input(String input, String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", words) + ":\n" + output);
      }
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /** What a program printed, without what it complained about. */
  static String output(List<String> words) {
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ends a program of ours: asks it with SIGTERM, then SIGKILL. */
  static void end(Process process, long patienceSeconds) {
    process.destroy();
    try {
      if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      throw interrupted(interrupted);
    }
  }

  /**
   * A process that has ended by itself meanwhile is no failure: a director's short helpers do.
   *
   * @param signal as kill names it: STOP, CONT, HUP, KILL
   */
  static void signal(String signal, List<Long> pids) {
    for (long pid : pids) {
      try {
        run("kill", "-" + signal, Long.toString(pid));
      } catch (AssertionError refused) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
          throw refused;
        }
      }
    }
  }

  static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(cause);
  }
}
