package lvs.director.lab.uml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import lvs.director.lab.Lab;

/**
 * A running user-mode kernel with ip_vs. Its process 1 reads the numbers of scripts from the
 * console, runs each of them at once in the background, and says on the console how it ended; when
 * the console's other end closes, it halts, so that no machine outlives its test.
 *
 * <p>A system call costs about 30 microseconds here, a page fault more, and there is one processor:
 * starting a JVM takes 3 to 5 seconds. Programs' files are those of the outer machine (hostfs);
 * /proc, /sys and /run are the machine's own.
 */
public final class UserModeMachine implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final long HALT_SECONDS = 10;

  /** What process 1 writes before the number of a script and its exit code. */
  private static final String ENDED = "@@ended ";

  /** What a JVM needs here: other collectors cannot reserve their address space. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED");

  private final Path folder;
  private final Process process;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Integer>> endings = new ConcurrentHashMap<>();
  private final StringBuffer console = new StringBuffer();

  /** What a program printed, standard error included, and its exit code. */
  public record Answer(int exitCode, String output) {}

  private UserModeMachine(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    Thread.ofPlatform().daemon().name("user-mode-console").start(this::readConsole);
  }

  /**
   * Boots a machine. Skips the test, saying why, where user-mode-linux is not installed.
   *
   * @param folder for its scripts and what they print; on this machine's disk, not below /run
   * @param memoryMib what it has; taken from /dev/shm as it is used
   */
  public static UserModeMachine boot(Path folder, int memoryMib) throws IOException {
    String kernel = Lab.program("linux.uml", "user-mode-linux");
    Lab.program("ipvsadm", "ipvsadm");
    Path made = Files.createDirectories(folder).toRealPath();
    prepare(made);
    Process process =
        new ProcessBuilder(
                kernel,
                "mem=" + memoryMib + "M",
                "root=/dev/root",
                "rootfstype=hostfs",
                "rootflags=/",
                "rw",
                "init=" + made.resolve("init"),
                "con=null",
                "con0=fd:0,fd:1",
                "ssl=null",
                "quiet")
            .redirectErrorStream(true)
            .start();
    UserModeMachine machine = new UserModeMachine(made, process);
    try {
      machine.awaitReady();
    } catch (AssertionError dead) {
      machine.close();
      throw dead;
    }
    return machine;
  }

  /** Process 1, and modprobe with the modules of this kernel instead of the outer machine's. */
  private static void prepare(Path folder) throws IOException {
    Path modprobe = folder.resolve("modprobe");
    executable(modprobe, "#!/bin/sh\nexec /sbin/modprobe -d /run/modules \"$@\"\n");
    executable(
        folder.resolve("init"),
        """
        #!/bin/sh
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
        mount -t proc proc /proc
        mount -t sysfs sys /sys
        mount -t tmpfs tmpfs /run
        mkdir -p /run/modules/lib
        ln -s /usr/lib/uml/modules /run/modules/lib/modules
        stty raw -echo
        hostname user-mode
        echo %s > /proc/sys/kernel/modprobe
        %s ipv6
        %s ip_vs
        ip link set lo up
        echo "%s0 0"
        while read -r number; do
          ( ( . %s/$number.sh ) > %s/$number.out 2>&1 < /dev/null; echo "%s$number $?" ) &
        done
        halt -f
        """
            .formatted(modprobe, modprobe, modprobe, ENDED, folder, folder, ENDED));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void readConsole() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        console.append(line).append('\n');
        int at = line.indexOf(ENDED);
        if (at >= 0) {
          String[] words = line.substring(at + ENDED.length()).strip().split(" ");
          ending(Integer.parseInt(words[0])).complete(Integer.parseInt(words[1]));
        }
      }
    } catch (IOException closed) {
      // the machine has ended
    }
    endings
        .values()
        .forEach(
            each -> each.completeExceptionally(new IOException("the user-mode machine halted")));
  }

  /** Process 1 counts its own start as script 0; what was written earlier could get lost. */
  private void awaitReady() {
    new Running(0, ending(0)).await(BOOT);
  }

  private CompletableFuture<Integer> ending(int number) {
    return endings.computeIfAbsent(number, _ -> new CompletableFuture<>());
  }

  /**
   * Runs a shell script that ends by itself.
   *
   * @throws AssertionError when it does not end in time, or the machine halts
   */
  public Answer script(Duration limit, String script) {
    return begin(script).await(limit);
  }

  /**
   * Runs a program that ends by itself.
   *
   * @return what it printed
   * @throws AssertionError when it fails, with what it printed
   */
  public String run(Duration limit, String... words) {
    return sh(limit, quoted(List.of(words)));
  }

  /**
   * Runs a shell script that must succeed.
   *
   * @return what it printed
   */
  public String sh(Duration limit, String script) {
    Answer answer = script(limit, script);
    if (answer.exitCode() != 0) {
      throw new AssertionError(
          script + "\nended with " + answer.exitCode() + ":\n" + answer.output());
    }
    return answer.output();
  }

  /** Starts a shell script in the background. */
  public Running begin(String script) {
    int number = next.incrementAndGet();
    try {
      // A shell that was not started anew knows no number of its own but by the kernel.
      String identified =
          "read -r pid rest < /proc/self/stat; echo $pid > %s/%d.pid\n%s\n"
              .formatted(folder, number, script);
      Files.writeString(folder.resolve(number + ".sh"), identified);
      Running running = new Running(number, ending(number));
      synchronized (process) {
        process.getOutputStream().write((number + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
      }
      return running;
    } catch (IOException dead) {
      throw new AssertionError("the user-mode machine does not listen:\n" + console, dead);
    }
  }

  /** Starts a program in the background, so that signals reach the program itself. */
  public Running start(List<String> words) {
    return begin("exec " + quoted(words));
  }

  /** The words that run a main class on the test's class path, inside. */
  public static List<String> java(String mainClass, String... arguments) {
    return java(List.of(), mainClass, arguments);
  }

  /**
   * @param options of the JVM, besides those it needs here
   */
  public static List<String> java(List<String> options, String mainClass, String... arguments) {
    List<String> words = new java.util.ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JAVA_OPTIONS);
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    words.addAll(List.of(arguments));
    return words;
  }

  /** As a shell reads them. */
  public static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  public Path folder() {
    return folder;
  }

  /** What the kernel and process 1 said. */
  public String console() {
    return console.toString();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(HALT_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (IOException halted) {
      end();
    } catch (InterruptedException interrupted) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  /** The kernel is a family of processes: one for itself, and one for each address space. */
  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** A script in the background. */
  public final class Running {
    private final int number;
    private final CompletableFuture<Integer> ending;

    private Running(int number, CompletableFuture<Integer> ending) {
      this.number = number;
      this.ending = ending;
    }

    /** What it printed so far. */
    public String output() {
      try {
        Path out = folder.resolve(number + ".out");
        return Files.exists(out) ? new String(Files.readAllBytes(out), StandardCharsets.UTF_8) : "";
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    public boolean runs() {
      return !ending.isDone();
    }

    /**
     * Sends a signal to the script's process, which {@link #start} has made the program.
     *
     * @param signal as kill names it: TERM, KILL, HUP, STOP
     */
    public void signal(String signal) {
      sh(Duration.ofSeconds(30), "kill -%s %s".formatted(signal, pid()));
    }

    /** What a shell inside takes for its process id. */
    public String pid() {
      return "$(cat %s/%d.pid)".formatted(folder, number);
    }

    /**
     * @throws AssertionError when it does not end in time
     */
    public Answer await(Duration limit) {
      try {
        int code = ending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        return new Answer(code, output());
      } catch (TimeoutException late) {
        throw new AssertionError("no end within " + limit + "; it printed:\n" + output());
      } catch (ExecutionException halted) {
        throw new AssertionError("the user-mode machine halted:\n" + console, halted);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted");
      }
    }
  }
}
