package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lvs.director.model.LvsSettings;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/** Starts and stops the kernel's synchronisation daemons as the election goes. */
final class SyncDaemons {
  private final IpvsSocket kernel;

  SyncDaemons(IpvsSocket kernel) {
    this.kernel = kernel;
  }

  /**
   * Makes the running daemons what is wanted; one that runs as wanted is not touched.
   *
   * @param settings with the id resolved
   * @return what could not be done
   */
  List<DataPlane.Refused> follow(
      Optional<LvsSettings.SyncDaemon> settings, DataPlane.SyncRole role) {
    return List.of();
  }

  List<KernelStatus.Sync> running() throws IOException {
    return kernel == null ? List.of() : List.of();
  }

  /** Stops those that this program started. */
  void close() {}
}
