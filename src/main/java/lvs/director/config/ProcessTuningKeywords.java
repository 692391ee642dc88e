package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import lvs.director.model.ProcessSettings;

/** The words that exist once for each of keepalived's processes. */
final class ProcessTuningKeywords {
  Optional<String> name = Optional.empty();
  final BufferDraft commandBuffer = new BufferDraft();
  final BufferDraft monitorBuffer = new BufferDraft();
  private int niceness;
  private boolean locksMemory;
  private OptionalInt realtimePriority = OptionalInt.empty();
  private List<Integer> processors = List.of();
  private Duration realtimeLimit = ProcessSettings.ProcessTuning.DEFAULT.realtimeLimit();

  ProcessSettings.ProcessTuning tuning() {
    return new ProcessSettings.ProcessTuning(
        name,
        niceness,
        locksMemory,
        realtimePriority,
        processors,
        realtimeLimit,
        commandBuffer.buffer(),
        monitorBuffer.buffer());
  }

  static <B> void add(BlockGrammar<B> g, String process, Function<B, ProcessTuningKeywords> part) {
    boolean threadOfItsOwn = process.equals("vrrp");
    g.from(
        threadOfItsOwn ? KeywordState.WORKS : KeywordState.WITHOUT_EFFECT,
        threadOfItsOwn
            ? "of the thread of the election, when it starts; a reload changes nothing"
            : "no process of its own to schedule");
    g.integer(process + "_priority", "0", -20, 19, (d, n) -> part.apply(d).niceness = n);
    noSwap(g.flag(process + "_no_swap", (d, on) -> part.apply(d).locksMemory = on), threadOfItsOwn);
    g.integer(
        process + "_rt_priority",
        threadOfItsOwn ? "1; none with vrrp_priority" : "-",
        1,
        99,
        (d, n) -> part.apply(d).realtimePriority = OptionalInt.of(n));
    g.keyword(
        process + "_cpu_affinity",
        "CPU …",
        "all",
        "0 to 1023",
        (a, d) -> part.apply(d).processors = processors(a));
    g.from(
        KeywordState.WITHOUT_EFFECT,
        threadOfItsOwn
            ? "no limit is set: the kernel would kill the director"
            : "no process of its own to schedule");
    g.integer(
        process + "_rlimit_rttime",
        "10000",
        1,
        Integer.MAX_VALUE,
        (d, micros) -> part.apply(d).realtimeLimit = Duration.ofNanos(micros * 1000L));
    g.synonym(process + "_rlimit_rtime", process + "_rlimit_rttime");
  }

  /** mlockall(2) knows no threads. */
  private static <B> void noSwap(BlockGrammar<B>.Entry keyword, boolean hasThread) {
    if (hasThread) {
      keyword.note("of the whole director, each page from its first use; needs CAP_IPC_LOCK");
    }
  }

  private static List<Integer> processors(Arguments arguments) {
    List<Integer> found = new ArrayList<>();
    do {
      arguments.integer(0, 1023).ifPresent(found::add);
    } while (arguments.hasNext());
    return List.copyOf(found);
  }
}
