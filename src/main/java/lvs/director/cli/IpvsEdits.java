package lvs.director.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsService;
import lvs.director.ipvs.IpvsadmCommand.EditServer;
import lvs.director.ipvs.IpvsadmCommand.EditService;
import lvs.director.ipvs.IpvsadmOption;
import lvs.director.ipvs.KeptSettings;

/**
 * What {@code -E} and {@code -e} come to in the kernel's present state. With --keep what was not
 * given stays; without, it is said what does not.
 */
final class IpvsEdits {
  private static final Set<IpvsadmOption> WHOLE_SERVER =
      Set.of(
          IpvsadmOption.GATEWAYING,
          IpvsadmOption.TUNNEL_TYPE,
          IpvsadmOption.WEIGHT,
          IpvsadmOption.UPPER_THRESHOLD,
          IpvsadmOption.LOWER_THRESHOLD);

  private final IpvsKernel kernel;
  private final Consumer<String> warnings;

  IpvsEdits(IpvsKernel kernel, Consumer<String> warnings) {
    this.kernel = kernel;
    this.warnings = warnings;
  }

  IpvsChange change(EditService edit) throws IOException {
    IpvsService wanted = edit.wanted();
    Optional<IpvsService> current = kernel.read(wanted.key()).map(ServiceReading::service);
    if (current.isEmpty() || edit.keep()) {
      return new IpvsChange.EditService(
          current.map(row -> KeptSettings.keep(wanted, row, edit.given())).orElse(wanted));
    }
    warn(wanted.key().toString(), KeptSettings.losses(wanted, current.get(), edit.given()));
    return new IpvsChange.EditService(wanted);
  }

  IpvsChange change(EditServer edit) throws IOException {
    IpvsServer wanted = edit.wanted();
    boolean whole = edit.given().containsAll(WHOLE_SERVER);
    Optional<IpvsServer> current = whole ? Optional.empty() : current(edit);
    if (current.isEmpty() || edit.keep()) {
      return new IpvsChange.EditServer(
          edit.key(),
          current.map(row -> KeptSettings.keep(wanted, row, edit.given())).orElse(wanted));
    }
    warn(
        wanted.endpoint() + " in " + edit.key(),
        KeptSettings.losses(wanted, current.get(), edit.given()));
    return new IpvsChange.EditServer(edit.key(), wanted);
  }

  private Optional<IpvsServer> current(EditServer edit) throws IOException {
    return kernel.read(edit.key()).stream()
        .flatMap(service -> service.servers().stream())
        .map(ServerReading::server)
        .filter(each -> each.endpoint().equals(edit.wanted().endpoint()))
        .findFirst();
  }

  private void warn(String what, List<String> losses) {
    if (!losses.isEmpty()) {
      warnings.accept(
          "%s: not given and so reset: %s; --keep leaves what is not given"
              .formatted(what, String.join(", ", losses)));
    }
  }
}
