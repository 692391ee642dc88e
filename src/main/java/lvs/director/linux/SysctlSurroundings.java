package lvs.director.linux;

import java.io.IOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.ipvs.AttachedNetwork;
import lvs.director.ipvs.IpvsSysctl;
import lvs.director.ipvs.KernelRelease;
import lvs.director.ipvs.SysctlCircumstances;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.ServiceTable;

/** This machine, as far as it decides which settings are right for a table. */
final class SysctlSurroundings {
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");

  private final ServiceTable table;
  private final List<AttachedNetwork> networks;

  SysctlSurroundings(ServiceTable table) {
    this.table = table;
    this.networks = masquerades(table) ? networks() : List.of(); // nothing else asks for them
  }

  private static boolean masquerades(ServiceTable table) {
    return table.services().values().stream()
        .flatMap(each -> each.servers().values().stream())
        .anyMatch(each -> each.forwarding().method() == ForwardingMethod.NAT);
  }

  private static List<AttachedNetwork> networks() {
    List<AttachedNetwork> networks = new ArrayList<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        each.getInterfaceAddresses().stream()
            .map(address -> new AttachedNetwork(each.getName(), prefix(address)))
            .forEach(networks::add);
      }
    } catch (SocketException unreadable) {
      return networks;
    }
    return networks;
  }

  private static Prefix prefix(InterfaceAddress address) {
    return new Prefix(
        Endpoint.withoutScope(address.getAddress()), address.getNetworkPrefixLength());
  }

  /** Settings of the interfaces that must not send redirects. */
  List<IpvsSysctl> redirecting() {
    return AttachedNetwork.withOneNetworkNat(networks, table).stream()
        .map(IpvsSysctl::redirects)
        .toList();
  }

  SysctlCircumstances with(Map<String, String> values) {
    return new SysctlCircumstances(table, release(), networks, values);
  }

  private static Optional<KernelRelease> release() {
    try {
      return KernelRelease.parse(Files.readString(RELEASE));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
