package lvs.director.ipvs;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;

/** The options of a real server, taken in the order in which they stand. */
final class ServerDraft {
  private static final Set<IpvsadmOption> TUNNEL_OPTIONS =
      EnumSet.of(
          IpvsadmOption.TUNNEL_TYPE,
          IpvsadmOption.TUNNEL_PORT,
          IpvsadmOption.TUNNEL_NOCSUM,
          IpvsadmOption.TUNNEL_CSUM,
          IpvsadmOption.TUNNEL_REMCSUM);

  private final AddressReader addresses;
  private final ServiceDraft service;
  private final List<String> remarks;
  private final Set<IpvsadmOption> tunnelOptions = EnumSet.noneOf(IpvsadmOption.class);
  private Optional<Endpoint> endpoint = Optional.empty();
  private boolean beforeService;
  private boolean portGiven;
  private IpvsForwarding forwarding = IpvsForwarding.DIRECT;
  private TunnelType tunnelType = TunnelType.IPIP;
  private int tunnelPort;
  private TunnelChecksum checksum = TunnelChecksum.NOCSUM;
  private int weight = 1;
  private int upperThreshold;
  private int lowerThreshold;

  ServerDraft(AddressReader addresses, ServiceDraft service, List<String> remarks) {
    this.addresses = addresses;
    this.service = service;
    this.remarks = remarks;
  }

  /** Whether the option was one of a server. */
  boolean take(IpvsadmOption option, String value) throws WrongArguments {
    if (TUNNEL_OPTIONS.contains(option)) {
      tunnelOptions.add(option);
    }
    switch (option) {
      case REAL_SERVER -> address(value);
      case GATEWAYING -> forwarding = IpvsForwarding.DIRECT;
      case IPIP -> forwarding = IpvsForwarding.TUNNEL;
      case MASQUERADING -> forwarding = IpvsForwarding.MASQUERADE;
      case TUNNEL_TYPE -> tunnelType = tunnelType(value);
      case TUNNEL_PORT -> tunnelPort = NumberText.require(option, value, 1, 65535);
      case TUNNEL_NOCSUM -> checksum = TunnelChecksum.NOCSUM;
      case TUNNEL_CSUM -> checksum = TunnelChecksum.CSUM;
      case TUNNEL_REMCSUM -> checksum = TunnelChecksum.REMCSUM;
      case WEIGHT -> weight = NumberText.require(option, value, 0, Integer.MAX_VALUE);
      case UPPER_THRESHOLD ->
          upperThreshold = NumberText.require(option, value, 0, Integer.MAX_VALUE);
      case LOWER_THRESHOLD ->
          lowerThreshold = NumberText.require(option, value, 0, Integer.MAX_VALUE);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A missing port is that of the service, if that is known already. */
  private void address(String value) throws WrongArguments {
    AddressReader.Read read =
        addresses
            .read(value, service.protocol())
            .orElseThrow(
                () ->
                    WrongArguments.illegal(
                        "-r '"
                            + value
                            + "': "
                            + ServiceDraft.expected(service.protocol().orElse(Protocol.TCP))));
    portGiven = read.port().isPresent();
    beforeService = service.key().isEmpty();
    endpoint = Optional.of(new Endpoint(read.address(), read.port().orElse(service.port())));
  }

  private static TunnelType tunnelType(String value) throws WrongArguments {
    return Arrays.stream(TunnelType.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () -> WrongArguments.illegal("--tun-type '" + value + "': must be ipip, gue or gre"));
  }

  /** What {@code -d} takes away: here a missing port is never the service's again. */
  Endpoint endpoint() {
    remarkMissingPort();
    return endpoint.orElseThrow();
  }

  private void remarkMissingPort() {
    if (beforeService && !portGiven && !service.isMark()) {
      remarks.add("-r without a port before the service means port 0: write -r behind it");
    }
  }

  /**
   * The whole server, checked.
   *
   * @param keeps that its forwarding method stays what it is, which is not known here
   */
  IpvsServer server(boolean keeps) throws WrongArguments {
    if (!keeps) {
      checkFamily();
    }
    checkTunnel();
    return new IpvsServer(
        keeps ? endpoint() : forwardedTo(),
        forwarding,
        forwarding == IpvsForwarding.TUNNEL
            ? new Tunnel(tunnelType, tunnelPort, checksum)
            : IpvsServer.PLAIN,
        weight,
        upperThreshold,
        lowerThreshold);
  }

  /** Only masquerading can change the port. */
  private Endpoint forwardedTo() {
    Endpoint written = endpoint.orElseThrow();
    if (service.isMark() || forwarding == IpvsForwarding.MASQUERADE) {
      remarkMissingPort();
      return written;
    }
    if (portGiven && written.port() != service.port()) {
      remarks.add(
          "port %d of the real server becomes %d, the service's: only -m can change it"
              .formatted(written.port(), service.port()));
    }
    return new Endpoint(written.address(), service.port());
  }

  private void checkFamily() throws WrongArguments {
    AddressFamily family =
        endpoint.orElseThrow().isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    if (forwarding != IpvsForwarding.TUNNEL && !service.family().equals(Optional.of(family))) {
      throw WrongArguments.illegal(
          "the real server's address is of another family than the service: only -i can do that"
              + (service.isMark() && family == AddressFamily.IPV6 ? ", or add -6 behind -f" : ""));
    }
  }

  private void checkTunnel() throws WrongArguments {
    if (forwarding != IpvsForwarding.TUNNEL) {
      refuse(!tunnelOptions.isEmpty(), "--tun options are for tunnels: add -i");
      return;
    }
    boolean port = tunnelOptions.contains(IpvsadmOption.TUNNEL_PORT);
    long checksums = tunnelOptions.stream().filter(each -> each.name().endsWith("CSUM")).count();
    refuse(tunnelType == TunnelType.GUE && !port, "--tun-type gue needs --tun-port");
    refuse(tunnelType != TunnelType.GUE && port, "--tun-port is for --tun-type gue");
    refuse(
        tunnelType == TunnelType.IPIP && checksums > 0,
        "--tun-nocsum, --tun-csum and --tun-remcsum are for --tun-type gue or gre");
    refuse(
        tunnelType == TunnelType.GRE && tunnelOptions.contains(IpvsadmOption.TUNNEL_REMCSUM),
        "--tun-remcsum is for --tun-type gue");
    refuse(checksums > 1, "of --tun-nocsum, --tun-csum and --tun-remcsum only one can be");
  }

  private static void refuse(boolean wrong, String message) throws WrongArguments {
    if (wrong) {
      throw WrongArguments.illegal(message);
    }
  }
}
