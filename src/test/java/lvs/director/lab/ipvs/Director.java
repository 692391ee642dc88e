package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import lvs.director.lab.Await;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;

/**
 * A balancer that runs from the beginning to the end of a test, and the kernel's table beside it.
 */
final class Director implements AutoCloseable {
  /** Long, since a machine's one processor may be shared with other tests' machines. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Balancer balancer;
  private final UserModeClient kernel;

  private Director(Balancer balancer, UserModeClient kernel) {
    this.balancer = balancer;
    this.kernel = kernel;
  }

  /**
   * Starts the one that the property {@code lab.ipvs.director} names; ours without it. It may still
   * be starting when this returns.
   */
  static Director start(UserModeHost host, Path folder, String keepalivedConf) throws IOException {
    Balancer balancer =
        "keepalived".equals(System.getProperty("lab.ipvs.director"))
            ? new KeepalivedInside(host, folder, false)
            : new DirectorInside(host, folder);
    balancer.configure(keepalivedConf);
    balancer.begin();
    return new Director(balancer, new UserModeClient(host));
  }

  /** Runs a command of lvs-director; keepalived has none, so the test then ends as skipped. */
  String command(String... arguments) {
    assumeTrue(balancer instanceof DirectorInside, "keepalived has no commands");
    return ((DirectorInside) balancer).command(arguments);
  }

  /** The kernel's table as it is now. */
  KernelTable table() {
    return KernelTable.parse(kernel.read("/proc/net/ip_vs"));
  }

  /** The kernel's connections, as they stand in /proc. */
  String connections() {
    return kernel.read("/proc/net/ip_vs_conn");
  }

  /** Waits for the table to be as wanted, and fails with the table and the log. */
  void awaitTable(String what, Wanted wanted) {
    Await.until(LIMIT, () -> what + "\n" + evidence(), () -> wanted.isSo(table()));
  }

  interface Wanted {
    boolean isSo(KernelTable table);
  }

  /** SIGHUP with another configuration; the table tells when it is in force. */
  void reload(String keepalivedConf) {
    balancer.configure(keepalivedConf);
    balancer.signal("HUP");
  }

  /** What a failed assertion should show. */
  String evidence() {
    return "the kernel's table:\n" + table() + "\nthe director's log:\n" + balancer.log();
  }

  /** SIGTERM, and its end. */
  @Override
  public void close() {
    if (balancer.runs()) {
      balancer.stop();
    }
  }
}
