package lvs.director.ipvs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceTable;

/**
 * What decides whether a setting is right.
 *
 * @param table the services that are wanted
 * @param kernel empty when its version cannot be told
 * @param networks that this machine is in
 * @param values of the settings, by full name; those that this kernel has
 */
public record SysctlCircumstances(
    ServiceTable table,
    Optional<KernelRelease> kernel,
    Collection<AttachedNetwork> networks,
    Map<String, String> values) {

  boolean hasServices() {
    return !table.services().isEmpty();
  }

  boolean isBefore(int major, int minor) {
    return kernel.filter(each -> each.isBefore(major, minor)).isPresent();
  }

  boolean is(String name, String value) {
    return value.equals(values.get(name));
  }

  /** A real server of NAT elsewhere, as an example for people. */
  Optional<NatServer> nat(AddressFamily family) {
    return NatServer.in(table, family, networks).stream().findFirst();
  }

  /** A real server that takes no new clients, as an example for people: {@code S in SERVICE}. */
  Optional<String> resting(boolean persistentOnly) {
    Stream<ServiceTable.Service> services =
        table.sorted().stream().filter(each -> !persistentOnly || each.persistence().isPresent());
    return services
        .flatMap(service -> resting(service).stream().map(each -> each + " in " + service.key()))
        .findFirst();
  }

  private static List<String> resting(ServiceTable.Service service) {
    return service.servers().values().stream()
        .filter(each -> each.weight() == 0)
        .map(each -> each.endpoint().toString())
        .toList();
  }

  /** Whether version 0 of the synchronisation messages leaves connections out. */
  boolean needsNewerSync() {
    return table.services().values().stream()
        .anyMatch(
            each ->
                each.key().family() == AddressFamily.IPV6
                    || each.persistence().flatMap(p -> p.engine()).isPresent());
  }
}
