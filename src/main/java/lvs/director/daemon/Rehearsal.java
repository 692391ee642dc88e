package lvs.director.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * Takeovers of an engine of its own, whose effects nobody carries out: the code that must be fast
 * when a master dies has then been loaded, run and compiled before. Time is made up, so thousands
 * of takeovers last a fraction of a second.
 */
final class Rehearsal {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01").orElseThrow();
  private static final InetAddress OTHER_IPV4 = Endpoint.address("192.0.2.2").orElseThrow();
  private static final InetAddress OTHER_IPV6 = Endpoint.address("fe80::2").orElseThrow();
  private static final String OWN_IPV4 = "192.0.2.1/24";
  private static final String OWN_IPV6 = "fe80::1/64";
  private static final int MTU_BYTES = 1_500;
  private static final int RT_SCOPE_LINK = 253;
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int TAKEOVERS_A_RUN = 10;
  private static final int ENOUGH_TAKEOVERS = 5_000;

  /** More steps than any election needs to find a master. */
  private static final int PATIENCE = 1_000;

  private final Configuration configuration;
  private final Map<String, Link> links = new HashMap<>();
  private VrrpEngine engine = new VrrpEngine(0, -HOUR_NANOS);
  private Optional<OutgoingPacket> sent = Optional.empty();
  private long nowNanos;
  private int takeovers;
  private boolean stopped;

  private Rehearsal(Configuration configuration) {
    this.configuration = configuration;
    for (VirtualRouter router : configuration.vrrp().virtualRouters()) {
      router.interfaceName().ifPresent(name -> links.put(name, link(name, router)));
    }
  }

  /**
   * Rehearses with the virtual routers of the configuration: start, takeovers, stop, again and
   * again.
   *
   * @param budgetNanos processor time of the calling thread
   * @return takeovers within the time
   */
  static int run(Configuration configuration, long budgetNanos) {
    return run(configuration, budgetNanos, ENOUGH_TAKEOVERS);
  }

  static int run(Configuration configuration, long budgetNanos, int enough) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long endNanos = threads.getCurrentThreadCpuTime() + budgetNanos;
    Rehearsal rehearsal = new Rehearsal(configuration);
    boolean more = true;
    while (more && rehearsal.takeovers < enough && threads.getCurrentThreadCpuTime() < endNanos) {
      more = rehearsal.fromStartToStop();
    }
    return rehearsal.takeovers;
  }

  /** False when nobody becomes master, so that there is nothing to rehearse. */
  private boolean fromStartToStop() {
    engine = new VrrpEngine(nowNanos, nowNanos - HOUR_NANOS);
    stopped = false;
    cable(true);
    step(new VrrpEvent.ConfigurationChanged(configuration));
    cable(true); // with the interfaces that were asked for
    for (int i = 0; i < TAKEOVERS_A_RUN; i++) {
      if (!awaitTakeover()) {
        return false;
      }
      engine.view();
      cable(false);
      cable(true);
      hearOneself();
    }
    boolean master = awaitTakeover();
    step(new VrrpEvent.Stop(OptionalLong.empty()));
    passTimeUntil(() -> stopped);
    return master;
  }

  private boolean awaitTakeover() {
    int before = takeovers;
    return passTimeUntil(() -> takeovers > before);
  }

  private boolean passTimeUntil(BooleanSupplier condition) {
    for (int i = 0; i < PATIENCE && !condition.getAsBoolean(); i++) {
      if (engine.nextDeadlineNanos() == Long.MAX_VALUE) {
        return false;
      }
      nowNanos = Math.max(nowNanos, engine.nextDeadlineNanos());
      step(new VrrpEvent.TimePassed());
    }
    return condition.getAsBoolean();
  }

  /** What was sent last comes from somebody else; whether it is believed does not matter. */
  private void hearOneself() {
    sent.map(packet -> PacketRecord.of(0, "", packet).incoming())
        .ifPresent(
            own ->
                step(
                    new VrrpEvent.PacketReceived(
                        new IncomingPacket(
                            own.interfaceName(),
                            own.destination().getAddress().length == 4 ? OTHER_IPV4 : OTHER_IPV6,
                            own.destination(),
                            own.hopLimit(),
                            own.ipHeader(),
                            own.payload()))));
  }

  private void cable(boolean in) {
    Map<String, Link> now = new HashMap<>();
    links.forEach((name, link) -> now.put(name, running(link, in)));
    step(new VrrpEvent.NetworkChanged(new NetworkState(Map.copyOf(now))));
  }

  private void step(VrrpEvent event) {
    List<VrrpEffect> effects = engine.step(nowNanos, event);
    for (VrrpEffect effect : effects) {
      switch (effect) {
        case VrrpEffect.Take _ -> takeovers++;
        case VrrpEffect.Send send -> sent = Optional.of(send.packet());
        case VrrpEffect.MakeInterfaces make -> make.interfaces().forEach(this::make);
        case VrrpEffect.Stopped _ -> stopped = true;
        default -> {}
      }
    }
  }

  private void make(InterfacePlan plan) {
    Link base = links.get(plan.base());
    if (base != null) {
      links.putIfAbsent(plan.name(), link(plan.name(), base.index(), base.addresses()));
    }
  }

  private Link link(String name, VirtualRouter router) {
    String own = router.family() == AddressFamily.IPV4 ? OWN_IPV4 : OWN_IPV6;
    Prefix prefix =
        router
            .transport()
            .source()
            .flatMap(source -> Prefix.parse(source.getHostAddress()))
            .orElseGet(() -> Prefix.parse(own).orElseThrow());
    Set<LinkAddress> addresses = new LinkedHashSet<>();
    int scope = prefix.address().isLinkLocalAddress() ? RT_SCOPE_LINK : 0;
    addresses.add(new LinkAddress(prefix, scope, false, false));
    Optional.ofNullable(links.get(name)).ifPresent(before -> addresses.addAll(before.addresses()));
    return link(name, 0, List.copyOf(addresses));
  }

  private Link link(String name, int baseIndex, List<LinkAddress> addresses) {
    return new Link(
        name,
        links.containsKey(name) ? links.get(name).index() : links.size() + 1,
        baseIndex == 0 ? "" : "macvlan",
        true,
        true,
        true,
        true,
        Optional.of(MAC),
        MTU_BYTES,
        baseIndex,
        Optional.empty(),
        addresses);
  }

  private static Link running(Link link, boolean running) {
    return new Link(
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
        link.vrf(),
        link.addresses());
  }
}
