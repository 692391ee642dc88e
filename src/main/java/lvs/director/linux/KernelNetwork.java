package lvs.director.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.NameFiles;
import lvs.director.model.FirewallSettings;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualAddress;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.OwnedItems;

/**
 * The network of this machine by rtnetlink, sysctl and nftables, in the network namespace of the
 * thread that opens it. Needs CAP_NET_ADMIN, and CAP_NET_RAW for announcements.
 */
public final class KernelNetwork implements NetworkControl {
  private static final String STATIC = "";
  private static final String LEFTOVERS = "leftovers";

  private final NetlinkSocket kernel;
  private final AddressTable addresses;
  private final RouteTable routes;
  private final RuleTable rules;
  private final Sysctls sysctls = new Sysctls();
  private final OwnInterfaces interfaces;
  private final Firewall firewall;
  private final Announcer announcer;
  private StaticAddresses statics = StaticAddresses.NONE;

  private KernelNetwork(NetlinkSocket kernel, HeldItems held, FirewallSettings firewall)
      throws IOException {
    MachineNames names = new MachineNames(kernel, new NameFiles());
    this.kernel = kernel;
    this.addresses = new AddressTable(kernel, names, held);
    this.routes = new RouteTable(kernel, names, held);
    this.rules = new RuleTable(kernel, names, held);
    this.interfaces = new OwnInterfaces(kernel, names, sysctls);
    this.firewall = new Firewall(firewall);
    this.announcer = new Announcer(kernel);
  }

  /**
   * @param held shared with the {@link LinkMonitor} that tells when something of it is lost
   * @throws IOException with the errno and what it means
   */
  public static KernelNetwork open(HeldItems held, FirewallSettings firewall) throws IOException {
    return new KernelNetwork(NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE), held, firewall);
  }

  @Override
  public List<String> interfaces(Set<InterfacePlan> plans) {
    return interfaces.make(plans);
  }

  @Override
  public List<String> statics(StaticAddresses wanted) {
    List<String> problems = new ArrayList<>();
    problems.addAll(rules.remove(STATIC, missing(statics, wanted, StaticAddresses::rules)));
    problems.addAll(routes.remove(STATIC, missing(statics, wanted, StaticAddresses::routes)));
    problems.addAll(addresses.removeStatics(missing(statics, wanted, StaticAddresses::addresses)));
    statics = wanted;
    problems.addAll(addresses.putStatics(wanted.addresses()));
    problems.addAll(routes.put(STATIC, wanted.routes()));
    problems.addAll(rules.put(STATIC, wanted.rules()));
    return problems;
  }

  private static <T> List<T> missing(
      StaticAddresses before, StaticAddresses now, Function<StaticAddresses, List<T>> part) {
    Set<T> gone = new LinkedHashSet<>(part.apply(before));
    part.apply(now).forEach(gone::remove);
    return List.copyOf(gone);
  }

  @Override
  public List<String> take(String router, OwnedItems items, OptionalInt leaseSeconds) {
    List<String> problems = new ArrayList<>(firewall.block(router, items.blocked()));
    if (items.promotesSecondaries()) {
      problems.addAll(promoteSecondaries(router, items.addresses()));
    }
    problems.addAll(addresses.put(router, items.addresses(), leaseSeconds));
    problems.addAll(routes.put(router, items.routes()));
    problems.addAll(rules.put(router, items.rules()));
    return problems;
  }

  /** Otherwise the kernel removes the other addresses of a network together with its first one. */
  private List<String> promoteSecondaries(String router, List<VirtualAddress> items) {
    Set<String> names = new LinkedHashSet<>();
    items.stream()
        .filter(address -> !address.prefix().isIpv6())
        .forEach(address -> address.interfaceName().ifPresent(names::add));
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      sysctls.hold(promotion(name), "1", "router " + router).ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public List<String> drop(String router, OwnedItems items) {
    List<String> problems = new ArrayList<>();
    problems.addAll(rules.remove(router, items.rules()));
    problems.addAll(routes.remove(router, items.routes()));
    problems.addAll(addresses.remove(router, items.addresses()));
    problems.addAll(firewall.unblock(router, items.blocked()));
    if (!addresses.holdsAny(router)) {
      sysctls.release("router " + router);
    }
    return problems;
  }

  @Override
  public List<String> renew(String router, List<VirtualAddress> leased, int leaseSeconds) {
    return addresses.renew(router, leased, leaseSeconds);
  }

  @Override
  public List<String> cleanUp(Set<InetAddress> kept) {
    firewall.removeLeftovers();
    try {
      List<String> problems = new ArrayList<>(interfaces.removeLeftovers());
      problems.addAll(rules.cleanUp());
      problems.addAll(routes.cleanUp());
      problems.addAll(removeLeftovers(addresses.leftovers(kept)));
      return problems;
    } catch (IOException failed) {
      return List.of("cannot look for leftovers: " + failed.getMessage());
    }
  }

  private List<String> removeLeftovers(List<AddressEntry> leftovers) {
    for (AddressEntry each : leftovers) {
      interfaces
          .nameOf(each.linkIndex())
          .ifPresent(name -> sysctls.hold(promotion(name), "1", LEFTOVERS));
    }
    List<String> problems = addresses.removeLeftovers(leftovers);
    sysctls.release(LEFTOVERS);
    return problems;
  }

  private static String promotion(String interfaceName) {
    return "ipv4/conf/" + interfaceName + "/promote_secondaries";
  }

  @Override
  public List<String> announce(VirtualAddress address) {
    return announcer.announce(address);
  }

  @Override
  public List<String> probe(VirtualAddress address) {
    return announcer.probe(address);
  }

  @Override
  public void close() {
    interfaces.deleteAll();
    firewall.close();
    sysctls.releaseAll();
    announcer.close();
    kernel.close();
  }
}
