package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.References.Reference;

/** Whether a virtual router could serve: its links, its source address and its trackers. */
final class Fitness {
  private final Links links;
  private final Trackers trackers;

  Fitness(Links links, Trackers trackers) {
    this.links = links;
    this.trackers = trackers;
  }

  /**
   * Works out source address, faults, what INIT waits for and what trackers add to the priority.
   *
   * @param virtual addresses of all virtual routers
   */
  void judge(Router router, Set<InetAddress> virtual) {
    router.source = Sources.choose(router.config(), links, virtual);
    router.waiting = waiting(router);
    router.contribution = router.references.stream().mapToInt(each -> contribution(each)).sum();
    router.faults = links.isKnown() ? faults(router) : List.of();
  }

  private int contribution(Reference reference) {
    return trackers
        .find(reference)
        .filter(Tracker::isKnown)
        .map(each -> each.contribution(reference.weight(), reference.reverse()))
        .orElse(0);
  }

  /** What must be known before the first election, in words. */
  private Optional<String> waiting(Router router) {
    if (!links.isKnown()) {
      return Optional.of("the network is not known yet");
    }
    for (InterfacePlan made : router.wiring().made()) {
      if (links.link(made.name()).isEmpty()) {
        return Optional.of("interface " + made.name() + " is not made yet");
      }
    }
    return router.references.stream()
        .filter(each -> each.kind() != Tracker.Kind.SCRIPT || each.weight() == 0)
        .map(trackers::find)
        .flatMap(Optional::stream)
        .filter(each -> !each.isKnown())
        .findFirst()
        .map(each -> each.kind().text() + " " + each.name() + " has no result yet");
  }

  private List<String> faults(Router router) {
    Set<String> faults = new LinkedHashSet<>();
    VirtualRouter config = router.config();
    if (config.tracking().primary()) {
      router.wiring().base().flatMap(links::trouble).ifPresent(faults::add);
    }
    config.vrf().flatMap(links::trouble).ifPresent(faults::add);
    kind(router).ifPresent(faults::add);
    ownInterfaces(router, faults);
    source(router).ifPresent(faults::add);
    if (config.transport() instanceof Unicast unicast
        && unicast.faultWithoutPeers()
        && unicast.peers().isEmpty()) {
      faults.add("no unicast_peer is configured");
    }
    otherInterfaces(router, faults);
    for (Reference reference : router.references) {
      trackerFault(reference).ifPresent(faults::add);
    }
    return List.copyOf(faults);
  }

  /** A VMAC needs Ethernet below it, multicast an interface that can. */
  private Optional<String> kind(Router router) {
    Optional<Link> base = router.wiring().base().flatMap(links::link);
    if (base.isEmpty()) {
      return router.wiring().base().map(name -> "interface " + name + " does not exist");
    }
    Link link = base.get();
    if (router.config().virtualInterface().isPresent() && !link.ethernet()) {
      return Optional.of(link.name() + " is no Ethernet and cannot carry a VMAC");
    }
    if (router.config().transport() instanceof Multicast && !link.multicast()) {
      return Optional.of(link.name() + " has no multicast: switch it on, or use unicast_peer");
    }
    return Optional.empty();
  }

  /** Made interfaces that somebody deleted or set down; before the first election INIT waits. */
  private void ownInterfaces(Router router, Set<String> faults) {
    boolean started = !(router.state() instanceof VirtualRouterState.Init);
    for (InterfacePlan made : router.wiring().made()) {
      Optional<Link> link = links.link(made.name());
      if (link.isEmpty() && started) {
        faults.add("interface " + made.name() + " is gone");
      } else if (link.isPresent() && !link.get().up() && started) {
        faults.add("interface " + made.name() + " is down");
      }
    }
  }

  private Optional<String> source(Router router) {
    VirtualRouter config = router.config();
    AdvertisementTransport transport = config.transport();
    if (router.source.isEmpty()) {
      return router
          .wiring()
          .base()
          .filter(name -> links.link(name).isPresent())
          .map(
              name ->
                  "interface "
                      + name
                      + switch (config.family()) {
                        case IPV4 -> " has no IPv4 address to send from";
                        case IPV6 -> " has no link-local address to send from";
                      });
    }
    boolean missing = transport.tracksSource() && !links.hasAddress(router.source.get());
    return missing
        ? Optional.of("source address " + Words.address(router.source.get()) + " is gone")
        : Optional.empty();
  }

  /** Interfaces of addresses with dev, unless no_track. */
  private void otherInterfaces(Router router, Set<String> faults) {
    VirtualRouter config = router.config();
    List<VirtualAddress> addresses = new ArrayList<>(config.addresses());
    addresses.addAll(config.excludedAddresses());
    for (VirtualAddress address : addresses) {
      if (address.tracked() && !address.interfaceName().equals(config.interfaceName())) {
        address.interfaceName().flatMap(links::trouble).ifPresent(faults::add);
      }
    }
  }

  private Optional<String> trackerFault(Reference reference) {
    return trackers
        .find(reference)
        .filter(Tracker::isKnown)
        .filter(each -> each.isFault(reference.weight(), reference.reverse()))
        .map(each -> faultText(each, reference));
  }

  private static String faultText(Tracker tracker, Reference reference) {
    return switch (tracker.kind()) {
      case INTERFACE ->
          reference.reverse() ? "link " + tracker.name() + " is up" : tracker.detail();
      case SCRIPT ->
          "script "
              + tracker.name()
              + (reference.reverse() ? " succeeded" : " failed: " + tracker.detail());
      case FILE, PROCESS, BFD ->
          tracker.kind().text() + " " + tracker.name() + ": " + tracker.detail();
    };
  }
}
