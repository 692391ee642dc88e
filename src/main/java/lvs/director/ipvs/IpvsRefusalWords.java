package lvs.director.ipvs;

import java.net.InetAddress;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ServiceKey;

/**
 * Why the kernel did not make a change, and what to do. One errno stands for many reasons there, so
 * that the change is looked at for the one that applies (ip_vs_ctl.c and ip_vs_sync.c of
 * net/netfilter/ipvs; the kernel's log often says more).
 */
public final class IpvsRefusalWords {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  private static final int ENOMEM = 12;
  private static final int EEXIST = 17;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;
  private static final int ERANGE = 34;
  private static final int EAFNOSUPPORT = 97;
  private static final int EADDRINUSE = 98;
  private static final int ENETUNREACH = 101;
  private static final int ENOBUFS = 105;
  private static final int ETIMEDOUT = 110;

  /** IP_VS_SCHEDNAME_MAXLEN, IP_VS_PENAME_MAXLEN and IP_VS_IFNAME_MAXLEN, without the zero. */
  private static final int LONGEST_NAME = 15;

  private static final int IPV6_BITS = 128;
  private static final int DEFAULT_PORT = 8848;

  private IpvsRefusalWords() {}

  /**
   * Cause and remedy in one line, to follow the name of what was refused and a colon.
   *
   * @param errno as Linux numbers them
   * @param otherwise what the errno means in general
   */
  public static String words(IpvsChange change, int errno, String otherwise) {
    String reason =
        switch (errno) {
          case EPERM -> "not permitted; it needs CAP_NET_ADMIN on the host: start as root";
          case ENOMEM -> "the kernel is out of memory";
          case EAFNOSUPPORT -> "this kernel's IPVS has no IPv6 (CONFIG_IP_VS_IPV6, ipv6.disable)";
          case ENOBUFS, ETIMEDOUT ->
              "the kernel's answer was lost; the next reading shows whether it was made";
          default -> reason(change, errno);
        };
    return reason.isEmpty() ? otherwise : reason;
  }

  private static String reason(IpvsChange change, int errno) {
    return switch (change) {
      case IpvsChange.AddService(IpvsService service) ->
          errno == EEXIST ? "it is there already; edit it instead" : ofService(service, errno);
      case IpvsChange.EditService(IpvsService service) -> ofService(service, errno);
      case IpvsChange.DeleteService(ServiceKey key) -> ofKey(key, errno);
      case IpvsChange.AddServer(ServiceKey key, IpvsServer server) ->
          errno == EEXIST ? "it is there already; edit it instead" : ofServer(key, server, errno);
      case IpvsChange.EditServer(ServiceKey key, IpvsServer server) ->
          errno == ENOENT ? noSuchServer() : ofServer(key, server, errno);
      case IpvsChange.DeleteServer(ServiceKey key, var _) ->
          errno == ENOENT ? noSuchServer() : ofKey(key, errno);
      case IpvsChange.Flush() -> "";
      case IpvsChange.Zero(var key) -> key.map(one -> ofKey(one, errno)).orElse("");
      case IpvsChange.SetTimeouts(var _) -> errno == EINVAL ? timeoutRange() : "";
      case IpvsChange.StartDaemon(IpvsDaemon daemon) -> ofDaemon(daemon, errno);
      case IpvsChange.StopDaemon(var _, int _) -> errno == ESRCH ? "it does not run" : "";
    };
  }

  private static String noSuchServer() {
    return "there is no such server; another program may have deleted it";
  }

  /** The kernel counts in ticks, 100 to 1000 a second, in a signed int. */
  private static String timeoutRange() {
    return "a timeout is negative, or longer than this kernel can count; 2147483 s always do";
  }

  private static String ofKey(ServiceKey key, int errno) {
    return errno == ESRCH
        ? "there is no service " + key + "; another program may have deleted it"
        : "";
  }

