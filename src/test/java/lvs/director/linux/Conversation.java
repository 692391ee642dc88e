package lvs.director.linux;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.lab.Await;

/** A program that is told lines and whose output is read as it grows. */
final class Conversation implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final PrintStream input;

  Conversation(List<String> command, Path log) throws IOException {
    this.log = log;
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  void tell(String line) {
    input.println(line);
  }

  String output() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Sends a signal: STOP, CONT, KILL. */
  void signal(String name) throws IOException, InterruptedException {
    TwoHosts.run("kill -" + name + " " + process.pid());
  }

  int length() {
    return output().length();
  }

  /** Waits for a line in which the expression is found. */
  Matcher hears(String expression) {
    return hears(expression, 0);
  }

  /**
   * @param from position in the output that the line comes after
   */
  Matcher hears(String expression, int from) {
    Pattern pattern = Pattern.compile(expression, Pattern.MULTILINE);
    Matcher[] found = new Matcher[1];
    Await.until(
        LIMIT,
        () -> expression + " in:\n" + output(),
        () -> {
          found[0] = pattern.matcher(output().substring(from));
          return found[0].find();
        });
    return found[0];
  }

  @Override
  public void close() {
    input.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
