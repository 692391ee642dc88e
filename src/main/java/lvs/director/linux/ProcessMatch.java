package lvs.director.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackProcess.ParameterMatch;

/** Whether a process is one that a vrrp_track_process block means. */
final class ProcessMatch {
  /** TASK_COMM_LEN (include/linux/sched.h) without the zero byte. */
  private static final int COMM_BYTES = 15;

  private ProcessMatch() {}

  /**
   * @param comm the kernel's name of the process, up to 15 bytes
   * @param arguments its command line from argument 0 on, asked for only where needed; empty for
   *     threads of the kernel
   */
  static boolean matches(TrackProcess wanted, String comm, Supplier<List<String>> arguments) {
    return matchesName(wanted, comm, arguments)
        && (wanted.parameterMatch() == ParameterMatch.NONE
            || matchesParameters(wanted, arguments.get()));
  }

  /**
   * A path can only be argument 0; of a name longer than the kernel keeps, the rest must be that of
   * argument 0.
   */
  private static boolean matchesName(
      TrackProcess wanted, String comm, Supplier<List<String>> arguments) {
    String name = wanted.process();
    if (wanted.fullCommand() || name.contains("/")) {
      return argument0(arguments).equals(name);
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= COMM_BYTES) {
      return comm.equals(name);
    }
    String kept = new String(Arrays.copyOf(bytes, COMM_BYTES), StandardCharsets.UTF_8);
    String argument0 = argument0(arguments);
    return comm.equals(kept) && argument0.substring(argument0.lastIndexOf('/') + 1).equals(name);
  }

  private static String argument0(Supplier<List<String>> arguments) {
    List<String> all = arguments.get();
    return all.isEmpty() ? "" : all.getFirst();
  }

  private static boolean matchesParameters(TrackProcess wanted, List<String> arguments) {
    List<String> expected = wanted.parameters();
    List<String> actual = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    if (wanted.parameterMatch() == ParameterMatch.EXACT) {
      return actual.equals(expected);
    }
    if (actual.size() < expected.size()) {
      return false;
    }
    List<String> compared = actual.subList(0, expected.size());
    if (wanted.parameterMatch() == ParameterMatch.INITIAL || expected.isEmpty()) {
      return compared.equals(expected);
    }
    int last = expected.size() - 1;
    return compared.subList(0, last).equals(expected.subList(0, last))
        && compared.get(last).startsWith(expected.get(last));
  }
}
