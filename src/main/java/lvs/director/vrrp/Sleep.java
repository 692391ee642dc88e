package lvs.director.vrrp;

import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VirtualRouterState.Backup;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.VrrpNotice.Kind;

/** A master that was not scheduled for so long that others may have taken over. */
final class Sleep {
  private final Setting setting;
  private final Mastership mastership;

  Sleep(Setting setting, Mastership mastership) {
    this.setting = setting;
    this.mastership = mastership;
  }

  /**
   * Looks whether a master is later than its peers wait; if so it lets go before it speaks.
   *
   * @return whether it was, so that its group follows
   */
  boolean fallBackIfLate(Step step, Router router) {
    if (!(router.state() instanceof Master master)) {
      return false;
    }
    long silent = step.nowNanos - master.sentNanos();
    long unrenewed = step.nowNanos - master.renewedNanos();
    if (silent < patienceOfOthers(router) && !setting.leaseOver(router, unrenewed)) {
      return false;
    }
    fallBack(step, router, silent);
    return true;
  }

  /** The same for one that hands over: its deadlines tell how late it is. */
  static boolean hasPassed(Step step, Router router, HandingOver leaving) {
    long patience =
        Timers.masterDown(
            router.config(), VirtualRouter.OWNER_PRIORITY - 1, router.intervalNanos());
    return step.nowNanos - leaving.nextNanos() >= patience;
  }

  /** Lets go first, then listens for one interval before it wants to be master again. */
  void fallBack(Step step, Router router, long silentNanos) {
    String why =
        "the director was not scheduled for "
            + Words.seconds(silentNanos)
            + ", so that others may have taken over";
    mastership.end(step, router);
    router.wantsMaster = false;
    router.masterIntervalNanos = router.intervalNanos();
    router.enter(step, Backup.until(step.nowNanos + router.intervalNanos() + router.skewNanos()));
    router.explain(step, why);
    step.announce(Kind.SLEPT, router.name(), router.name() + " slept: " + why);
    Notifications.router(step, router, Notified.BACKUP, why);
  }

  /** The earliest that anybody may have taken our mastership. */
  private static long patienceOfOthers(Router router) {
    int highest =
        router
            .peers
            .highestPriority()
            .orElse(
                router
                    .config()
                    .advertisementRules()
                    .yieldsWhenLateBelow()
                    .orElse(VirtualRouter.OWNER_PRIORITY - 1));
    int stricter =
        Math.max(highest, router.config().advertisementRules().yieldsWhenLateBelow().orElse(0));
    return Timers.masterDown(router.config(), stricter, router.intervalNanos());
  }
}
