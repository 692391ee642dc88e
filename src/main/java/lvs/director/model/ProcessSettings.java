package lvs.director.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How keepalived's processes run. This director is one process with threads, so most of it is kept
 * for the record.
 *
 * @param name of the parent
 * @param distinctNames the processes carry different names (process_names)
 * @param vrrp process or thread of the virtual routers
 * @param checker process or thread of the checks
 * @param bfd process or thread of BFD
 * @param maximumAutoPriority real-time priority that a late process may raise itself to; 0 is off,
 *     -1 off for good
 * @param autoPriorityDelay lateness that makes it do so, 1 us to 10 s
 * @param monitorBuffer of the socket that hears of processes
 * @param umask of files that are made, 0 to 0777
 * @param randomSeed for tests
 * @param childWait how long the parent waits for its children at the end
 */
public record ProcessSettings(
    Optional<String> name,
    boolean distinctNames,
    ProcessTuning vrrp,
    ProcessTuning checker,
    ProcessTuning bfd,
    int maximumAutoPriority,
    Duration autoPriorityDelay,
    Buffer monitorBuffer,
    int umask,
    OptionalLong randomSeed,
    Duration childWait) {
  public static final ProcessSettings DEFAULT =
      new ProcessSettings(
          Optional.empty(),
          false,
          ProcessTuning.DEFAULT,
          ProcessTuning.DEFAULT,
          ProcessTuning.DEFAULT,
          0,
          Duration.ofSeconds(1),
          Buffer.DEFAULT,
          0177,
          OptionalLong.empty(),
          Duration.ofSeconds(5));

  /**
   * @param niceness -20 to 19
   * @param locksMemory keeps it from being swapped out
   * @param realtimePriority 1 to 99; empty is none
   * @param processors numbers of the processors it may use; empty is all
   * @param realtimeLimit processor time without a pause
   * @param netlinkCommandBuffer of the socket that changes the kernel's tables
   * @param netlinkMonitorBuffer of the socket that hears of their changes
   */
  public record ProcessTuning(
      Optional<String> name,
      int niceness,
      boolean locksMemory,
      OptionalInt realtimePriority,
      List<Integer> processors,
      Duration realtimeLimit,
      Buffer netlinkCommandBuffer,
      Buffer netlinkMonitorBuffer) {
    public static final ProcessTuning DEFAULT =
        new ProcessTuning(
            Optional.empty(),
            0,
            false,
            OptionalInt.empty(),
            List.of(),
            Duration.ofMillis(10),
            Buffer.DEFAULT,
            Buffer.DEFAULT);
  }

  /**
   * @param sizeBytes empty is the kernel's
   * @param force go beyond the system's limit
   */
  public record Buffer(OptionalInt sizeBytes, boolean force) {
    public static final Buffer DEFAULT = new Buffer(OptionalInt.empty(), false);
  }
}
