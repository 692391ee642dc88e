package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The state of a virtual router with every deadline that belongs to it, in monotonic nanoseconds: a
 * state that was left takes its deadlines along, so that none can fire late.
 */
sealed interface VirtualRouterState {
  VirtualRouterState INIT = new Init();
  VirtualRouterState FAULT = new Fault();

  /** As operators know it. */
  RouterState name();

  long nextNanos();

  /** Not started: something is not known yet, or the director stops. */
  record Init() implements VirtualRouterState {
    @Override
    public RouterState name() {
      return RouterState.INIT;
    }

    @Override
    public long nextNanos() {
      return Timers.NEVER;
    }
  }

  /** Could not serve if it were elected. */
  record Fault() implements VirtualRouterState {
    @Override
    public RouterState name() {
      return RouterState.FAULT;
    }

    @Override
    public long nextNanos() {
      return Timers.NEVER;
    }
  }

  /** What was heard last: the reason, should the master down timer expire. */
  enum Sight {
    NOBODY,
    MASTER,
    /** A master of lower priority, which we do not accept. */
    LOWER,
    /** Priority 0. */
    LEAVING
  }

  /**
   * RFC 9568, 6.4.2.
   *
   * @param masterDownAtNanos Master_Down_Timer
   * @param preemptAtNanos end of preempt_delay; {@link Timers#NEVER} while it does not run
   */
  record Backup(long masterDownAtNanos, long preemptAtNanos, Sight sight)
      implements VirtualRouterState {
    static Backup until(long masterDownAtNanos) {
      return new Backup(masterDownAtNanos, Timers.NEVER, Sight.NOBODY);
    }

    Backup downAt(long atNanos) {
      return new Backup(atNanos, preemptAtNanos, sight);
    }

    Backup seeing(Sight what) {
      return new Backup(masterDownAtNanos, preemptAtNanos, what);
    }

    @Override
    public RouterState name() {
      return RouterState.BACKUP;
    }

    @Override
    public long nextNanos() {
      return masterDownAtNanos;
    }
  }

  /**
   * RFC 9568, 6.4.3.
   *
   * @param advertiseAtNanos Adver_Timer
   * @param sentNanos when the last advertisement was sent
   * @param renewedNanos when the lease of the addresses began
   */
  record Master(long advertiseAtNanos, long sentNanos, long renewedNanos, Duties duties)
      implements VirtualRouterState {
    Master advertised(long nowNanos, long nextNanos) {
      return new Master(nextNanos, nowNanos, renewedNanos, duties);
    }

    Master with(Duties other) {
      return new Master(advertiseAtNanos, sentNanos, renewedNanos, other);
    }

    Master renewed(long nowNanos, Duties other) {
      return new Master(advertiseAtNanos, sentNanos, nowNanos, other);
    }

    @Override
    public RouterState name() {
      return RouterState.MASTER;
    }

    @Override
    public long nextNanos() {
      return Math.min(advertiseAtNanos, duties.nextNanos());
    }
  }

  /**
   * Still serving, but said priority 0 and waits for its successor.
   *
   * @param repeatAtNanos priority 0 once more
   * @param giveUpAtNanos nobody came
   * @param releaseAtNanos the successor has had time enough; {@link Timers#NEVER} before it is
   *     heard
   * @param claimed somebody else claimed one of the addresses
   */
  record HandingOver(
      long startedNanos,
      long repeatAtNanos,
      long giveUpAtNanos,
      long releaseAtNanos,
      Optional<InetAddress> successor,
      long heardNanos,
      boolean claimed,
      long renewedNanos,
      long renewAtNanos)
      implements VirtualRouterState {

    HandingOver repeated() {
      return new HandingOver(
          startedNanos,
          Timers.NEVER,
          giveUpAtNanos,
          releaseAtNanos,
          successor,
          heardNanos,
          claimed,
          renewedNanos,
          renewAtNanos);
    }

    HandingOver renewed(long nowNanos, long nextNanos) {
      return new HandingOver(
          startedNanos,
          repeatAtNanos,
          giveUpAtNanos,
          releaseAtNanos,
          successor,
          heardNanos,
          claimed,
          nowNanos,
          nextNanos);
    }

    HandingOver heard(InetAddress who, long nowNanos, long releaseNanos) {
      return new HandingOver(
          startedNanos,
          Timers.NEVER,
          Timers.NEVER,
          releaseNanos,
          Optional.of(who),
          nowNanos,
          claimed,
          renewedNanos,
          renewAtNanos);
    }

    HandingOver claimedBySomebody() {
      return new HandingOver(
          startedNanos,
          repeatAtNanos,
          giveUpAtNanos,
          releaseAtNanos,
          successor,
          heardNanos,
          true,
          renewedNanos,
          renewAtNanos);
    }

    HandingOver until(long nanos) {
      return new HandingOver(
          startedNanos,
          repeatAtNanos,
          Math.min(giveUpAtNanos, nanos),
          releaseAtNanos,
          successor,
          heardNanos,
          claimed,
          renewedNanos,
          renewAtNanos);
    }

    @Override
    public RouterState name() {
      return RouterState.MASTER;
    }

    @Override
    public long nextNanos() {
      return Math.min(
          Math.min(repeatAtNanos, giveUpAtNanos), Math.min(releaseAtNanos, renewAtNanos));
    }
  }
}
