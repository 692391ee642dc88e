package lvs.director.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lvs.director.base.NetlinkRequest;
import lvs.director.linux.HeldItems.Held;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.AddressMessages.Lifetime;
import lvs.director.linux.rtnetlink.ItemKey;
import lvs.director.linux.rtnetlink.Lookup;
import lvs.director.model.VirtualAddress;

/**
 * The addresses that the director puts on interfaces. With a lease the kernel removes them by
 * itself when they are not renewed. It counts whole seconds and looks about once a second: a lease
 * of N seconds ended between N - 0.05 and N + 1 s after the last renewal (measured with Linux 6.18,
 * IPv4 and IPv6).
 */
final class AddressTable {
  private static final String STATIC = "";

  private final NetlinkSocket kernel;
  private final Lookup names;
  private final HeldItems held;

  /** When the lease of an address ends, by System.nanoTime. */
  private final Map<ItemKey, Long> leaseEnds = new LinkedHashMap<>();

  AddressTable(NetlinkSocket kernel, Lookup names, HeldItems held) {
    this.kernel = kernel;
    this.names = names;
    this.held = held;
  }

  private final Map<String, Integer> indexes = new HashMap<>();

  /** A change of one address and what it is for. */
  private record Change(VirtualAddress address, Held item, NetlinkRequest request) {}

