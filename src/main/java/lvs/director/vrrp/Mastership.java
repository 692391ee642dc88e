package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.Duties.Duty;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.packet.OutgoingPacket;

/** What a master does: it advertises, holds what it owns, and announces it. */
final class Mastership {
  private static final long RENEW_NANOS = Timers.SECOND;

  /** The kernel ends a lease up to a second late. */
  private static final long LEASE_END_NANOS = Timers.SECOND;

  private static final long PROBE_NANOS = 60 * Timers.SECOND;

  private final Setting setting;

  Mastership(Setting setting) {
    this.setting = setting;
  }

  /** One advertisement with the effective priority; the timer starts anew (RFC 9568, 6.4.3). */
  void advertise(Step step, Router router) {
    send(step, router, router.priority, Optional.empty());
    if (router.state() instanceof Master master) {
      router.enter(step, master.advertised(step.nowNanos, step.nowNanos + router.intervalNanos()));
    }
  }

  /** Priority 0: this master leaves. */
  void sayGoodbye(Step step, Router router, Optional<InetAddress> onlyTo) {
    send(step, router, 0, onlyTo);
    router.tally.priorityZeroSent++;
  }

  private void send(Step step, Router router, int priority, Optional<InetAddress> onlyTo) {
    if (router.source.isEmpty()) {
      return;
    }
    List<OutgoingPacket> packets =
        router.codec.encode(
            priority,
            router.wiring().sendInterface(),
            router.source.get(),
            step.nowNanos,
            setting.epochNanosAtZero + step.nowNanos);
    router.said.sent(step.nowNanos, priority);
    for (OutgoingPacket packet : packets) {
      if (packet.destination().isMulticastAddress()
          || onlyTo.isEmpty()
          || onlyTo.get().equals(packet.destination())) {
        step.add(new VrrpEffect.Send(router.handle, packet));
        router.tally.advertisementsSent++;
      }
    }
  }

  /** RFC 9568, 6.4.2 (365) to (400): advertise, then own the addresses, then announce them. */
  void begin(Step step, Router router) {
    send(step, router, router.priority, Optional.empty());
    setting.mastersChanged = true;
    router.mayHaveLeftovers = false;
    router.tally.masterTransitions++;
    router.takeoverNanos =
        router.heardNanos.isPresent()
            ? OptionalLong.of(step.nowNanos - router.heardNanos.getAsLong())
            : OptionalLong.empty();
    take(step, router, router.wiring().items());
    announce(step, router, router.config().gratuitousArp().masterRepeat());
    long next = step.nowNanos + router.intervalNanos();
    router.enter(
        step, new Master(next, step.nowNanos, step.nowNanos, duties(router, step.nowNanos)));
  }

  /** Goes on as master after a handover that nobody answered. */
  void resume(Step step, Router router, HandingOver from) {
    long next = step.nowNanos + router.intervalNanos();
    Duties duties = duties(router, step.nowNanos).with(Duty.RENEW, from.renewAtNanos());
    router.enter(step, new Master(next, step.nowNanos, from.renewedNanos(), duties));
    send(step, router, router.priority, Optional.empty());
  }

  private Duties duties(Router router, long nowNanos) {
    GratuitousArpSettings arp = router.config().gratuitousArp();
    if (router.wiring().items().addresses().isEmpty()) {
      return Duties.NONE;
    }
    long delay = arp.masterDelay().toNanos();
    // A dead master answers for its addresses until its lease has ended: not to be asked before.
    long peerLease = setting.leaseSeconds(router.config()) * Timers.SECOND;
    Duties duties = Duties.NONE.with(Duty.PROBE, nowNanos + peerLease + LEASE_END_NANOS);
    if (delay > 0) {
      duties = duties.with(Duty.SECOND_BLOCK, nowNanos + delay);
    }
    if (!arp.refresh().isZero()) {
      duties = duties.with(Duty.REFRESH, nowNanos + delay + arp.refresh().toNanos());
    }
    if (!arp.extraInterval().isZero() && !router.wiring().elsewhere().isEmpty()) {
      duties = duties.with(Duty.EXTRA, nowNanos + delay + arp.extraInterval().toNanos());
    }
    return setting.lease.enabled() ? duties.with(Duty.RENEW, nowNanos + RENEW_NANOS) : duties;
  }

  /** Lets go of everything, in keepalived's order. */
  void end(Step step, Router router) {
    setting.mastersChanged = true;
    router.tally.masterReleases++;
    router.rivals.forgetLower();
    router.problems.remove(Router.SECOND_MASTER);
    step.add(new VrrpEffect.CancelAnnouncements(router.handle));
    drop(step, router, router.wiring().items());
  }

  /** Addresses of an earlier run, which died while it was master. */
  void removeLeftovers(Step step, Router router) {
    if (router.mayHaveLeftovers) {
      router.mayHaveLeftovers = false;
      drop(step, router, router.wiring().items());
    }
  }

  void drop(Step step, Router router, OwnedItems items) {
    if (!items.isEmpty()) {
      step.add(new VrrpEffect.Drop(router.handle, items));
    }
  }

  void take(Step step, Router router, OwnedItems items) {
    router.lease = lease(router);
    if (!items.isEmpty()) {
      step.add(new VrrpEffect.Take(router.handle, items, router.lease));
    }
  }

