package lvs.director.linux;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.linux.rtnetlink.LinkMessages;
import lvs.director.linux.rtnetlink.Lookup;
import lvs.director.model.AddressFamily;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.InterfacePlan.Kind;

/**
 * The macvlans and ipvlans that the director makes. Each carries an alias by which a later run
 * recognises it, and which keeps what {@link VmacSettings} changed, so that nothing is lost when
 * the director is killed.
 */
final class OwnInterfaces {
  private final NetlinkSocket kernel;
  private final MachineNames names;
  private final VmacSettings settings;
  private final Map<String, InterfacePlan> made = new LinkedHashMap<>();

  OwnInterfaces(NetlinkSocket kernel, MachineNames names, Sysctls sysctls) {
    this.kernel = kernel;
    this.names = names;
    this.settings = new VmacSettings(sysctls);
  }

  /** Exactly these; what fits already stays, others that carry the alias are deleted. */
  List<String> make(Set<InterfacePlan> plans) {
    List<String> problems = new ArrayList<>();
    try {
      Map<String, InterfacePlan> wanted = new LinkedHashMap<>();
      plans.forEach(plan -> wanted.put(plan.name(), plan));
      Map<String, LinkEntry> links = links();
      links.values().forEach(link -> recall(link, links.values()));
      for (LinkEntry link : links.values()) {
        if (VmacSettings.isOurs(link) && !fits(link, wanted.get(link.name()), links)) {
          delete(link, problems);
        }
      }
      made.keySet().retainAll(wanted.keySet());
      for (InterfacePlan plan : plans) {
        makeOne(plan, problems);
      }
    } catch (Lookup.UnknownName failed) {
      problems.add(failed.getMessage());
    }
    return problems;
  }

  private void recall(LinkEntry link, Collection<LinkEntry> all) {
    if (VmacSettings.isOurs(link) && !made.containsKey(link.name())) {
      Optional<String> base =
          all.stream()
              .filter(other -> other.index() == link.baseIndex())
              .map(LinkEntry::name)
              .findFirst();
      settings.recall(link, base);
    }
  }

  /** Of any interface. */
  Optional<String> nameOf(int index) {
    return names.links().stream()
        .filter(link -> link.index() == index)
        .map(LinkEntry::name)
        .findFirst();
  }

  /** Others that an earlier run made go. */
  List<String> removeLeftovers() {
    return make(Set.copyOf(made.values()));
  }

  void deleteAll() {
    make(Set.of());
  }

  private Map<String, LinkEntry> links() {
    Map<String, LinkEntry> links = new HashMap<>();
    names.links().forEach(link -> links.put(link.name(), link));
    return links;
  }

  private static boolean fits(LinkEntry link, InterfacePlan plan, Map<String, LinkEntry> links) {
    LinkEntry base = plan == null ? null : links.get(plan.base());
    if (base == null || link.baseIndex() != base.index()) {
      return false;
    }
    return switch (plan.kind()) {
      case Kind.Macvlan(var mac) ->
          link.kind().equals("macvlan")
              && link.mode() == LinkMessages.MACVLAN_MODE_PRIVATE
              && link.mac().equals(Optional.of(mac));
      case Kind.Ipvlan(var mode, _) ->
          link.kind().equals("ipvlan") && link.mode() == LinkMessages.ipvlanFlags(mode);
    };
  }

  private void delete(LinkEntry link, List<String> problems) {
    kernel
        .change(LinkMessages.delete(link.index()))
        .filter(why -> why.errno() != Errno.ENODEV)
        .ifPresent(
            why -> problems.add("cannot delete interface " + link.name() + ": " + why.text()));
    settings.restore(link);
    made.remove(link.name());
  }

  private void makeOne(InterfacePlan plan, List<String> problems) {
    try {
      Map<String, LinkEntry> links = links();
      LinkEntry base = links.get(plan.base());
      LinkEntry there = links.get(plan.name());
      if (base == null) {
        problems.add(cannotMake(plan) + "there is no interface " + plan.base());
      } else if (there != null && !fits(there, plan, links)) {
        problems.add(
            cannotMake(plan)
                + "another interface of that name is there; delete it (ip link delete "
                + plan.name()
                + ") or write another name");
      } else if (there != null || create(plan, base, problems)) {
        finish(plan, base, problems);
      }
    } catch (Lookup.UnknownName failed) {
      problems.add(cannotMake(plan) + failed.getMessage());
    }
  }

