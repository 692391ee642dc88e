package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;

/** Whoever programs IPVS on a host from a keepalived.conf: we, or keepalived. */
abstract class Director implements AutoCloseable {
  /** Long, since a machine's one processor may be shared with other tests' machines. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final UserModeHost host;
  private final Path folder;
  private final UserModeClient kernel;
  private final UserModeMachine.Running running;

  Director(UserModeHost host, Path folder, String keepalivedConf) throws IOException {
    this.host = host;
    this.folder = Files.createDirectories(folder);
    this.kernel = new UserModeClient(host);
    configure(keepalivedConf);
    prepare();
    running = host.start(command());
  }

  /** The one that the property {@code lab.ipvs.director} names; ours without it. */
  static Director start(UserModeHost host, Path folder, String keepalivedConf) throws IOException {
    return "keepalived".equals(System.getProperty("lab.ipvs.director", "keepalived"))
        ? new Keepalived(host, folder, keepalivedConf)
        : new LvsDirector(host, folder, keepalivedConf);
  }

  /** What it needs besides keepalived.conf, before its start. */
  void prepare() throws IOException {}

  abstract List<String> command();

  final Path folder() {
    return folder;
  }

  final UserModeHost host() {
    return host;
  }

  private void configure(String keepalivedConf) throws IOException {
    Files.writeString(folder.resolve("keepalived.conf"), keepalivedConf);
  }

  /** The kernel's table as it is now. */
  final KernelTable table() {
    return KernelTable.parse(kernel.read("/proc/net/ip_vs"));
  }

  /** The kernel's connections, as they stand in /proc. */
  final String connections() {
    return kernel.read("/proc/net/ip_vs_conn");
  }

  /** Waits for the table to be as wanted, and fails with the table and the log. */
  final void awaitTable(String what, Wanted wanted) {
    Await.until(LIMIT, () -> what + "\n" + evidence(), () -> wanted.isSo(table()));
  }

  interface Wanted {
    boolean isSo(KernelTable table);
  }

  /** SIGHUP with another configuration. */
  final void reload(String keepalivedConf) throws IOException {
    configure(keepalivedConf);
    running.signal("HUP");
  }

  final String log() {
    return running.output();
  }

  /** What a failed assertion should show. */
  final String evidence() {
    return "the kernel's table:\n" + table() + "\nthe director's log:\n" + log();
  }

  /** SIGTERM, and its end. */
  final void stop() {
    running.signal("TERM");
    running.await(LIMIT);
  }

  @Override
  public final void close() {
    if (running.runs()) {
      stop();
    }
  }
}
