package lvs.director.lab.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A machine on the LAN. */
public final class Host implements AutoCloseable {
  private final String namespace;
  private final String name;
  private final int number;
  private final String switchNamespace;
  private AddressWatch watch;

  Host(String network, String name, int number, String switchNamespace) {
    this.namespace = network + "-" + name;
    this.name = name;
    this.number = number;
    this.switchNamespace = switchNamespace;
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

  public String switchNamespace() {
    return switchNamespace;
  }

  /** The name of the bridge's port where this host's cable ends. */
  public String port(int segment) {
    return name + segment;
  }

  public String ipv4(int segment) {
    return "10.77." + segment + "." + number;
  }

  public String ipv6(int segment) {
    return "fd77:" + segment + "::" + number;
  }

  public String mac(int segment) {
    return "02:00:00:00:%02x:%02x".formatted(segment, number);
  }

  /** The words that run a program on this host. */
  public List<String> inside(String... words) {
    return inside(List.of(words));
  }

  public List<String> inside(List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(words);
    return all;
  }

  /** Runs a program here that ends by itself, and returns what it printed. */
  public String run(String... words) {
    return Command.run(inside(words).toArray(String[]::new));
  }

  /** Pulls the cable out at the switch, so that this host loses the carrier. */
  public void cut(int segment) {
    Command.run("ip", "-n", switchNamespace, "link", "set", port(segment), "down");
  }

  public void plug(int segment) {
    Command.run("ip", "-n", switchNamespace, "link", "set", port(segment), "up");
  }

  /** Lets the switch drop all that comes and goes, while the carrier stays. */
  public void isolate(int segment) {
    Command.run("bridge", "-n", switchNamespace, "link", "set", "dev", port(segment), "state", "0");
  }

  public void rejoin(int segment) {
    Command.run("bridge", "-n", switchNamespace, "link", "set", "dev", port(segment), "state", "3");
  }

  /** Every address that the kernel has now, as {@code interface address/prefix}. */
  public Set<String> addresses() {
    Set<String> found = new TreeSet<>();
    for (String line : Command.run("ip", "-n", namespace, "-o", "addr", "show").split("\n")) {
      AddressWatch.Change.of(line, 0).ifPresent(change -> found.add(change.text()));
    }
    return found;
  }

  /** What {@code ip addr} says about one address, empty when it is not there. */
  public String address(InetAddress address) {
    for (String line : Command.run("ip", "-n", namespace, "-o", "addr", "show").split("\n")) {
      if (AddressWatch.Change.of(line, 0).filter(c -> c.address().equals(address)).isPresent()) {
        return line;
      }
    }
    return "";
  }

  /** Follows this host's addresses; from the first call on. */
  public synchronized AddressWatch watch() {
    if (watch == null) {
      watch = new AddressWatch(namespace);
    }
    return watch;
  }

  public boolean has(InetAddress address) {
    return watch().has(address);
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
