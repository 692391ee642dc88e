package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import lvs.director.base.Endpoint;

/** The options of a synchronisation daemon. */
final class DaemonDraft {
  private static final String DEFAULT_DEVICE = "eth0";

  private String device = "";
  private int syncId;
  private int maxLengthBytes;
  private Optional<InetAddress> group = Optional.empty();
  private int port;
  private int ttl;

  /** Whether the option was one of a daemon. */
  boolean take(IpvsadmOption option, String value) throws WrongArguments {
    switch (option) {
      case MCAST_INTERFACE -> device = value;
      case SYNC_ID -> syncId = NumberText.require(option, value, 0, 255);
      case SYNC_MAXLEN -> maxLengthBytes = NumberText.require(option, value, 1, 65535 - 20 - 8);
      case MCAST_GROUP -> group = Optional.of(group(value));
      case MCAST_PORT -> port = NumberText.require(option, value, 1, 65535);
      case MCAST_TTL -> ttl = NumberText.require(option, value, 1, 255);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static InetAddress group(String value) throws WrongArguments {
    return Endpoint.address(value)
        .filter(InetAddress::isMulticastAddress)
        .orElseThrow(
            () ->
                WrongArguments.illegal(
                    "--mcast-group '"
                        + value
                        + "': must be a multicast address, such as 224.0.0.81 or ff02::81"));
  }

  static IpvsDaemon.Role role(IpvsadmVerb verb, String value) throws WrongArguments {
    return Arrays.stream(IpvsDaemon.Role.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () -> WrongArguments.illegal(verb + " '" + value + "': must be master or backup"));
  }

  int syncId() {
    return syncId;
  }

  IpvsDaemon daemon(IpvsDaemon.Role role) {
    return new IpvsDaemon(
        role, device.isEmpty() ? DEFAULT_DEVICE : device, syncId, maxLengthBytes, group, port, ttl);
  }
}
