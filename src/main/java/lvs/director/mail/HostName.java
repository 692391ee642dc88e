package lvs.director.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The name of this machine for mail, with its domain where that can be found out. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private HostName() {}

  /** Asks the resolver for the domain, though not for long. */
  static String find() {
    String name = kernelName();
    if (name.contains(".")) {
      return name;
    }
    CompletableFuture<String> full = new CompletableFuture<>();
    Thread.ofVirtual().name("mail-host-name").start(() -> full.complete(resolved(name)));
    try {
      return full.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException noAnswer) {
      return name;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return name;
    }
  }

  private static String resolved(String name) {
    try {
      String full = InetAddress.getByName(name).getCanonicalHostName();
      boolean itself = full.startsWith(name + ".");
      return itself ? full : name;
    } catch (UnknownHostException unknown) {
      return name;
    }
  }

  private static String kernelName() {
    try {
      String name = Files.readString(KERNEL).strip();
      return name.isEmpty() ? "localhost" : name;
    } catch (IOException unreadable) {
      return "localhost";
    }
  }
}
