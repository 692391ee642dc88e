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

  /**
   * Virtual addresses as a director holds them: never the source of what it sends itself, since
   * real servers have them as well. IPv6 would choose them otherwise, so they are deprecated at
   * once.
   */
  public void virtualAddresses(int segment, String... addresses) {
    StringBuilder batch = new StringBuilder();
    for (String each : addresses) {
      String six = each.contains(":") ? "/128 nodad preferred_lft 0" : "/32";
      batch.append("addr add %s%s dev eth%d\n".formatted(each, six, segment));
    }
    sh("ip -batch - <<'BATCH'\n" + batch + "BATCH\n");
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