  /** The addresses are in the kernel with another lease, or with one where none shall be. */
  boolean hasOtherLease(Router router) {
    return !router.lease.equals(lease(router));
  }

  /** What a master does from time to time, after a reload: what goes on keeps its time. */
  void reschedule(Step step, Router router, boolean leaseBegins) {
    long now = step.nowNanos;
    switch (router.state()) {
      case Master master -> {
        Duties next = master.duties().following(duties(router, now));
        router.enter(step, leaseBegins ? master.renewed(now, next) : master.with(next));
      }
      case HandingOver leaving when leaseBegins ->
          router.enter(step, leaving.renewed(now, duties(router, now).at(Duty.RENEW)));
      default -> {}
    }
  }

  OptionalInt lease(Router router) {
    return setting.lease.enabled()
        ? OptionalInt.of(setting.leaseSeconds(router.config()))
        : OptionalInt.empty();
  }

  void announce(Step step, Router router, int repeat) {
    announce(step, router, router.wiring().items().addresses(), repeat);
  }

  void announce(Step step, Router router, List<VirtualAddress> addresses, int repeat) {
    if (!addresses.isEmpty() && repeat > 0) {
      step.add(new VrrpEffect.AnnounceAddresses(router.handle, addresses, repeat));
    }
  }

  /** Addresses that a reload added are announced like those of a new master. */
  void announceAdded(Step step, Router router, List<VirtualAddress> added) {
    announce(step, router, added, router.config().gratuitousArp().masterRepeat());
    long delay = router.config().gratuitousArp().masterDelay().toNanos();
    if (!added.isEmpty() && delay > 0 && router.state() instanceof Master master) {
      Duties duties = master.duties().with(Duty.SECOND_BLOCK, step.nowNanos + delay);
      router.enter(step, master.with(duties));
    }
  }

  /** Another one took itself for master: neighbours may have believed it. */
  void announceAgain(Step step, Router router) {
    GratuitousArpSettings arp = router.config().gratuitousArp();
    announce(step, router, arp.lowerPriorityRepeat());
    boolean twice = arp.lowerPriorityRepeat() > 0 && !arp.lowerPriorityDelay().isZero();
    if (twice && router.state() instanceof Master master) {
      long at = step.nowNanos + arp.lowerPriorityDelay().toNanos();
      router.enter(step, master.with(master.duties().with(Duty.LOWER_BLOCK, at)));
    }
  }

  /** Does what is due. */
  void fire(Step step, Router router, Master master) {
    if (master.advertiseAtNanos() <= step.nowNanos) {
      long next = master.advertiseAtNanos() + router.intervalNanos();
      boolean late = next <= step.nowNanos;
      send(step, router, router.priority, Optional.empty());
      router.enter(
          step,
          master.advertised(step.nowNanos, late ? step.nowNanos + router.intervalNanos() : next));
    }
    for (Duty duty : Duty.values()) {
      if (router.state() instanceof Master now && now.duties().isDue(duty, step.nowNanos)) {
        perform(step, router, now, duty);
      }
    }
  }

  /** The addresses of a master are others now. */
  void servesOthers() {
    setting.mastersChanged = true;
  }

  private void perform(Step step, Router router, Master master, Duty duty) {
    GratuitousArpSettings arp = router.config().gratuitousArp();
    long period = Timers.NEVER;
    switch (duty) {
      case SECOND_BLOCK -> announce(step, router, arp.masterRepeat());
      case LOWER_BLOCK -> announce(step, router, arp.lowerPriorityRepeat());
      case REFRESH -> {
        announce(step, router, arp.refreshRepeat());
        period = arp.refresh().isZero() ? Timers.NEVER : arp.refresh().toNanos();
      }
      case EXTRA -> {
        announce(step, router, router.wiring().elsewhere(), 1);
        period = arp.extraInterval().isZero() ? Timers.NEVER : arp.extraInterval().toNanos();
      }
      case RENEW -> {
        renew(step, router);
        period = RENEW_NANOS;
      }
      case PROBE -> {
        probe(step, router);
        period = PROBE_NANOS;
      }
    }
    Duties next = master.duties().with(duty, Timers.after(step.nowNanos, period));
    router.enter(
        step, duty == Duty.RENEW ? master.renewed(step.nowNanos, next) : master.with(next));
  }

  private void probe(Step step, Router router) {
    if (router.rivals.areForgotten(step.nowNanos)) {
      router.problems.remove(Router.SECOND_MASTER);
    }
    List<VirtualAddress> addresses = router.wiring().items().addresses();
    step.add(new VrrpEffect.ProbeAddresses(router.handle, addresses));
  }

  private void renew(Step step, Router router) {
    List<VirtualAddress> addresses = router.wiring().items().addresses();
    if (setting.lease.enabled() && !addresses.isEmpty()) {
      int seconds = setting.leaseSeconds(router.config());
      step.add(new VrrpEffect.Renew(router.handle, addresses, seconds));
    }
  }

  /** The lease goes on while the successor is awaited. */
  void renewWaiting(Step step, Router router, HandingOver state) {
    if (state.renewAtNanos() <= step.nowNanos) {
      renew(step, router);
      router.enter(step, state.renewed(step.nowNanos, step.nowNanos + RENEW_NANOS));
    }
  }
}
