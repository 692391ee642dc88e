package lvs.director.lab.ipvs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The table of IPVS as /proc/net/ip_vs shows it. It is read by a program that runs already; for
 * ipvsadm a new one would have to be started for every look.
 *
 * @param text as it was read
 */
record KernelTable(List<Server> servers, List<Service> services, String text) {
  /**
   * A virtual service.
   *
   * @param name such as {@code TCP 10.77.0.101:80}, {@code UDP [fd77::101]:53} or {@code FWM 1}
   * @param words scheduler and flags
   */
  record Service(String name, String words) {}

  /**
   * A real server.
   *
   * @param service the name of its service
   * @param address such as {@code 10.77.1.3:80} or {@code [fd77:1::3]:80}
   * @param method Masq, Route, Tunnel or Local
   * @param active connections that are established
   * @param inactive those that are being opened or closed, and all of UDP
   */
  record Server(
      String service, String address, String method, int weight, int active, int inactive) {}

  static KernelTable parse(String text) {
    List<Service> services = new ArrayList<>();
    List<Server> servers = new ArrayList<>();
    for (String line : text.lines().skip(3).toList()) {
      String[] words = line.strip().split("\\s+", line.strip().startsWith("->") ? 0 : 3);
      if (words[0].equals("->")) {
        servers.add(server(services.getLast().name(), words));
      } else {
        services.add(new Service(name(words), words.length > 2 ? words[2].strip() : ""));
      }
    }
    return new KernelTable(servers, services, text);
  }

  private static String name(String[] words) {
    boolean mark = words[0].equals("FWM");
    return words[0] + " " + (mark ? Integer.parseInt(words[1], 16) : endpoint(words[1]));
  }

  private static Server server(String service, String[] words) {
    return new Server(
        service,
        endpoint(words[1]),
        words[2],
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]));
  }

  /** Addresses of IPv4 stand there as eight hex digits, those of IPv6 in brackets. */
  private static String endpoint(String text) {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    String address = text.substring(0, colon);
    return address.startsWith("[") ? shortened(address) + ":" + port : dotted(address) + ":" + port;
  }

  private static String dotted(String eightDigits) {
    try {
      return InetAddress.getByAddress(HexFormat.of().parseHex(eightDigits)).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(eightDigits, impossible);
    }
  }

  /** As RFC 5952 writes it, for addresses with one run of zeros, as all of the lab have. */
  private static String shortened(String bracketed) {
    return bracketed.replaceAll("([\\[:])0{1,3}(?=[0-9a-f])", "$1").replaceFirst("(:0)+:", "::");
  }

  Optional<Server> server(String service, String address) {
    return servers.stream()
        .filter(each -> each.service().equals(service) && each.address().equals(address))
        .findFirst();
  }

  /** The servers of a service, in the kernel's order. */
  List<Server> of(String service) {
    return servers.stream().filter(each -> each.service().equals(service)).toList();
  }

  /** The weight of a server, -1 when it is not in the table. */
  int weight(String service, String address) {
    return server(service, address).map(Server::weight).orElse(-1);
  }

  @Override
  public String toString() {
    return text;
  }
}
