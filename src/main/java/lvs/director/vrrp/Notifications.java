package lvs.director.vrrp;

import java.util.List;
import java.util.Optional;
import lvs.director.model.NotifyScripts;
import lvs.director.model.Script;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VrrpNotice.Kind;

/**
 * Tells scripts, pipes and people, in keepalived's order: the script of the state, the script of
 * every change, the pipe, then the notice. What they were told last is not told again.
 */
final class Notifications {
  private Notifications() {}

  static void router(Step step, Router router, Notified what, String why) {
    if (router.notified.equals(Optional.of(what))) {
      return;
    }
    router.notified = Optional.of(what);
    scripts(step, router, what, why);
    step.announce(
        routerKind(what), router.name(), text(router, what, why), router.config().smtpAlert());
  }

  private static void scripts(Step step, Router router, Notified what, String why) {
    NotifyScripts scripts = router.config().notifyScripts();
    String name = router.name();
    run(step, script(scripts, what), name, List.of(), why);
    List<String> arguments =
        List.of("INSTANCE", name, what.name(), Integer.toString(router.priority));
    run(step, scripts.every(), name, arguments, why);
    fifo(step, "INSTANCE", name, what.name(), router.priority);
  }

  /** Removed by a reload: DELETED where the configuration knows that word, else FAULT. */
  static void removed(Step step, Router router, String why) {
    if (router.config().notifyScripts().deletionHasOwnState()) {
      router(step, router, Notified.DELETED, why);
      return;
    }
    if (!router.notified.equals(Optional.of(Notified.FAULT))) {
      scripts(step, router, Notified.FAULT, why);
    }
    step.announce(
        Kind.ROUTER_REMOVED,
        router.name(),
        text(router, Notified.DELETED, why),
        router.config().smtpAlert());
  }

  private static String text(Router router, Notified what, String why) {
    String name = "virtual router " + router.name();
    return switch (what) {
      case MASTER, BACKUP -> name + " is " + what + ": " + why + "; priority " + router.priority;
      case FAULT -> name + " is in FAULT: " + why;
      case STOP -> name + " stops: " + why;
      case DELETED -> name + " is removed: " + why;
    };
  }

  static void group(Step step, Group group, Notified what, String why) {
    if (group.notified.equals(Optional.of(what))) {
      return;
    }
    group.notified = Optional.of(what);
    NotifyScripts scripts = group.config().notifyScripts();
    String name = group.name();
    run(step, script(scripts, what), name, List.of(), why);
    run(step, scripts.every(), name, List.of("GROUP", name, what.name(), "0"), why);
    fifo(step, "GROUP", name, what.name(), 0);
    String text =
        "sync group "
            + name
            + (what == Notified.STOP
                ? " stops"
                : what == Notified.FAULT ? " is in FAULT" : " is " + what)
            + (why.isEmpty() ? "" : ": " + why);
    step.announce(groupKind(what), name, text, group.config().smtpAlert());
  }

  /** A master heard a lower priority (notify_master_rx_lower_pri). */
  static void lowerPriority(Step step, Router router, String why) {
    Optional<Script> script = router.config().notifyScripts().lowerPriorityReceived();
    run(step, script, router.name(), List.of(), why);
    fifo(step, "INSTANCE", router.name(), "MASTER_RX_LOWER_PRI", router.priority);
  }

  static void priority(Step step, Router router, int before, String why) {
    boolean wanted =
        router.config().notifyPriorityChanges()
            || router.group.filter(each -> each.config().notifyPriorityChanges()).isPresent();
    RouterState state = router.state().name();
    if (wanted && (state == RouterState.MASTER || state == RouterState.BACKUP)) {
      fifo(step, "INSTANCE", router.name(), state + "_PRIORITY", router.priority);
    }
    step.announce(
        Kind.PRIORITY_CHANGED,
        router.name(),
        "priority of "
            + router.name()
            + " changes from "
            + before
            + " to "
            + router.priority
            + (why.isEmpty() ? "" : ": " + why));
  }

  /** Every state once more (fifo_write_vrrp_states_on_reload). */
  static void repeat(Step step, Router router) {
    router.notified.ifPresent(
        what -> fifo(step, "INSTANCE", router.name(), what.name(), router.priority));
  }

  static void repeat(Step step, Group group) {
    group.notified.ifPresent(what -> fifo(step, "GROUP", group.name(), what.name(), 0));
  }

  private static void run(
      Step step, Optional<Script> script, String object, List<String> arguments, String why) {
    script.ifPresent(each -> step.add(new VrrpEffect.RunScript(each, object, arguments, why)));
  }

  private static void fifo(Step step, String type, String name, String state, int priority) {
    step.add(new VrrpEffect.WriteFifo(type + " \"" + name + "\" " + state + " " + priority));
  }

  private static Optional<Script> script(NotifyScripts scripts, Notified what) {
    return switch (what) {
      case MASTER -> scripts.master();
      case BACKUP -> scripts.backup();
      case FAULT -> scripts.fault();
      case STOP -> scripts.stop();
      case DELETED -> scripts.deleted();
    };
  }

  private static Kind routerKind(Notified what) {
    return switch (what) {
      case MASTER -> Kind.ROUTER_MASTER;
      case BACKUP -> Kind.ROUTER_BACKUP;
      case FAULT -> Kind.ROUTER_FAULT;
      case STOP -> Kind.ROUTER_STOPPED;
      case DELETED -> Kind.ROUTER_REMOVED;
    };
  }

  private static Kind groupKind(Notified what) {
    return switch (what) {
      case MASTER -> Kind.GROUP_MASTER;
      case BACKUP -> Kind.GROUP_BACKUP;
      case FAULT -> Kind.GROUP_FAULT;
      case STOP, DELETED -> Kind.GROUP_STOPPED;
    };
  }
}
