package lvs.director.lab.uml;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.lab.net.Network;

/**
 * A LAN inside a user-mode machine, laid out and addressed as {@link Network} does outside: a
 * namespace with one bridge for each segment, and hosts that are namespaces with one interface on
 * each segment, {@code eth0}, {@code eth1} and so on. Host number n, from 1 in the order of the
 * names, has the addresses 10.77.s.n/24 and fd77:s::n/64 on segment s, and MAC 02:00:00:00:s:n. It
 * ends with its machine.
 */
public final class UserModeNetwork {
  private static final Duration BUILT = Duration.ofSeconds(120);
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** No waiting for duplicates and routers, so that an address serves as soon as it is there. */
  private static final String AT_ONCE =
      """
      sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 \
      net.ipv6.conf.default.router_solicitations=0
      """;

  private final UserModeMachine machine;
  private final String name;
  private final int segments;
  private final Map<String, UserModeHost> hosts = new LinkedHashMap<>();

  private UserModeNetwork(UserModeMachine machine, int segments) {
    this.machine = machine;
    this.segments = segments;
    this.name = "n" + NEXT.incrementAndGet();
  }

  /**
   * @param hostNames short: with the number of a segment they name the ports of the bridges, which
   *     have at most 15 letters
   */
  public static UserModeNetwork of(UserModeMachine machine, int segments, String... hostNames) {
    UserModeNetwork network = new UserModeNetwork(machine, segments);
    for (String each : hostNames) {
      network.hosts.put(
          each, new UserModeHost(machine, network.name, each, network.hosts.size() + 1));
    }
    machine.sh(BUILT, network.script());
    return network;
  }

  /** One script, since starting a program takes 50 ms in there. */
  private String script() {
    StringBuilder script = new StringBuilder("set -e\n");
    script.append(batch("ip -batch -", namespaces()));
    script.append(batch("ip -n " + switchNamespace() + " -batch -", bridges()));
    for (UserModeHost host : hosts.values()) {
      script.append(
          "ip netns exec %s sh -e <<'INSIDE'\n%s%sINSIDE\n"
              .formatted(host.namespace(), AT_ONCE, batch("ip -batch -", links(host))));
    }
    return script.toString();
  }

  private static String batch(String program, String commands) {
    return program + " <<'BATCH'\n" + commands + "BATCH\n";
  }

  private String namespaces() {
    StringBuilder commands = new StringBuilder("netns add " + switchNamespace() + "\n");
    for (UserModeHost host : hosts.values()) {
      commands.append("netns add ").append(host.namespace()).append('\n');
    }
    return commands.toString();
  }

  private String bridges() {
    StringBuilder commands = new StringBuilder("link set lo up\n");
    for (int s = 0; s < segments; s++) {
      commands.append("link add br%d type bridge mcast_snooping 0 forward_delay 0\n".formatted(s));
      commands.append("link set br%d up\n".formatted(s));
      for (UserModeHost host : hosts.values()) {
        commands.append(
            "link add %s type veth peer name eth%d address %s netns %s\n"
                .formatted(host.port(s), s, host.mac(s), host.namespace()));
        commands.append("link set %s master br%d up\n".formatted(host.port(s), s));
      }
    }
    return commands.toString();
  }

  private String links(UserModeHost host) {
    StringBuilder commands = new StringBuilder("link set lo up\n");
    for (int s = 0; s < segments; s++) {
      commands.append("link set eth%d up\n".formatted(s));
      commands.append("addr add %s/24 brd + dev eth%d\n".formatted(host.ipv4(s), s));
      commands.append("addr add %s/64 dev eth%d nodad\n".formatted(host.ipv6(s), s));
    }
    return commands.toString();
  }

  public UserModeMachine machine() {
    return machine;
  }

  public UserModeHost host(String hostName) {
    return hosts.get(hostName);
  }

  String switchNamespace() {
    return name + "-switch";
  }

  /** Pulls a host's cable out at the switch, so that it loses the carrier. */
  public void cut(UserModeHost host, int segment) {
    port(host, segment, "down");
  }

  public void plug(UserModeHost host, int segment) {
    port(host, segment, "up");
  }

  private void port(UserModeHost host, int segment, String state) {
    machine.run(BUILT, "ip", "-n", switchNamespace(), "link", "set", host.port(segment), state);
  }
}