  /** Adds them; what is there already is made ours. */
  List<String> put(String router, List<VirtualAddress> addresses, OptionalInt leaseSeconds) {
    List<String> problems = new ArrayList<>();
    indexes.clear();
    long nowNanos = System.nanoTime();
    List<Change> changes = new ArrayList<>();
    for (VirtualAddress address : addresses) {
      try {
        Change change = change(router, address, nowNanos, leaseSeconds);
        held.put(change.item);
        changes.add(change);
      } catch (Lookup.UnknownName unknown) {
        problems.add("cannot add " + ItemWords.of(address) + ": " + unknown.getMessage());
      }
    }
    leaseFrom(nowNanos, leaseSeconds, changes);
    List<Optional<NetlinkRefusal>> results = apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (results.get(i).isEmpty()) {
        held.put(change.item.settle());
      } else {
        held.remove(change.item.key(), router);
        problems.add(refused("cannot add ", change, results.get(i).get()));
      }
    }
    return problems;
  }

  private Change change(
      String router, VirtualAddress address, long nowNanos, OptionalInt leaseSeconds) {
    int index = link(address);
    ItemKey key = AddressMessages.key(address, index);
    Held item =
        new Held(
            key,
            index,
            router,
            ItemWords.of(address),
            address.tracked(),
            address.trackGroup(),
            false,
            nowNanos);
    Lifetime lifetime = lifetime(address, leaseSeconds, 0);
    int scope = names.scope(address.scope());
    return new Change(address, item, AddressMessages.put(address, index, scope, lifetime));
  }

  /** Each interface is looked up once for all addresses of a call. */
  private int link(VirtualAddress address) {
    String name =
        address
            .interfaceName()
            .orElseThrow(() -> new Lookup.UnknownName("it names no interface (dev)"));
    return indexes.computeIfAbsent(name, names::link);
  }

  /**
   * @param ageNanos since the address was put there: what is left of its preferred lifetime
   */
  private static Lifetime lifetime(
      VirtualAddress address, OptionalInt leaseSeconds, long ageNanos) {
    long valid = leaseSeconds.isPresent() ? leaseSeconds.getAsInt() : AddressEntry.FOREVER;
    long preferred =
        address
            .preferredLifetime()
            .map(life -> Math.max(0, life.minus(Duration.ofNanos(ageNanos)).toSeconds()))
            .orElse(AddressEntry.FOREVER);
    return new Lifetime(valid, Math.min(valid, preferred));
  }

  private void leaseFrom(long nowNanos, OptionalInt leaseSeconds, List<Change> changes) {
    for (Change change : changes) {
      if (leaseSeconds.isPresent()) {
        long lease = TimeUnit.SECONDS.toNanos(leaseSeconds.getAsInt());
        leaseEnds.put(change.item.key(), nowNanos + lease);
      } else {
        leaseEnds.remove(change.item.key());
      }
    }
  }

  private List<Optional<NetlinkRefusal>> apply(List<Change> changes) {
    return kernel.changeAll(changes.stream().map(Change::request).toList());
  }

  /**
   * Begins the lease anew. An address whose lease has ended is not put back: somebody else is the
   * master by now.
   */
  List<String> renew(String router, List<VirtualAddress> addresses, int leaseSeconds) {
    indexes.clear();
    long nowNanos = System.nanoTime();
    OptionalInt lease = OptionalInt.of(leaseSeconds);
    List<String> problems = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (VirtualAddress address : addresses) {
      try {
        renewal(router, address, nowNanos, lease).ifPresent(changes::add);
      } catch (Lookup.UnknownName unknown) {
        problems.add("cannot renew " + ItemWords.of(address) + ": " + unknown.getMessage());
      }
    }
    leaseFrom(nowNanos, lease, changes);
    List<Optional<NetlinkRefusal>> results = apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      results.get(i).ifPresent(why -> problems.add(refused("cannot renew ", change, why)));
    }
    return problems;
  }

  /** Empty for what is not held: it was never put there, or its interface is another one now. */
  private Optional<Change> renewal(
      String router, VirtualAddress address, long nowNanos, OptionalInt lease) {
    int index = link(address);
    ItemKey key = AddressMessages.key(address, index);
    Optional<Held> item =
        held.get(key).stream().filter(each -> each.router().equals(router)).findFirst();
    Long end = leaseEnds.get(key);
    if (item.isPresent() && end != null && end - nowNanos < 0) {
      throw new Lookup.UnknownName(
          "its lease ended %d ms ago and the kernel removed it; the director stood still"
              .formatted(TimeUnit.NANOSECONDS.toMillis(nowNanos - end)));
    }
    int scope = names.scope(address.scope());
    return item.map(
        it -> {
          Lifetime lifetime = lifetime(address, lease, nowNanos - it.sinceNanos());
          return new Change(address, it, AddressMessages.put(address, index, scope, lifetime));
        });
  }

  /** Removes them; one that is gone already is no problem. */
  List<String> remove(String router, List<VirtualAddress> addresses) {
    List<Change> changes = new ArrayList<>();
    for (VirtualAddress address : addresses.reversed()) {
      removal(router, address).ifPresent(changes::add);
    }
    List<String> problems = new ArrayList<>();
    List<Optional<NetlinkRefusal>> results = apply(changes);
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      results
          .get(i)
          .filter(why -> !isGone(why))
          .ifPresent(why -> problems.add(refused("cannot remove ", change, why)));
    }
    return problems;
  }

  /** Empty when the interface is gone, and the address with it, or another router holds it. */
  private Optional<Change> removal(String router, VirtualAddress address) {
    int index = address.interfaceName().map(SocketCalls::interfaceIndex).orElse(0);
    ItemKey key = AddressMessages.key(address, index);
    boolean others = held.contains(key) && !held.remove(key, router) && held.contains(key);
    if (index == 0 || others) {
      return Optional.empty();
    }
    leaseEnds.remove(key);
    Held item =
        new Held(key, index, router, ItemWords.of(address), true, Optional.empty(), false, 0);
    return Optional.of(new Change(address, item, AddressMessages.remove(address, index)));
  }

  private static boolean isGone(NetlinkRefusal why) {
    return why.errno() == Errno.EADDRNOTAVAIL
        || why.errno() == Errno.ENODEV
        || why.errno() == Errno.ENXIO;
  }

  /** Static addresses: one that stood there before, put by somebody else, is left alone. */
  List<String> putStatics(List<VirtualAddress> addresses) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    try {
      Set<ItemKey> strangers =
          list().stream()
              .filter(entry -> !entry.isMarked() && !held.contains(entry.key()))
              .map(AddressEntry::key)
              .collect(Collectors.toSet());
      List<VirtualAddress> ours =
          addresses.stream().filter(address -> !strangers.contains(key(address))).toList();
      return put(STATIC, ours, OptionalInt.empty());
    } catch (IOException failed) {
      return List.of("cannot look which static addresses are there: " + failed.getMessage());
    }
  }

  /** Removes those of them that the director put there. */
  List<String> removeStatics(List<VirtualAddress> addresses) {
    return remove(
        STATIC, addresses.stream().filter(address -> held.contains(key(address), STATIC)).toList());
  }

  boolean holdsAny(String router) {
    return held.of(router).stream().anyMatch(item -> item.key() instanceof AddressEntry.Key);
  }

  private ItemKey key(VirtualAddress address) {
    int index = address.interfaceName().map(SocketCalls::interfaceIndex).orElse(0);
    return AddressMessages.key(address, index);
  }

  /** What carries the mark, is not held and is not among those that are kept. */
  List<AddressEntry> leftovers(Set<InetAddress> kept) throws IOException {
    return list().stream()
        .filter(AddressEntry::isMarked)
        .filter(entry -> !held.contains(entry.key()))
        .filter(entry -> !kept.contains(entry.prefix().address()))
        .toList();
  }

  List<String> removeLeftovers(List<AddressEntry> leftovers) {
    List<Optional<NetlinkRefusal>> results =
        kernel.changeAll(leftovers.stream().map(AddressMessages::remove).toList());
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < leftovers.size(); i++) {
      String what = "cannot remove leftover address " + leftovers.get(i).prefix() + ": ";
      results.get(i).filter(why -> !isGone(why)).ifPresent(why -> problems.add(what + why.text()));
    }
    return problems;
  }

  /** All addresses of this machine. */
  List<AddressEntry> list() throws IOException {
    return kernel.dump(AddressMessages.list()).stream()
        .map(AddressEntry::decode)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String refused(String failed, Change change, NetlinkRefusal why) {
    boolean ipv6Off = why.errno() == Errno.EACCES && change.address.prefix().isIpv6();
    String remedy =
        ipv6Off
            ? "; IPv6 is off there: sysctl -w net.ipv6.conf."
                + change.address.interfaceName().orElse("all")
                + ".disable_ipv6=0"
            : "";
    return failed + change.item.what() + ": " + why.text() + remedy;
  }
}
