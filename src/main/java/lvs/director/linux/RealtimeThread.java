package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.util.List;

/**
 * Makes the calling thread punctual. Each method does what it can and says what was reached.
 *
 * <p><b>Why these.</b> An ordinary thread waits behind others of the machine for milliseconds; one
 * of SCHED_RR runs as soon as its time has come. A page that was swapped out, or a page of the
 * JVM's own code that was dropped from the page cache, costs a read from disk, which locked memory
 * does not. And the kernel lets timers of ordinary threads be late by 50 us to save wake-ups, which
 * prctl(2) takes back. None of this helps against a pause of the garbage collector, for which the
 * thread stops like any other.
 *
 * <p><b>Locking memory</b> concerns the whole process: mlockall(2) knows no threads. MCL_CURRENT
 * alone would fetch every page that the JVM has mapped, among them heap, stacks and code cache that
 * are reserved and never used; with MCL_ONFAULT a page is locked when it is first touched, so
 * nothing grows. MCL_FUTURE keeps what is mapped later. Without CAP_IPC_LOCK the kernel counts
 * whole mappings, touched or not, against RLIMIT_MEMLOCK, and from then on refuses every mapping
 * beyond it: the JVM would die for lack of memory that is there. So memory is locked only where no
 * limit counts.
 */
public final class RealtimeThread {
  private static final int SCHED_RR = 2;

  /** Programs that this thread starts are ordinary again: sched(7). */
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  private static final int PRIO_PROCESS = 0;
  private static final int PR_SET_TIMERSLACK = 29;
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;
  private static final int RLIMIT_MEMLOCK = 8;

  /** As getrlimit(2) tells no limit. */
  private static final long RLIM_INFINITY = -1;

  private RealtimeThread() {}

  /**
   * @param done whether it is as was asked
   * @param words for the log: what was reached, or why not and what to do
   */
  public record Outcome(boolean done, String words) {}

  /**
   * Real-time priority for the calling thread, which must be a platform thread.
   *
   * @param priority 1 to 99
   */
  public static Outcome realtime(int priority) {
    try {
      Libc.sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, new int[] {priority});
      return new Outcome(true, "real-time priority " + priority + " (SCHED_RR)");
    } catch (LastErrorException failed) {
      String remedy =
          failed.getErrorCode() == Errno.EPERM
              ? "EPERM, not permitted: needs CAP_SYS_NICE or LimitRTPRIO="
                  + priority
                  + ", and in a container a share of real-time (cpu.rt_runtime_us)"
              : Errno.text(failed.getErrorCode());
      return new Outcome(false, "no real-time priority " + priority + ": " + remedy);
    }
  }

  /**
   * A share of the processor larger than that of other threads: the alternative to {@link
   * #realtime}.
   *
   * @param niceness -20 (most) to 19
   */
  public static Outcome nice(int niceness) {
    try {
      Libc.setpriority(PRIO_PROCESS, 0, niceness); // Linux: 0 is the calling thread
      return new Outcome(true, "niceness " + niceness);
    } catch (LastErrorException failed) {
      return new Outcome(
          false,
          "no niceness "
              + niceness
              + ": "
              + Errno.name(failed.getErrorCode())
              + ", needs CAP_SYS_NICE or LimitNICE="
              + niceness);
    }
  }

  /** Timers of the calling thread are as precise as the machine's clock. */
  public static Outcome preciseTimers() {
    try {
      NativeLong none = new NativeLong(0);
      Libc.prctl(PR_SET_TIMERSLACK, new NativeLong(1), none, none, none); // nanoseconds
      return new Outcome(true, "timers without slack");
    } catch (LastErrorException failed) {
      return new Outcome(false, "timers with slack: " + Errno.text(failed.getErrorCode()));
    }
  }

  /**
   * Binds the calling thread to processors.
   *
   * @param processors numbers from 0 to 1,023
   */
  public static Outcome onProcessors(List<Integer> processors) {
    byte[] mask = new byte[128]; // cpu_set_t of glibc: words of 64 bits
    boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
    for (int processor : processors) {
      int at = little ? processor / 8 : processor / 8 ^ 7;
      mask[at] |= (byte) (1 << processor % 8);
    }
    try {
      Libc.sched_setaffinity(0, new NativeLong(mask.length), mask);
      return new Outcome(true, "processors " + processors);
    } catch (LastErrorException failed) {
      return new Outcome(
          false,
          "not bound to processors "
              + processors
              + ": "
              + Errno.name(failed.getErrorCode())
              + ", the machine or its cpuset has none of them");
    }
  }

  /** Keeps the pages of this process in memory, each from its first use on. */
  public static Outcome lockMemory() {
    try {
      long[] limit = new long[2];
      Libc.getrlimit(RLIMIT_MEMLOCK, limit);
      if (limit[0] != RLIM_INFINITY && !Capabilities.ofThisProcess().mayLockMemory()) {
        return new Outcome(
            false,
            "memory not locked: the limit of "
                + (limit[0] >> 10)
                + " KiB would stop the JVM; give it CAP_IPC_LOCK or LimitMEMLOCK=infinity");
      }
      Libc.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
      return new Outcome(true, "memory locked");
    } catch (LastErrorException failed) {
      return new Outcome(false, "memory not locked: " + Errno.text(failed.getErrorCode()));
    }
  }
}
