package lvs.director.lab.uml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A machine on a {@link UserModeNetwork}. */
public final class UserModeHost {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final UserModeMachine machine;
  private final String namespace;
  private final String name;
  private final int number;

  UserModeHost(UserModeMachine machine, String network, String name, int number) {
    this.machine = machine;
    this.namespace = network + "-" + name;
    this.name = name;
    this.number = number;
  }

  public UserModeMachine machine() {
    return machine;
  }

  public String name() {
    return name;
  }

  public int number() {
    return number;
  }

  public String namespace() {
    return namespace;
  }

  /** The name of the bridge's port where this host's cable ends. */
  public String port(int segment) {
    return name + segment;
  }

  public String ipv4(int segment) {
    return "10.77." + segment + "." + number;
  }

  public String ipv6(int segment) {
    return "fd77:" + segment + "::" + Integer.toHexString(number);
  }

  public String mac(int segment) {
    return "02:00:00:00:%02x:%02x".formatted(segment, number);
  }

  /** The words that run a program on this host. */
  public List<String> inside(List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(words);
    return all;
  }

  /** Runs a program here that must succeed, and returns what it printed. */
  public String run(String... words) {
    return machine.sh(LIMIT, UserModeMachine.quoted(inside(List.of(words))));
  }

  /** Runs a shell script here that must succeed, and returns what it printed. */
  public String sh(String script) {
    return run("sh", "-ec", script);
  }

  /** Starts a program here in the background; signals reach the program itself. */
  public UserModeMachine.Running start(List<String> words) {
    return machine.start(inside(words));
  }

  /** More addresses on a segment, each with its prefix length. */
  public void addresses(int segment, String... withPrefix) {
    StringBuilder script = new StringBuilder();
    for (String each : withPrefix) {
      script.append("ip addr add %s dev eth%d nodad\n".formatted(each, segment));
    }
    sh(script.toString());
  }

  /** Forwards IPv4 and IPv6, as a director for NAT must. */
  public void forwards() {
    sh("sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
  }

  @Override
  public String toString() {
    return name;
  }
}
