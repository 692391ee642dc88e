package lvs.director.vrrp;

import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.VirtualRouterState.Backup;

/** The effective priority of a virtual router. */
final class Priorities {
  private Priorities() {}

  /** The trackers say something else: the effective priority is worked out anew. */
  static void reweigh(Step step, Router router, String why) {
    int before = router.priority;
    long downBefore = router.masterDownNanos();
    router.priority = weighed(router);
    if (before == router.priority) {
      return;
    }
    if (router.state() instanceof Backup backup) {
      long shift = router.masterDownNanos() - downBefore;
      router.enter(step, backup.downAt(backup.masterDownAtNanos() + shift));
    }
    Notifications.priority(step, router, before, why);
  }

  /** The owner's priority changes only while another owner is there. */
  private static int weighed(Router router) {
    if (router.isOwner()) {
      return router.rivals.isLowered()
          ? VirtualRouter.OWNER_PRIORITY - 1
          : VirtualRouter.OWNER_PRIORITY;
    }
    return Math.clamp(
        (long) router.config().priority() + router.contribution,
        1,
        VirtualRouter.OWNER_PRIORITY - 1);
  }
}