  private static String cannotMake(InterfacePlan plan) {
    return "cannot make interface " + plan.name() + " on " + plan.base() + ": ";
  }

  private boolean create(InterfacePlan plan, LinkEntry base, List<String> problems) {
    long group = plan.group().map(names::group).orElse(base.group());
    NetlinkRequest request =
        switch (plan.kind()) {
          case Kind.Macvlan(var mac) -> LinkMessages.macvlan(plan.name(), base.index(), mac, group);
          case Kind.Ipvlan(var mode, _) ->
              LinkMessages.ipvlan(plan.name(), base.index(), mode, group);
        };
    Optional<NetlinkRefusal> refused = kernel.change(request);
    refused.ifPresent(why -> problems.add(cannotMake(plan) + why.text() + remedy(plan, why)));
    return refused.isEmpty();
  }

  private static String remedy(InterfacePlan plan, NetlinkRefusal why) {
    return switch (why.errno()) {
      case Errno.EOPNOTSUPP -> "; load the module " + kind(plan) + " (modprobe " + kind(plan) + ")";
      case Errno.EBUSY ->
          "; " + plan.base() + " carries interfaces of another kind, which cannot be together";
      case Errno.EADDRINUSE -> "; another interface on " + plan.base() + " has that MAC address";
      default -> "";
    };
  }

  private static String kind(InterfacePlan plan) {
    return plan.kind() instanceof Kind.Macvlan ? "macvlan" : "ipvlan";
  }

  /** In this order: its settings stand before a packet can reach it. */
  private void finish(InterfacePlan plan, LinkEntry base, List<String> problems) {
    int index = names.link(plan.name());
    List<NetlinkRequest> requests = new ArrayList<>();
    requests.add(LinkMessages.alias(index, settings.alias(plan, base)));
    if (plan.kind() instanceof Kind.Macvlan) {
      requests.add(LinkMessages.withoutOwnAddress(index));
    }
    ask(plan, requests, problems);
    if (!made.containsKey(plan.name()) && plan.kind() instanceof Kind.Macvlan) {
      problems.addAll(settings.apply(plan));
    }
    made.put(plan.name(), plan);
    List<NetlinkRequest> last = new ArrayList<>(List.of(LinkMessages.up(index)));
    address(plan, base).ifPresent(a -> last.add(AddressMessages.putPlain(a, index, scope(a))));
    ask(plan, last, problems);
  }

  private void ask(InterfacePlan plan, List<NetlinkRequest> requests, List<String> problems) {
    for (Optional<NetlinkRefusal> refused : kernel.changeAll(requests)) {
      refused
          .filter(why -> !isIpv6Off(plan, why))
          .ifPresent(
              why -> problems.add("cannot set up interface " + plan.name() + ": " + why.text()));
    }
  }

  /** Without IPv6 in the kernel an IPv4 router needs no word about it. */
  private static boolean isIpv6Off(InterfacePlan plan, NetlinkRefusal why) {
    return plan.family() == AddressFamily.IPV4
        && (why.errno() == Errno.EAFNOSUPPORT || why.errno() == Errno.EACCES);
  }

  /**
   * A VMAC for IPv6 needs a link-local source for its advertisements. It is that of the interface
   * below, which is this machine's alone; one made of the MAC would be the same on every director.
   */
  private Optional<Prefix> address(InterfacePlan plan, LinkEntry base) {
    return switch (plan.kind()) {
      case Kind.Ipvlan(_, var address) -> address;
      case Kind.Macvlan _ ->
          plan.family() == AddressFamily.IPV6 ? settings.linkLocal(kernel, base) : Optional.empty();
    };
  }

  private static int scope(Prefix address) {
    return address.address().isLinkLocalAddress() ? 253 : 0; // RT_SCOPE_LINK
  }
}
