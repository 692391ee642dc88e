package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.VrrpView.RouterStatus;

/** What one director showed and wanted, last. Arrays are indexed by router. */
final class Seen {
  private final Cluster cluster;
  private final int director;
  final RouterState[] state;
  final int[] priority;
  final boolean[] held;
  final boolean[] handingOver;
  final long[] changedNanos;
  final long[] masterSinceNanos;

  /** Since when it advertises with its priority: who hands over says 0 only. */
  final long[] speaksSinceNanos;

  final long[] prioritySinceNanos;

  /** State when it was paused. */
  final RouterState[] stateAtPause;

  long pausedNanos;

  /** Addresses that the effects so far leave on the machine. */
  private final Set<InetAddress> wanted = new HashSet<>();

  Seen(Cluster cluster, int director) {
    this.cluster = cluster;
    this.director = director;
    int routers = cluster.routers();
    state = new RouterState[routers];
    stateAtPause = new RouterState[routers];
    priority = new int[routers];
    held = new boolean[routers];
    handingOver = new boolean[routers];
    changedNanos = new long[routers];
    masterSinceNanos = new long[routers];
    speaksSinceNanos = new long[routers];
    prioritySinceNanos = new long[routers];
    ended();
  }

  Seen copy() {
    Seen copy = new Seen(cluster, director);
    System.arraycopy(state, 0, copy.state, 0, state.length);
    System.arraycopy(priority, 0, copy.priority, 0, priority.length);
    return copy;
  }

  void ended() {
    Arrays.fill(state, RouterState.INIT);
    Arrays.fill(held, false);
    Arrays.fill(handingOver, false);
    wanted.clear();
  }

  void paused(long nowNanos) {
    pausedNanos = nowNanos;
    System.arraycopy(state, 0, stateAtPause, 0, state.length);
  }

  void look(long nowNanos, VrrpView view) {
    List<RouterStatus> routers = view.routers();
    Arrays.fill(state, Math.min(state.length, routers.size()), state.length, RouterState.INIT);
    Arrays.fill(held, Math.min(state.length, routers.size()), state.length, false);
    for (int i = 0; i < state.length && i < routers.size(); i++) {
      RouterStatus now = routers.get(i);
      if (now.state() == RouterState.MASTER && state[i] != RouterState.MASTER) {
        masterSinceNanos[i] = nowNanos;
      }
      boolean spoke = state[i] == RouterState.MASTER && !handingOver[i];
      if (now.state() == RouterState.MASTER && !now.handingOver() && !spoke) {
        speaksSinceNanos[i] = nowNanos;
      }
      if (now.priority() != priority[i]) {
        prioritySinceNanos[i] = nowNanos;
      }
      if (now.state() != state[i]) {
        changedNanos[i] = nowNanos;
      }
      state[i] = now.state();
      handingOver[i] = now.handingOver();
      priority[i] = now.priority();
      held[i] = now.held();
    }
  }

  boolean isMaster(int router) {
    return state[router] == RouterState.MASTER;
  }

  boolean wants(int router) {
    return wanted.contains(cluster.virtualAddress(router, 0));
  }

  /** Takes note of a Take; whether all are new. */
  boolean take(List<VirtualAddress> addresses) {
    boolean fresh = true;
    for (VirtualAddress each : addresses) {
      fresh &= wanted.add(each.address());
    }
    return fresh;
  }

  /** Takes note of a Drop; whether all were there. */
  boolean drop(List<VirtualAddress> addresses) {
    boolean there = true;
    for (VirtualAddress each : addresses) {
      there &= wanted.remove(each.address());
    }
    return there;
  }

  boolean wantsAll(List<VirtualAddress> addresses) {
    return addresses.stream().allMatch(each -> wanted.contains(each.address()));
  }
}
