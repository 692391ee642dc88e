package lvs.director.config;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;

/** Reads this machine's interfaces. */
final class SystemInterfaces {
  private SystemInterfaces() {}

  static List<LocalInterfaces.LocalInterface> read() {
    try {
      List<LocalInterfaces.LocalInterface> found = new ArrayList<>();
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        found.add(
            new LocalInterfaces.LocalInterface(
                each.getName(), addresses(each), each.getMTU(), each.supportsMulticast()));
      }
      return List.copyOf(found);
    } catch (SocketException unreadable) {
      return List.of();
    }
  }

  private static List<Prefix> addresses(NetworkInterface device) {
    return device.getInterfaceAddresses().stream()
        .map(
            each ->
                new Prefix(Endpoint.withoutScope(each.getAddress()), each.getNetworkPrefixLength()))
        .toList();
  }
}
