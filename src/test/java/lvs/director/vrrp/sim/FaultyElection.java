package lvs.director.vrrp.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.Preemption;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView;

/** An engine with a fault, to show that the simulation notices. */
record FaultyElection(Fault fault, VrrpEngine engine) implements Election {

  /** What is wrong. */
  enum Fault {
    FORGETS_TO_DROP,
    FORGETS_TO_TAKE,
    NEVER_RENEWS,
    HEARS_NOTHING,
    HEARS_NO_GOODBYE,
    SAYS_NO_GOODBYE,
    DROPS_BEFORE_THE_GOODBYE,
    IS_TOLD_LATE_OF_TIME,
    ANNOUNCES_AS_BACKUP,
    SPEAKS_AT_RELOAD,
    LEASES_ARE_SHORT,
    LEASES_ARE_LONG,
    PRIORITIES_DO_NOT_COUNT,
    NEVER_PREEMPTS,
    DOES_NOT_KNOW_THAT_IT_SLEPT,
    RELOAD_STARTS_ANEW,
    IGNORES_ITS_CABLE,
    IGNORES_THEFT,
    NEVER_ANSWERS_THE_OPERATOR,
    STOPS_WITHOUT_A_WORD
  }

  static Election.Maker maker(Fault fault) {
    return (now, boot) -> new FaultyElection(fault, new VrrpEngine(now, boot));
  }

  @Override
  public List<VrrpEffect> step(long nowNanos, VrrpEvent event) {
    if (isMissed(event)) {
      return List.of();
    }
    List<VrrpEffect> right = new ArrayList<>();
    if (fault == Fault.DOES_NOT_KNOW_THAT_IT_SLEPT) {
      for (long due = engine.nextDeadlineNanos(); due < nowNanos; ) {
        right.addAll(engine.step(due, new VrrpEvent.TimePassed()));
        due = Math.max(due + 1, engine.nextDeadlineNanos());
      }
    }
    if (fault == Fault.RELOAD_STARTS_ANEW && event instanceof VrrpEvent.ConfigurationChanged) {
      right.addAll(engine.step(nowNanos, new VrrpEvent.ConfigurationChanged(Configuration.EMPTY)));
    }
    right.addAll(engine.step(nowNanos, configured(event)));
    List<VrrpEffect> wrong = new ArrayList<>();
    right.forEach(each -> wrong(each, wrong));
    extra(event, wrong);
    return wrong;
  }

  private VrrpEvent configured(VrrpEvent event) {
    boolean wrong = fault == Fault.PRIORITIES_DO_NOT_COUNT || fault == Fault.NEVER_PREEMPTS;
    if (!wrong || !(event instanceof VrrpEvent.ConfigurationChanged changed)) {
      return event;
    }
    Configuration all = changed.configuration();
    List<VirtualRouter> routers =
        all.vrrp().virtualRouters().stream()
            .map(
                each ->
                    fault == Fault.NEVER_PREEMPTS
                        ? Alike.withPreemption(each, new Preemption(false, Duration.ZERO))
                        : Alike.withPriority(each, 100))
            .toList();
    return new VrrpEvent.ConfigurationChanged(Alike.withRouters(all, routers));
  }

  private boolean isMissed(VrrpEvent event) {
    return switch (event) {
      case VrrpEvent.PacketReceived packet ->
          fault == Fault.HEARS_NOTHING
              || fault == Fault.HEARS_NO_GOODBYE && isGoodbye(packet.packet().payload());
      case VrrpEvent.OwnedItemLost lost -> fault == Fault.IGNORES_THEFT;
      case VrrpEvent.NetworkChanged changed ->
          fault == Fault.IGNORES_ITS_CABLE
              && changed.network().links().values().stream().noneMatch(each -> each.isUsable());
      case VrrpEvent.HandoverAsked asked -> fault == Fault.NEVER_ANSWERS_THE_OPERATOR;
      default -> false;
    };
  }

  private void wrong(VrrpEffect effect, List<VrrpEffect> wrong) {
    boolean missing =
        switch (effect) {
          case VrrpEffect.Drop drop -> fault == Fault.FORGETS_TO_DROP;
          case VrrpEffect.Take take -> fault == Fault.FORGETS_TO_TAKE;
          case VrrpEffect.Renew renew -> fault == Fault.NEVER_RENEWS;
          case VrrpEffect.Send send -> fault == Fault.SAYS_NO_GOODBYE && isGoodbye(payload(send));
          default -> false;
        };
    if (missing) {
      return;
    }
    if (fault == Fault.DROPS_BEFORE_THE_GOODBYE
        && effect instanceof VrrpEffect.Send send
        && isGoodbye(payload(send))) {
      dropAll(send.router(), wrong);
    }
    wrong.add(leased(effect));
  }

  private void dropAll(String router, List<VrrpEffect> wrong) {
    engine.view().router(router).ifPresent(each -> wrong.add(drop(each)));
  }

  private static VrrpEffect drop(VrrpView.RouterStatus router) {
    return new VrrpEffect.Drop(
        router.router().name(),
        new OwnedItems(router.router().addresses(), List.of(), List.of(), List.of(), false));
  }

  private VrrpEffect leased(VrrpEffect effect) {
    if (fault != Fault.LEASES_ARE_SHORT && fault != Fault.LEASES_ARE_LONG) {
      return effect;
    }
    int seconds = fault == Fault.LEASES_ARE_SHORT ? 1 : 3600;
    return switch (effect) {
      case VrrpEffect.Take take when take.leaseSeconds().isPresent() ->
          new VrrpEffect.Take(take.router(), take.items(), OptionalInt.of(seconds));
      case VrrpEffect.Renew renew ->
          new VrrpEffect.Renew(renew.router(), renew.addresses(), seconds);
      default -> effect;
    };
  }

  private void extra(VrrpEvent event, List<VrrpEffect> wrong) {
    for (VrrpView.RouterStatus each : engine.view().routers()) {
      String name = each.router().name();
      boolean reload = event instanceof VrrpEvent.ConfigurationChanged;
      boolean packet = event instanceof VrrpEvent.PacketReceived;
      if (fault == Fault.ANNOUNCES_AS_BACKUP && packet
          || fault == Fault.SPEAKS_AT_RELOAD && reload) {
        wrong.add(new VrrpEffect.AnnounceAddresses(name, each.router().addresses(), 1));
      }
    }
    if (fault == Fault.STOPS_WITHOUT_A_WORD && event instanceof VrrpEvent.Stop) {
      wrong.add(new VrrpEffect.Stopped());
    }
  }

  private static byte[] payload(VrrpEffect.Send send) {
    return PacketRecord.of(0, "-", send.packet()).payload();
  }

  /** No AH in the simulation: the priority is the third byte (RFC 9568, 5.1). */
  private static boolean isGoodbye(byte[] payload) {
    return payload.length > 2 && payload[2] == 0;
  }

  @Override
  public long nextDeadlineNanos() {
    long deadline = engine.nextDeadlineNanos();
    boolean late = fault == Fault.IS_TOLD_LATE_OF_TIME && deadline != Long.MAX_VALUE;
    return late ? deadline + 1_500_000_000L : deadline;
  }

  @Override
  public VrrpView view() {
    return engine.view();
  }
}
