package lvs.director.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;

/**
 * Takeovers of an engine of its own, whose effects nobody carries out: the code that must be fast
 * when a master dies has then been loaded, run and compiled before. Time is made up, so thousands
 * of takeovers last a fraction of a second.
 */
final class Rehearsal {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01").orElseThrow();
  private static final String OWN_IPV4 = "192.0.2.1/24";
  private static final String OWN_IPV6 = "fe80::1/64";
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final VrrpEngine engine = new VrrpEngine(0, -HOUR_NANOS);
  private final Map<String, Link> links = new HashMap<>();
  private long nowNanos;
  private int takeovers;

  private Rehearsal(Configuration configuration) {
    for (VirtualRouter router : configuration.vrrp().virtualRouters()) {
      router.interfaceName().ifPresent(name -> links.put(name, link(name, router)));
    }
    cable(true);
    step(new VrrpEvent.ConfigurationChanged(configuration));
  }

  /**
   * Rehearses with the virtual routers of the configuration.
   *
   * @param budgetNanos processor time of the calling thread
   * @return takeovers within the time
   */
  static int run(Configuration configuration, long budgetNanos) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long endNanos = threads.getCurrentThreadCpuTime() + budgetNanos;
    Rehearsal rehearsal = new Rehearsal(configuration);
    while (threads.getCurrentThreadCpuTime() < endNanos && rehearsal.once()) {
      // once more
    }
    return rehearsal.takeovers;
  }

  /** Cable in, until somebody is master or nothing more can happen; cable out. */
  private boolean once() {
    int before = takeovers;
    cable(true);
    for (int i = 0; i < 1_000 && takeovers == before; i++) {
      if (engine.nextDeadlineNanos() == Long.MAX_VALUE) {
        return false;
      }
      nowNanos = Math.max(nowNanos, engine.nextDeadlineNanos());
      step(new VrrpEvent.TimePassed());
    }
    cable(false);
    return takeovers > before;
  }

  private void cable(boolean in) {
    Map<String, Link> now = new HashMap<>();
    links.forEach((name, link) -> now.put(name, running(link, in)));
    step(new VrrpEvent.NetworkChanged(new NetworkState(Map.copyOf(now))));
  }

  private void step(VrrpEvent event) {
    List<VrrpEffect> effects = engine.step(nowNanos, event);
    for (VrrpEffect effect : effects) {
      if (effect instanceof VrrpEffect.Take) {
        takeovers++;
      } else if (effect instanceof VrrpEffect.MakeInterfaces make) {
        make.interfaces().forEach(this::make);
      }
    }
  }

  private void make(InterfacePlan plan) {
    Link base = links.get(plan.base());
    if (base != null) {
      links.putIfAbsent(
          plan.name(),
          new Link(
              plan.name(),
              links.size() + 1,
              "macvlan",
              true,
              true,
              true,
              true,
              Optional.of(MAC),
              base.mtuBytes(),
              base.index(),
              Optional.empty(),
              base.addresses()));
    }
  }

  private Link link(String name, VirtualRouter router) {
    Optional<InetAddress> source = router.transport().source();
    String own = router.family() == AddressFamily.IPV4 ? OWN_IPV4 : OWN_IPV6;
    Prefix prefix =
        source
            .flatMap(address -> Prefix.parse(address.getHostAddress()))
            .orElseGet(() -> Prefix.parse(own).orElseThrow());
    LinkAddress address = new LinkAddress(prefix, 0, false, false);
    Link before = links.get(name);
    List<LinkAddress> addresses =
        before == null
            ? List.of(address)
            : java.util.stream.Stream.concat(
                    before.addresses().stream(), java.util.stream.Stream.of(address))
                .distinct()
                .toList();
    return new Link(
        name,
        links.size() + 1,
        "",
        true,
        true,
        true,
        true,
        Optional.of(MAC),
        1_500,
        0,
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
