package lvs.director.vrrp.sim;

import java.util.List;

/**
 * Something that befalls a cluster. Times are nanoseconds from the begin of the phase; directors
 * and routers are numbers from 0.
 */
sealed interface Trouble {
  long atNanos();

  /** Loses, doubles and delays packets from then until the quiet. */
  record Storm(long atNanos, SimulatedLan.Weather weather) implements Trouble {}

  /** One does not hear the other any more. */
  record Deaf(long atNanos, int from, int to) implements Trouble {}

  /** The LAN falls into parts: directors with equal numbers hear each other. Outlasts the quiet. */
  record Partition(long atNanos, List<Integer> parts) implements Trouble {}

  /** SIGKILL. */
  record Crash(long atNanos, int director) implements Trouble {}

  /** The machine is dead at once, and comes back without any virtual address. */
  record PowerOff(long atNanos, int director) implements Trouble {}

  /** A director that does not run starts. */
  record Start(long atNanos, int director) implements Trouble {}

  /** SIGTERM. */
  record Stop(long atNanos, int director) implements Trouble {}

  /** SIGSTOP and SIGCONT, or a machine that stands still. */
  record Pause(long atNanos, int director, long durationNanos) implements Trouble {}

  record Cable(long atNanos, int director, boolean plugged) implements Trouble {}

  record Script(long atNanos, int director, boolean good) implements Trouble {}

  record File(long atNanos, int director, int value) implements Trouble {}

  /** The same configuration again. */
  record Reload(long atNanos, int director) implements Trouble {}

  record Priority(long atNanos, int director, int router, int priority) implements Trouble {}

  /**
   * @param count of virtual addresses of every router from now on
   */
  record Addresses(long atNanos, int director, int count) implements Trouble {}

  /**
   * @param count of virtual routers that the director is configured with from now on, the first
   *     ones; 0 leaves none
   */
  record Routers(long atNanos, int director, int count) implements Trouble {}

  record Handover(long atNanos, int director, int router, boolean hold) implements Trouble {}

  record Release(long atNanos, int director, int router) implements Trouble {}

  /** Somebody takes the virtual address off the machine. */
  record Theft(long atNanos, int director, int router) implements Trouble {}

  /** Wall time leaps. */
  record Leap(long atNanos, int director, long byNanos) implements Trouble {}

  /** A packet of random bytes, or a true one with one byte changed. */
  record Rubbish(long atNanos, int director, long seed) implements Trouble {}
}
