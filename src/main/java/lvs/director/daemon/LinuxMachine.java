package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.linux.Errno;
import lvs.director.linux.RawSockets;
import lvs.director.model.Configuration;
import lvs.director.model.ProcessSettings.ProcessTuning;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.NetworkControl;

/** The Linux that this process runs on. */
final class LinuxMachine implements Machine {
  private static final Path UPTIME = Path.of("/proc/uptime");

  @Override
  public AutoCloseable watchLinks(NetworkControl.Listener listener) throws IOException {
    throw new IOException("links");
  }

  @Override
  public AdvertisementChannel channel() throws IOException {
    return new RawSockets();
  }

  @Override
  public NetworkControl network(Configuration configuration) throws IOException {
    throw new IOException("network");
  }

  @Override
  public ClaimWatcher watchClaims(NetworkControl.Listener listener) throws IOException {
    throw new IOException("claims");
  }

  /** A machine that does not tell counts as booted long ago. */
  @Override
  public long bootNanos() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return System.nanoTime() - (long) (Double.parseDouble(seconds) * 1e9);
    } catch (IOException | NumberFormatException unknown) {
      return System.nanoTime() - Long.MAX_VALUE / 4;
    }
  }

  @Override
  public String errnoText(int errno) {
    return Errno.text(errno);
  }

  @Override
  public Precedence takePrecedence(ProcessTuning tuning) {
    return new Precedence(0, "");
  }
}
