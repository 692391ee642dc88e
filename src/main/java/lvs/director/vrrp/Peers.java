package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.packet.DiscardReason;

/** Other routers of one VRID: when they were heard and what is configured differently there. */
final class Peers {
  /** Anybody can invent sources; so many are remembered. */
  private static final int MOST = 32;

  private final Map<InetAddress, Entry> peers = new LinkedHashMap<>();

  private static final class Entry {
    private OptionalInt priority = OptionalInt.empty();
    private OptionalLong heardNanos = OptionalLong.empty();
    private long advertisements;
    private final Map<DiscardReason, String> differences = new LinkedHashMap<>();
  }

  /** Forgets unicast peers that are none any more, and learns the new ones. */
  void configure(VirtualRouter router) {
    if (router.transport() instanceof Unicast unicast) {
      Set<InetAddress> wanted = new LinkedHashSet<>();
      unicast.peers().stream().map(Peer::address).forEach(wanted::add);
      peers.keySet().removeIf(each -> !wanted.contains(each) && unicast.checksSource());
      wanted.forEach(each -> peers.computeIfAbsent(each, _ -> new Entry()));
    }
  }

  private Entry entry(InetAddress address) {
    if (peers.size() >= MOST && !peers.containsKey(address)) {
      peers.remove(
          peers.entrySet().stream()
              .min((a, b) -> Long.compare(heard(a.getValue()), heard(b.getValue())))
              .orElseThrow()
              .getKey());
    }
    return peers.computeIfAbsent(address, _ -> new Entry());
  }

  private static long heard(Entry entry) {
    return entry.heardNanos.orElse(Long.MIN_VALUE);
  }

  void heard(long nowNanos, Heard heard) {
    Entry entry = entry(heard.from());
    entry.heardNanos = OptionalLong.of(nowNanos);
    entry.advertisements++;
    if (!heard.leaves()) {
      entry.priority = OptionalInt.of(heard.priority());
    }
  }

  /**
   * @param what in words; empty: no longer
   */
  void differs(InetAddress address, DiscardReason reason, Optional<String> what) {
    if (what.isPresent()) {
      entry(address).differences.put(reason, what.get());
    } else if (peers.containsKey(address)) {
      peers.get(address).differences.remove(reason);
    }
  }

  /** What was discarded before is not any more: such differences are gone. */
  void agrees(InetAddress address) {
    Entry entry = peers.get(address);
    if (entry != null && !entry.differences.isEmpty()) {
      entry
          .differences
          .keySet()
          .removeIf(
              each ->
                  each != DiscardReason.ADDRESS_LIST_ERROR && each != DiscardReason.INTERVAL_ERROR);
    }
  }

  boolean knows(InetAddress address) {
    return peers.containsKey(address);
  }

  Set<InetAddress> addresses() {
    return peers.keySet();
  }

  OptionalInt priorityOf(InetAddress address) {
    Entry entry = peers.get(address);
    return entry == null ? OptionalInt.empty() : entry.priority;
  }

  /** Highest priority ever heard; empty when nobody was. */
  OptionalInt highestPriority() {
    return peers.values().stream()
        .filter(each -> each.priority.isPresent())
        .mapToInt(each -> each.priority.getAsInt())
        .max();
  }

  List<String> differences() {
    List<String> all = new ArrayList<>();
    peers.values().forEach(each -> all.addAll(each.differences.values()));
    return all;
  }

  List<PeerStatus> statuses() {
    List<PeerStatus> statuses = new ArrayList<>(peers.size());
    peers.forEach(
        (address, each) ->
            statuses.add(
                new PeerStatus(
                    address,
                    each.priority,
                    each.heardNanos,
                    each.advertisements,
                    List.copyOf(each.differences.values()))));
    return List.copyOf(statuses);
  }

  /**
   * How the addresses of an advertisement differ from ours, in words; their order does not matter.
   */
  static Optional<String> addressDifference(VirtualRouter router, Heard heard) {
    Set<InetAddress> ours = new HashSet<>();
    router.addresses().stream().map(VirtualAddress::address).forEach(ours::add);
    Set<InetAddress> theirs = new HashSet<>(heard.advertisement().addresses());
    if (ours.equals(theirs)) {
      return Optional.empty();
    }
    String who = Words.address(heard.from());
    boolean stranger = theirs.stream().noneMatch(ours::contains);
    return Optional.of(
        stranger
            ? "VRID "
                + router.vrid()
                + " is used by "
                + who
                + " for other addresses ("
                + Words.addresses(heard.advertisement().addresses())
                + "); give one of the two pairs another virtual_router_id"
            : who + " " + listed(ours, theirs) + "; make virtual_ipaddress equal on both sides");
  }

  private static String listed(Set<InetAddress> ours, Set<InetAddress> theirs) {
    List<InetAddress> missing = ours.stream().filter(each -> !theirs.contains(each)).toList();
    List<InetAddress> extra = theirs.stream().filter(each -> !ours.contains(each)).toList();
    String lacks = missing.isEmpty() ? "" : "does not have " + Words.addresses(missing);
    String has = extra.isEmpty() ? "" : "also has " + Words.addresses(extra);
    return lacks + (lacks.isEmpty() || has.isEmpty() ? "" : " and ") + has;
  }
}
