package lvs.director.lab.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lvs.director.lab.Lab;
import lvs.director.lab.service.Installation.Answer;

/**
 * A clean Debian below a folder, made by debootstrap, with mounts, processes and a loopback network
 * of its own: a shell is its process 1, and with it everything ends.
 */
final class DebianRoot implements AutoCloseable {
  private static final String SUITE = "bookworm";
  private static final long BOOTSTRAP_MINUTES = 15;
  private static final long COMMAND_SECONDS = 180;

  /** What a package with our dependencies finds there; nothing else is on the machine. */
  private static final String PACKAGES = "adduser,iproute2";

  private static final Path PRISTINE = Path.of("target", "debian-" + SUITE).toAbsolutePath();

  private static final String PROCESS_ONE =
      """
      set -e
      cd "$0"
      mount --bind "$0" "$0"
      cd "$0"
      mount -t proc proc proc
      mount -t sysfs -o ro sys sys
      mount -t tmpfs tmpfs run
      mount -t tmpfs tmpfs dev
      for device in null zero full random urandom tty; do
        touch dev/$device
        mount --bind /dev/$device dev/$device
      done
      ln -s /proc/self/fd dev/fd
      mkdir -p run/lock run/lock/subsys
      ip link set lo up
      # As on a machine that SysV init has brought up: packages may start services of this runlevel.
      printf '#!/bin/sh\necho N 2\n' > usr/sbin/runlevel
      printf '#!/bin/sh\nexit 0\n' > usr/sbin/policy-rc.d
      chmod 755 usr/sbin/runlevel usr/sbin/policy-rc.d
      exec chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 /bin/sh -c \
        'while read -r n; do sh /tmp/$n.sh </dev/null >/tmp/$n.out 2>&1; echo "@@$?"; done'
      """;

  private final Path folder;
  private final Process shell;
  private final BufferedReader answers;
  private int scripts;

  private DebianRoot(Path folder, Process shell) {
    this.folder = folder;
    this.shell = shell;
    this.answers = shell.inputReader(StandardCharsets.UTF_8);
  }

  /** Makes one below the folder, from a copy of the first one. */
  static DebianRoot start(Path folder) throws IOException, InterruptedException {
    Lab.root();
    bootstrapOnce();
    run(5, List.of("cp", "-a", PRISTINE.toString(), folder.toString()));
    Process shell =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--pid",
                "--net",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                PROCESS_ONE,
                folder.toString())
            .redirectErrorStream(true)
            .start();
    return new DebianRoot(folder, shell);
  }

  private static void bootstrapOnce() throws IOException, InterruptedException {
    String program = Lab.program("debootstrap", "debootstrap");
    if (Files.isDirectory(PRISTINE)) {
      return;
    }
    Path unfinished = Files.createTempDirectory(PRISTINE.getParent(), "debian-unfinished");
    List<String> words =
        List.of(
            program, "--variant=minbase", "--include=" + PACKAGES, SUITE, unfinished.toString());
    try {
      run(BOOTSTRAP_MINUTES, Stream.concat(words.stream(), mirror().stream()).toList());
      Files.move(unfinished, PRISTINE);
    } catch (FileAlreadyExistsException another) {
      // another test was faster
    } catch (AssertionError noMirror) {
      Lab.skip("no clean Debian can be made here: " + noMirror.getMessage());
    }
  }

  /** The one that this machine installs from; debootstrap's own without one. */
  private static List<String> mirror() throws IOException {
    Pattern line = Pattern.compile("(?m)^(?:URIs:|deb(?: \\[.*\\])?)\\s+(\\S+/debian/?)(?:\\s|$)");
    for (Path file : sources()) {
      Matcher found = line.matcher(Files.readString(file));
      if (found.find()) {
        return List.of(found.group(1));
      }
    }
    return List.of();
  }

  private static List<Path> sources() throws IOException {
    Path list = Path.of("/etc/apt/sources.list");
    Path parts = Path.of("/etc/apt/sources.list.d");
    try (Stream<Path> more = Files.isDirectory(parts) ? Files.list(parts) : Stream.empty()) {
      return Stream.concat(Stream.of(list), more)
          .filter(each -> each.toString().matches(".*\\.(list|sources)"))
          .filter(Files::isReadable)
          .sorted()
          .toList();
    }
  }

  private static void run(long minutes, List<String> words)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("debian", ".log");
    try {
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", words) + ":\n" + tail(log));
      }
    } finally {
      Files.delete(log);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** A file of this Debian, {@code etc/default/lvs-director}. */
  Path file(String path) {
    return folder.resolve(path);
  }

  /** Runs a shell script inside to its end. */
  Answer run(String script) {
    String name = Integer.toString(scripts++);
    try {
      Files.writeString(file("tmp/" + name + ".sh"), script);
      shell.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      shell.getOutputStream().flush();
      String line =
          CompletableFuture.supplyAsync(this::answer).get(COMMAND_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(file("tmp/" + name + ".out"));
      return new Answer(Integer.parseInt(line.substring(2)), output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ExecutionException | TimeoutException dead) {
      throw new AssertionError("no end within " + COMMAND_SECONDS + " s: " + script, dead);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private String answer() {
    try {
      StringBuilder said = new StringBuilder();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith("@@")) {
          return line;
        }
        said.append(line).append('\n');
      }
      throw new IllegalStateException("the Debian below " + folder + " has ended:\n" + said);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    shell.destroyForcibly();
    try {
      shell.waitFor();
      run(5, List.of("rm", "-rf", "--one-file-system", folder.toString()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
