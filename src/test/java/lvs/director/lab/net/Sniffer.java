package lvs.director.lab.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lvs.director.lab.Await;

/** Records what one host sends, at the switch's end of its cable. */
public final class Sniffer implements AutoCloseable {
  private static final String VRRP_AND_NEIGHBOURS =
      "ip proto 112 or ip proto 51 or ip6 proto 112 or arp or icmp6";

  private final Path file;
  private final Path log;
  private final Process process;

  public Sniffer(Host host, int segment, Path file) throws IOException {
    this.file = file;
    this.log = Path.of(file + ".log");
    this.process =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                host.switchNamespace(),
                "tcpdump",
                "-i",
                host.port(segment),
                "-Q",
                "in",
                "-n",
                "-U",
                "--immediate-mode",
                "--time-stamp-precision=nano",
                "-Z",
                "root",
                "-w",
                file.toString(),
                VRRP_AND_NEIGHBOURS)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(
        Duration.ofSeconds(20),
        () -> "tcpdump: " + readLog(),
        () -> readLog().contains("listening on"));
  }

  private String readLog() {
    try {
      return Files.readString(log);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Ends the recording. */
  public Capture capture() {
    close();
    return new Capture(file);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      Command.end(process, 10);
    }
  }
}
