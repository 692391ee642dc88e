package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lvs.director.linux.IpvsPlane;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import lvs.director.port.DataPlane;
import lvs.director.proxy.ProxyPlane;

/**
 * The data plane of this run: chosen when a configuration first has work for one, then the same
 * until the end. A director that only elects loads no module and opens no event loop.
 */
final class ChosenPlane {
  private final Kernel kernel;
  private final Proxy proxy;
  private volatile Optional<Choice> choice = Optional.empty();

  /** Opens the kernel's plane. */
  interface Kernel {
    /**
     * @throws IOException when there is none or this user may not; says which and the remedy
     */
    DataPlane open() throws IOException;
  }

  /** Opens the built-in plane. */
  interface Proxy {
    DataPlane open(DirectorSettings settings) throws IOException;
  }

  /**
   * @param reason why it is this plane
   * @param settings that it was opened with
   */
  record Choice(DataPlane plane, String reason, DirectorSettings settings) {
    boolean isKernel() {
      return plane.name().equals("ipvs");
    }
  }

  ChosenPlane(Kernel kernel, Proxy proxy) {
    this.kernel = kernel;
    this.proxy = proxy;
  }

  /** Of this machine. */
  static ChosenPlane ofThisMachine(Path stateFolder) {
    return new ChosenPlane(() -> IpvsPlane.open(stateFolder), ProxyPlane::new);
  }

  /** Whether the configuration has anything for a plane to do. */
  static boolean isNeeded(Configuration configuration) {
    return !configuration.virtualServices().isEmpty()
        || configuration.lvs().syncDaemon().isPresent();
  }

  Optional<Choice> choice() {
    return choice;
  }

  /**
   * Chooses, if the configuration needs a plane and there is none yet.
   *
   * @throws IOException when the plane that must be cannot be opened; says why and the remedy
   */
  synchronized void chooseFor(Configuration configuration) throws IOException {
    if (choice.isEmpty() && isNeeded(configuration)) {
      choice = Optional.of(choose(configuration.director()));
    }
  }

  private Choice choose(DirectorSettings settings) throws IOException {
    return switch (settings.dataPlane()) {
      case PROXY -> proxy(settings, "the configuration says data_plane proxy");
      case IPVS -> wantedKernel(settings);
      case AUTO -> kernelIfPossible(settings);
    };
  }

  private Choice wantedKernel(DirectorSettings settings) throws IOException {
    try {
      return new Choice(kernel.open(), "the configuration says data_plane ipvs", settings);
    } catch (IOException impossible) {
      throw new IOException(
          "'data_plane ipvs' is not possible here: "
              + impossible.getMessage()
              + "; with 'data_plane auto' the built-in plane would carry the traffic",
          impossible);
    }
  }

  private Choice kernelIfPossible(DirectorSettings settings) throws IOException {
    try {
      return new Choice(kernel.open(), "the kernel has IPVS", settings);
    } catch (IOException impossible) {
      return proxy(settings, "the kernel's IPVS cannot be used: " + impossible.getMessage());
    }
  }

  private Choice proxy(DirectorSettings settings, String reason) throws IOException {
    return new Choice(proxy.open(settings), reason, settings);
  }
}