  private static String ofService(IpvsService service, int errno) {
    return switch (errno) {
      case ENOENT -> missingModule(service);
      case EINVAL -> invalid(service);
      default -> ofKey(service.key(), errno);
    };
  }

  private static String missingModule(IpvsService service) {
    String scheduler = "ip_vs_" + service.scheduler();
    return service
        .engine()
        .map(
            engine ->
                "this kernel has no scheduler %s or no persistence engine %s; load their modules:"
                        .formatted(service.scheduler(), engine)
                    + " modprobe -a %s ip_vs_pe_%s".formatted(scheduler, engine))
        .orElseGet(
            () ->
                "this kernel has no scheduler %s; load its module: modprobe %s"
                    .formatted(service.scheduler(), scheduler));
  }

  private static String invalid(IpvsService service) {
    int bits = service.prefixLength();
    if (service.key().family() == AddressFamily.IPV6 && (bits < 1 || bits > IPV6_BITS)) {
      return "persistence for IPv6 takes a prefix length of 1 to 128, not " + bits;
    }
    return tooLong("scheduler", service.scheduler())
        + service.engine().map(engine -> tooLong("persistence engine", engine)).orElse("");
  }

  private static String tooLong(String what, String name) {
    return name.length() > LONGEST_NAME
        ? "the name of a " + what + " has at most 15 letters, \"" + name + "\" has more"
        : "";
  }

  private static String ofServer(ServiceKey key, IpvsServer server, int errno) {
    return switch (errno) {
      case EINVAL -> invalid(key, server);
      case ERANGE ->
          server.weight() < 0
              ? "the weight " + server.weight() + " is negative"
              : "the lower threshold is above the upper one, where it never ends an overload";
      default -> ofKey(key, errno);
    };
  }

  private static String invalid(ServiceKey key, IpvsServer server) {
    if (server.endpoint().isIpv6() != (key.family() == AddressFamily.IPV6)) {
      return server.forwarding() == IpvsForwarding.TUNNEL
          ? "an IPv4 and IPv6 mix cannot be synchronised; stop the sync daemon, or give the server"
              + " an address of the service's family"
          : "service and server are of different address families, which works by tunnel only;"
              + " use TUN, or an address of the service's family";
    }
    if (server.tunnel().type() == TunnelType.GUE && server.tunnel().port() == 0) {
      return "a GUE tunnel needs its UDP port";
    }
    return notOneHost(server.endpoint().address());
  }

  private static String notOneHost(InetAddress address) {
    if (address.isLinkLocalAddress() && address.getAddress().length > Integer.BYTES) {
      return "a link-local address cannot be a real server's, as it says no interface";
    }
    return address.isMulticastAddress() || address.isAnyLocalAddress()
        ? "this is not the address of one host"
        : "the kernel does not take this for the address of one host: it is a broadcast address,"
            + " or no interface of this network namespace was ever up (ip link set lo up)";
  }

  private static String ofDaemon(IpvsDaemon daemon, int errno) {
    return switch (errno) {
      case EEXIST -> "it runs already, perhaps with other settings; stop it first";
      case ENODEV -> "there is no interface " + daemon.device();
      case ENETUNREACH -> "the interface is down; ip link set " + daemon.device() + " up";
      case EADDRINUSE ->
          "another program listens on UDP port "
              + (daemon.port() == 0 ? DEFAULT_PORT : daemon.port())
              + "; choose another port, on every director";
      case EINVAL -> invalid(daemon);
      default -> "";
    };
  }

  private static String invalid(IpvsDaemon daemon) {
    if (daemon.device().length() > LONGEST_NAME) {
      return "an interface's name has at most 15 letters";
    }
    return daemon.group().filter(group -> !group.isMulticastAddress()).isPresent()
        ? "the group is not a multicast address"
        : "the table has servers of another address family than their service, which cannot be"
            + " synchronised; remove them first";
  }
}
