package lvs.director.lab.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Lab;

/**
 * The scripts of {@code init.d} with an {@code /etc/default}, a {@code /run} and a {@code
 * /usr/local/sbin} of their own, by a mount namespace for each call: nothing of this machine's is
 * read or written.
 */
final class Installation {
  private static final long PATIENCE_SECONDS = 120;

  /** The folders stand in for those of the machine; then the program becomes what was asked for. */
  private static final String ENTER =
      """
      set -e
      mount --bind "$0/default" /etc/default
      mount --bind "$0/sbin" /usr/local/sbin
      mount --bind "$0/run" /run
      exec "$@"
      """;

  private final Path folder;
  private final List<String> prefix;

  /** What a program printed, standard error included, and its exit code. */
  record Answer(int exitCode, String output) {}

  /**
   * @param prefix words that run a program where it shall run, such as in a network namespace
   */
  Installation(Path folder, List<String> prefix) throws IOException {
    Lab.root();
    this.folder = folder;
    this.prefix = prefix;
    for (String each : List.of("default", "sbin", "run/lock/subsys", "log")) {
      Files.createDirectories(folder.resolve(each));
    }
    executable(
        folder.resolve("sbin/lvs-director"),
        """
        #!/bin/sh
        exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
        --enable-native-access=ALL-UNNAMED -cp %s lvs.director.cli.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
  }

  /** A program that scripts find before this machine's. */
  void program(String name, String text) throws IOException {
    executable(folder.resolve("sbin").resolve(name), text);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A file of /run, whether it exists or not. */
  Path run(String name) {
    return folder.resolve("run").resolve(name);
  }

  Path folder() {
    return folder;
  }

  /** The settings of a script, {@code NAME="value"} lines. */
  void settings(String script, String text) throws IOException {
    Files.writeString(folder.resolve("default").resolve(script), text);
  }

  /** Runs a script of {@code init.d}. */
  Answer script(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of(path(name)));
    words.addAll(List.of(arguments));
    return enter(words);
  }

  /** Runs a script as somebody who is not root. */
  Answer asNobody(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534"));
    words.addAll(List.of("--clear-groups", path(name)));
    words.addAll(List.of(arguments));
    return enter(words);
  }

  private static String path(String script) {
    return Path.of("init.d", script).toAbsolutePath().toString();
  }

  /** Runs a program with these folders in place. */
  Answer enter(List<String> program) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("unshare", "--mount", "sh", "-c", ENTER, folder.toString()));
    words.addAll(program);
    try {
      // A director that goes on running must not keep our end of its output open: a file.
      Path output = Files.createTempFile(folder.resolve("log"), "answer", "");
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end of " + program);
      }
      return new Answer(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
