package lvs.director.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The kernel's module ip_vs, which holds IPVS where it is not built in. */
final class IpvsModule {
  private static final int PATIENCE_SECONDS = 20;
  private static final int MOST_WORDS_BYTES = 300;

  /** The program that the kernel itself loads modules with; empty where it may not. */
  private static final Path KERNELS_CHOICE = Path.of("/proc/sys/kernel/modprobe");

  /** What to do where IPVS is missing. */
  private static final String REMEDY =
      "; load it by \"modprobe ip_vs\", and at every boot by a line \"ip_vs\" in"
          + " /etc/modules-load.d/ip_vs.conf; a container has the kernel of its host: load it"
          + " there. A kernel that was built without CONFIG_IP_VS needs to be replaced";

  private IpvsModule() {}

  /**
   * Runs {@code modprobe -- ip_vs}.
   *
   * @return empty when it succeeded, or what became of it
   */
  static String load() {
    String program = program();
    try {
      Process process =
          new ProcessBuilder(program, "--", "ip_vs").redirectErrorStream(true).start();
      process.getOutputStream().close();
      return outcome(program, process);
    } catch (IOException missing) {
      return missing.getMessage();
    }
  }

  private static String outcome(String program, Process process) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return program + " did not end within " + PATIENCE_SECONDS + " s";
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return program + " was interrupted";
    }
    byte[] said = process.getInputStream().readNBytes(MOST_WORDS_BYTES);
    String words = new String(said, StandardCharsets.UTF_8).strip().replace('\n', ' ');
    return process.exitValue() == 0
        ? ""
        : words.isEmpty() ? program + " failed with " + process.exitValue() : words;
  }

  private static String program() {
    try {
      String chosen = Files.readString(KERNELS_CHOICE).strip();
      return Files.isExecutable(Path.of(chosen)) ? chosen : "modprobe";
    } catch (IOException unreadable) {
      return "modprobe";
    }
  }

  /**
   * Why there is no IPVS, and what to do.
   *
   * @param loading what {@link #load} gave
   */
  static IOException missing(String loading) {
    return new IOException(
        "this kernel has no IPVS: its module ip_vs is not loaded"
            + (loading.isEmpty() ? "" : " (" + loading + ")")
            + REMEDY);
  }

  /**
   * Why this process may not, and what to do. The kernel wants the capability in the first user
   * namespace (GENL_ADMIN_PERM), so that being root of another one does not do.
   */
  static IOException notPermitted() {
    return new IOException(
        "the kernel does not show its IPVS table to this process: "
            + (Capabilities.ofThisProcess().mayChangeNetwork()
                ? "its CAP_NET_ADMIN is that of a user namespace only, as in a rootless container;"
                    + " run it on the host, or in a container with the host's user namespace"
                : "CAP_NET_ADMIN is missing; start as root, or in the systemd unit"
                    + " AmbientCapabilities=CAP_NET_ADMIN, or docker run --cap-add NET_ADMIN"));
  }
}
