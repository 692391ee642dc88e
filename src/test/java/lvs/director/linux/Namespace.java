package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.lab.Lab;

/**
 * A network namespace that a test made, and a thread that lives in it. Sockets stay in the
 * namespace in which they were opened, threads begin in that of who starts them, and so do programs
 * (setns(2), clone(2)).
 */
final class Namespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final AtomicInteger NEXT = new AtomicInteger();

  static {
    Native.register(Namespace.class, "c");
  }

  private final String name;
  private final ExecutorService inside =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "inside"));

  private static native int open(String path, int flags) throws LastErrorException;

  private static native int setns(int fd, int kind) throws LastErrorException;

  private static native int close(int fd) throws LastErrorException;

  /** An empty one, with its loopback up. */
  Namespace() {
    Lab.program("ip", "iproute2");
    name = "lvsd-nl-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
    outside("ip", "netns", "add", name);
    call(
        () -> {
          int fd = open("/run/netns/" + name, 0);
          setns(fd, CLONE_NEWNET);
          return close(fd);
        });
    run("ip", "link", "set", "lo", "up");
  }

  String name() {
    return name;
  }

  /** Does it in the thread that lives here. */
  <T> T call(Callable<T> task) {
    try {
      return inside.submit(task).get();
    } catch (ExecutionException failed) {
      throw new AssertionError("in namespace " + name, failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Runs a program here and returns what it printed; it must succeed. */
  String run(String... words) {
    return call(() -> outside(words));
  }

  /** The same, with the words of a line. */
  String ip(String line) {
    List<String> words = new ArrayList<>(List.of("ip"));
    words.addAll(List.of(line.split(" ")));
    return run(words.toArray(String[]::new));
  }

  /** Runs a program here and returns what it complained of. */
  String attempt(String line) {
    return call(
        () -> {
          Process process = new ProcessBuilder(line.split(" ")).redirectErrorStream(true).start();
          process.getOutputStream().close();
          String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          return process.waitFor() == 0 ? "" : said;
        });
  }

  /** Many lines for ip, quickly; each must succeed. */
  void batch(String lines) {
    try {
      Path file = Files.createTempFile("lvsd", ".batch");
      Files.writeString(file, lines);
      ip("-batch " + file);
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Two interfaces with a cable between them, both up and without any address. */
  void cable(String one, String other) {
    ip("link add " + one + " type veth peer name " + other);
    ip("link set " + one + " addrgenmode none");
    ip("link set " + other + " addrgenmode none");
    ip("link set " + one + " up");
    ip("link set " + other + " up");
  }

  private static String outside(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + said);
      return said;
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(String.join(" ", words), failed);
    }
  }

  @Override
  public void close() {
    inside.shutdown();
    outside("ip", "netns", "delete", name);
  }
}
