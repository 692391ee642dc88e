package lvs.director.config;

import java.time.Duration;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.InitialState;

/**
 * State, priority and preemption, which depend on each other.
 *
 * @param priority 1 to 255
 */
record ElectionRules(InitialState state, int priority, VirtualRouter.Preemption preemption) {
  private static final int DEFAULT_PRIORITY = 100;

  static ElectionRules resolve(InstanceBlock draft, boolean strict, InstanceProblems problems) {
    int priority = priority(draft, problems);
    InitialState state = state(draft, priority, strict, problems);
    return new ElectionRules(state, priority, preemption(draft, state, priority, strict, problems));
  }

  private static int priority(InstanceBlock draft, InstanceProblems problems) {
    boolean master = draft.state.filter(InitialState.MASTER::equals).isPresent();
    if (draft.priority.isEmpty() && master) {
      problems.warning(
          "priority-assumed",
          "state",
          "state MASTER without priority means priority 255, the owner of the addresses.",
          "Write the priority, such as priority 150.");
      return VirtualRouter.OWNER_PRIORITY;
    }
    int priority = draft.priority.orElse(DEFAULT_PRIORITY);
    if (master && priority < DEFAULT_PRIORITY) {
      problems.warning(
          "master-priority-low",
          "priority",
          "state MASTER is a wish only; with priority "
              + priority
              + " any router with the default of "
              + DEFAULT_PRIORITY
              + " becomes master.",
          "Write the highest priority of all its routers, or state BACKUP.");
    }
    return priority;
  }

  private static InitialState state(
      InstanceBlock draft, int priority, boolean strict, InstanceProblems problems) {
    boolean owner = priority == VirtualRouter.OWNER_PRIORITY;
    InitialState natural = owner ? InitialState.MASTER : InitialState.BACKUP;
    InitialState wanted = draft.state.orElse(natural);
    boolean signed = draft.authentication.type().isPresent() && draft.hmac.isEmpty();
    if (strict && wanted != natural) {
      problems.warning(
          "strict-state",
          "state",
          "strict mode binds state MASTER to priority 255; state is " + natural + ".",
          "Write state " + natural + ".");
      return natural;
    }
    if (signed
        && draft.authentication.type().get() == AuthenticationBlock.Type.AH
        && wanted == InitialState.MASTER
        && !owner) {
      problems.warning(
          "auth-ah-master",
          "state",
          "with AH a router must hear the others first; state is BACKUP.",
          "Write state BACKUP.");
      return InitialState.BACKUP;
    }
    return wanted;
  }

  private static VirtualRouter.Preemption preemption(
      InstanceBlock draft,
      InitialState state,
      int priority,
      boolean strict,
      InstanceProblems problems) {
    boolean nopreempt = draft.nopreempt;
    Duration delay = draft.preemptDelay;
    boolean owner = priority == VirtualRouter.OWNER_PRIORITY;
    if (nopreempt && (state == InitialState.MASTER || owner)) {
      problems.warning(
          "nopreempt-ignored",
          "nopreempt",
          "nopreempt does not go with "
              + (owner ? "priority 255" : "state MASTER")
              + " and is left out.",
          owner
              ? "Remove nopreempt, or lower the priority."
              : "Write state BACKUP on all routers that shall not preempt.");
      nopreempt = false;
    }
    if (!delay.isZero() && (nopreempt || strict || state == InitialState.MASTER)) {
      String reason = nopreempt ? "nopreempt" : strict ? "strict mode" : "state MASTER";
      problems.warning(
          "preempt-delay-ignored",
          "preempt_delay",
          "preempt_delay does not go with " + reason + " and is left out.",
          "Remove one of the two.");
      delay = Duration.ZERO;
    }
    return new VirtualRouter.Preemption(!nopreempt, delay);
  }
}
