package lvs.director.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What the lab's tests need of the machine. */
public final class Lab {
  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 18_000;
  private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(PORTS));

  private Lab() {}

  /** Skips the test, saying why, when a program is not installed; in CI that is a failure. */
  public static String program(String name, String debianPackage) {
    Optional<Path> found =
        Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      skip(name + " is not installed (Debian: apt-get install " + debianPackage + ")");
    }
    return found.orElseThrow().toString();
  }

  /** Skips the test, saying why, when it may not make network namespaces; in CI a failure. */
  public static void root() {
    if (!"root".equals(System.getProperty("user.name"))) {
      skip("network namespaces need root");
    }
  }

  /** Skips the test, saying why; in CI that is a failure. */
  public static void skip(String why) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(why);
    }
    System.out.println("skipped: " + why);
    assumeTrue(false, why);
  }

  /**
   * A port that nobody listens on, on any address, and that is given out once. It lies below the
   * kernel's ephemeral ports, so that no outgoing connection of another test can take it meanwhile.
   */
  public static int freePort() throws IOException {
    for (int tries = 0; tries < PORTS; tries++) {
      int port = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // the next one
      }
    }
    throw new IOException("no free port from " + FIRST_PORT + " on");
  }
}
