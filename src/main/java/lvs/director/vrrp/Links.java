package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lvs.director.base.MacAddress;
import lvs.director.model.LinkSettings.UpDownDelay;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;

/** The links of this machine as they count: a change of some counts only when it lasted. */
final class Links extends Timed {
  private final Consumer<Step> changed;
  private NetworkState network = NetworkState.EMPTY;
  private boolean known;
  private Map<String, UpDownDelay> delays = Map.of();
  private final Map<String, Delayed> delayed = new HashMap<>();
  private Set<InetAddress> addresses = Set.of();
  private Set<MacAddress> macs = Set.of();

  /**
   * @param usable as it counts
   * @param changesAtNanos when what it is really begins to count; {@link Timers#NEVER}: it does
   */
  private record Delayed(boolean usable, long changesAtNanos) {}

  /**
   * @param changed called when a delay is over
   */
  Links(Consumer<Step> changed) {
    this.changed = changed;
  }

  void configure(Step step, List<UpDownDelay> configured) {
    delays =
        configured.stream()
            .collect(Collectors.toMap(UpDownDelay::interfaceName, d -> d, (a, b) -> b));
    delayed.keySet().retainAll(delays.keySet());
    if (known) {
      debounce(step);
    }
  }

  void update(Step step, NetworkState now) {
    network = now;
    known = true;
    addresses = new HashSet<>();
    macs = new HashSet<>();
    for (Link link : now.links().values()) {
      link.addresses().forEach(each -> addresses.add(each.address()));
      link.mac().ifPresent(macs::add);
    }
    debounce(step);
  }

  private void debounce(Step step) {
    for (UpDownDelay delay : delays.values()) {
      boolean usable = isUsable(delay.interfaceName());
      Delayed before = delayed.get(delay.interfaceName());
      delayed.put(delay.interfaceName(), next(before, usable, delay, step.nowNanos));
    }
    step.touch(this);
  }

  private static Delayed next(Delayed before, boolean usable, UpDownDelay delay, long nowNanos) {
    if (before == null || before.usable() == usable) {
      return new Delayed(usable, Timers.NEVER);
    }
    long wait = (usable ? delay.up() : delay.down()).toNanos();
    long at = Math.min(before.changesAtNanos(), nowNanos + wait);
    return at <= nowNanos ? new Delayed(usable, Timers.NEVER) : new Delayed(before.usable(), at);
  }

  @Override
  long nextNanos() {
    return delayed.values().stream().mapToLong(Delayed::changesAtNanos).min().orElse(Timers.NEVER);
  }

  @Override
  void fire(Step step) {
    debounce(step);
    changed.accept(step);
  }

  boolean isKnown() {
    return known;
  }

  Optional<Link> link(String name) {
    return network.link(name);
  }

  List<LinkAddress> addressesOf(String name) {
    return link(name).map(Link::addresses).orElse(List.of());
  }

  /** Whether this machine has the address on any interface. */
  boolean hasAddress(InetAddress address) {
    return addresses.contains(address);
  }

  boolean hasMac(MacAddress mac) {
    return macs.contains(mac);
  }

  private boolean isUsable(String name) {
    return link(name).map(Link::isUsable).orElse(false);
  }

  /** Why packets cannot pass the interface, in words; empty when they can. */
  Optional<String> trouble(String name) {
    Optional<Link> link = link(name);
    if (link.isEmpty()) {
      return Optional.of("interface " + name + " does not exist");
    }
    Delayed counted = delayed.get(name);
    if (counted != null && counted.usable()) {
      return Optional.empty();
    }
    if (!link.get().up()) {
      return Optional.of("interface " + name + " is down");
    }
    if (!link.get().running()) {
      return Optional.of("link " + name + " has no carrier");
    }
    return counted == null
        ? Optional.empty()
        : Optional.of("link " + name + " is not up for long enough yet");
  }
}
