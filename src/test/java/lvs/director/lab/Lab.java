package lvs.director.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the lab's tests need of the machine. */
public final class Lab {
  private Lab() {}

  /** Skips the test, saying why, when a program is not installed; in CI that is a failure. */
  public static String program(String name, String debianPackage) {
    Optional<Path> found =
        Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String why = name + " is not installed (Debian: apt-get install " + debianPackage + ")";
      if (System.getenv("CI") != null) {
        throw new AssertionError(why);
      }
      System.out.println("skipped: " + why);
      assumeTrue(false, why);
    }
    return found.orElseThrow().toString();
  }

  /** A loopback port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
