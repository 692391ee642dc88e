package lvs.director.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.Prefix;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.linux.rtnetlink.LinkMessages;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;

/** Links and addresses as the kernel told of them. For one thread. */
final class NetworkTable {
  private final Map<Integer, LinkEntry> links = new TreeMap<>();
  private final Map<Integer, Map<Prefix, AddressEntry>> addresses = new TreeMap<>();

  void clear() {
    links.clear();
    addresses.clear();
  }

  Optional<LinkEntry> link(int index) {
    return Optional.ofNullable(links.get(index));
  }

  Iterable<LinkEntry> links() {
    return links.values();
  }

  /** Takes in a message about links or addresses; others change nothing. */
  void apply(NetlinkMessage message) {
    switch (message.type()) {
      case LinkMessages.RTM_NEWLINK ->
          LinkEntry.decode(message).ifPresent(link -> links.put(link.index(), link));
      case LinkMessages.RTM_DELLINK -> LinkEntry.decode(message).ifPresent(this::forget);
      case AddressMessages.RTM_NEWADDR -> AddressEntry.decode(message).ifPresent(this::put);
      case AddressMessages.RTM_DELADDR -> AddressEntry.decode(message).ifPresent(this::remove);
      default -> {}
    }
  }

  private void forget(LinkEntry link) {
    links.remove(link.index());
    addresses.remove(link.index());
  }

  private void put(AddressEntry entry) {
    addresses
        .computeIfAbsent(entry.linkIndex(), _ -> new LinkedHashMap<>())
        .put(entry.prefix(), entry);
  }

  private void remove(AddressEntry entry) {
    addresses.getOrDefault(entry.linkIndex(), new LinkedHashMap<>()).remove(entry.prefix());
  }

  /**
   * @param held tells which addresses are ours though they do not carry the mark
   * @param carriers of interfaces that are asked, by name; the others tell by themselves
   */
  NetworkState state(HeldItems held, Map<String, Boolean> carriers) {
    Map<String, Link> byName = new LinkedHashMap<>();
    for (LinkEntry link : links.values()) {
      boolean running = link.running() && carriers.getOrDefault(link.name(), true);
      byName.put(
          link.name(),
          new Link(
              link.name(),
              link.index(),
              link.kind(),
              link.up(),
              running,
              link.ethernet(),
              link.multicast(),
              link.mac(),
              link.mtuBytes(),
              link.baseIndex(),
              vrf(link),
              addresses(link.index(), held)));
    }
    return new NetworkState(byName);
  }

  private Optional<String> vrf(LinkEntry link) {
    return Optional.ofNullable(links.get(link.masterIndex()))
        .filter(master -> master.kind().equals("vrf"))
        .map(LinkEntry::name);
  }

  private List<LinkAddress> addresses(int index, HeldItems held) {
    List<LinkAddress> list = new ArrayList<>();
    for (AddressEntry entry : addresses.getOrDefault(index, Map.of()).values()) {
      boolean ours = entry.isMarked() || held.contains(entry.key());
      list.add(new LinkAddress(entry.prefix(), entry.scope(), entry.isTentative(), ours));
    }
    return List.copyOf(list);
  }
}
