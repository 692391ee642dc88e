package lvs.director.lab.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A LAN: a namespace with one bridge for each segment, and hosts that are namespaces with one
 * interface on each segment, {@code eth0}, {@code eth1} and so on. Host number n has the addresses
 * 10.77.s.n/24 and fd77:s::n/64 on segment s, and MAC 02:00:00:00:s:n, so that two runs of one
 * scenario send the same bytes.
 */
public final class Network implements AutoCloseable {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final String name;
  private final int segments;
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final List<String> namespaces = new ArrayList<>();

  private Network(int segments) {
    this.name = "lvs" + ProcessHandle.current().pid() + "n" + NEXT.incrementAndGet();
    this.segments = segments;
  }

  public static Network of(String... hostNames) {
    return of(1, hostNames);
  }

  public static Network of(int segments, String... hostNames) {
    Network network = new Network(segments);
    try {
      network.build(hostNames);
      return network;
    } catch (RuntimeException | Error failed) {
      network.close();
      throw failed;
    }
  }

  private void build(String... hostNames) {
    namespace(switchNamespace());
    StringBuilder bridges = new StringBuilder("link set lo up\n");
    for (int segment = 0; segment < segments; segment++) {
      bridges
          .append("link add br%d type bridge mcast_snooping 0 forward_delay 0\n".formatted(segment))
          .append("link set br%d up\n".formatted(segment));
    }
    batch(switchNamespace(), bridges.toString());
    for (String hostName : hostNames) {
      int number = hosts.size() + 1;
      hosts.put(hostName, new Host(name, hostName, number, switchNamespace()));
      join(hosts.get(hostName));
    }
  }

  private void join(Host host) {
    namespace(host.namespace());
    Command.run(
        ("ip netns exec %s sysctl -qw net.ipv4.ip_nonlocal_bind=1 net.ipv6.ip_nonlocal_bind=1"
                + " net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0"
                + " net.ipv6.conf.default.router_solicitations=0")
            .formatted(host.namespace())
            .split(" "));
    StringBuilder ports = new StringBuilder();
    StringBuilder links = new StringBuilder("link set lo up\n");
    for (int s = 0; s < segments; s++) {
      String port = host.port(s);
      ports.append(
          "link add %s type veth peer name eth%d netns %s\n".formatted(port, s, host.namespace()));
      ports.append("link set %s master br%d up\n".formatted(port, s));
      links.append("link set eth%d address %s\n".formatted(s, host.mac(s)));
      links.append("link set eth%d up\n".formatted(s));
      links.append("addr add %s/24 brd + dev eth%d\n".formatted(host.ipv4(s), s));
      links.append("addr add %s/64 dev eth%d nodad\n".formatted(host.ipv6(s), s));
    }
    batch(switchNamespace(), ports.toString());
    batch(host.namespace(), links.toString());
  }

  private void namespace(String namespace) {
    Command.run("ip", "netns", "add", namespace);
    namespaces.add(namespace);
  }

  private static void batch(String namespace, String commands) {
    Command.input(commands, "ip", "-n", namespace, "-batch", "-");
  }

  private String switchNamespace() {
    return name + "-switch";
  }

  public Host host(String hostName) {
    return hosts.get(hostName);
  }

  @Override
  public void close() {
    hosts.values().forEach(Host::close);
    for (String namespace : namespaces) {
      Command.run("ip", "netns", "delete", namespace);
    }
    namespaces.clear();
  }
}
