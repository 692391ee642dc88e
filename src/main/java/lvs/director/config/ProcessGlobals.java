package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import lvs.director.config.text.Word;
import lvs.director.model.ProcessSettings;

/** The words of global_defs about keepalived's processes, and those at the root about them. */
final class ProcessGlobals {
  static final BlockGrammar<ProcessGlobals> GRAMMAR = grammar();

  /** Longest name that Linux keeps of a process (TASK_COMM_LEN less its end). */
  private static final int LONGEST_NAME = 15;

  private static final ProcessSettings DEFAULT = ProcessSettings.DEFAULT;

  Optional<String> name = Optional.empty();
  boolean distinctNames;
  final ProcessTuningKeywords vrrp = new ProcessTuningKeywords();
  final ProcessTuningKeywords checker = new ProcessTuningKeywords();
  final ProcessTuningKeywords bfd = new ProcessTuningKeywords();
  final BufferDraft monitorBuffer = new BufferDraft();
  private int maximumAutoPriority = DEFAULT.maximumAutoPriority();
  private Duration autoPriorityDelay = DEFAULT.autoPriorityDelay();
  private int umask = DEFAULT.umask();
  private OptionalLong randomSeed = OptionalLong.empty();

  ProcessSettings settings(Duration childWait) {
    return new ProcessSettings(
        name,
        distinctNames,
        vrrp.tuning(),
        checker.tuning(),
        bfd.tuning(),
        maximumAutoPriority,
        autoPriorityDelay,
        monitorBuffer.buffer(),
        umask,
        randomSeed,
        childWait);
  }

  private static BlockGrammar<ProcessGlobals> grammar() {
    BlockGrammar<ProcessGlobals> g = new BlockGrammar<>("global_defs");
    g.from(KeywordState.WITHOUT_EFFECT, "the director is one process, not four");
    g.flag("process_names", (d, on) -> d.distinctNames = on);
    processName(g, "process_name", (d, v) -> d.name = Optional.of(v));
    processName(g, "vrrp_process_name", (d, v) -> d.vrrp.name = Optional.of(v));
    processName(g, "checker_process_name", (d, v) -> d.checker.name = Optional.of(v));
    processName(g, "bfd_process_name", (d, v) -> d.bfd.name = Optional.of(v));
    g.synonym("lvs_process_name", "checker_process_name");
    ProcessTuningKeywords.add(g, "vrrp", d -> d.vrrp);
    ProcessTuningKeywords.add(g, "checker", d -> d.checker);
    ProcessTuningKeywords.add(g, "bfd", d -> d.bfd);
    autoPriority(g);
    g.from(KeywordState.WITHOUT_EFFECT, "socket buffers keep the kernel's sizes");
    BufferDraft.add(g, "vrrp_netlink_cmd_rcv_bufs", d -> d.vrrp.commandBuffer);
    BufferDraft.add(g, "vrrp_netlink_monitor_rcv_bufs", d -> d.vrrp.monitorBuffer);
    BufferDraft.add(g, "lvs_netlink_cmd_rcv_bufs", d -> d.checker.commandBuffer);
    BufferDraft.add(g, "lvs_netlink_monitor_rcv_bufs", d -> d.checker.monitorBuffer);
    BufferDraft.add(g, "process_monitor_rcv_bufs", d -> d.monitorBuffer);
    g.keyword(
            "umask",
            "NUMBER|FLAG|FLAG…",
            "0177",
            "0 to 0777",
            (a, d) -> Umask.read(a).ifPresent(mask -> d.umask = mask))
        .withoutEffect("files are made for the owner only");
    g.keyword(
            "random_seed",
            "NUMBER",
            "from the clock",
            "0 to 4294967295",
            (a, d) ->
                a.number(0, 0xffff_ffffL).ifPresent(seed -> d.randomSeed = OptionalLong.of(seed)))
        .withoutEffect("for keepalived's own tests");
    return g;
  }

  private static void autoPriority(BlockGrammar<ProcessGlobals> g) {
    g.from(
        KeywordState.WITHOUT_EFFECT,
        "the thread of the election has real-time priority from its start: vrrp_rt_priority");
    g.keyword(
        "max_auto_priority",
        "[NUMBER]",
        "0",
        "-1 to 99",
        (a, d) ->
            (a.hasNext() ? a.integer(-1, 99) : Optional.of(99))
                .ifPresent(priority -> d.maximumAutoPriority = priority));
    g.integer(
        "min_auto_priority_delay",
        "1000000",
        1,
        10_000_000,
        (d, micros) -> d.autoPriorityDelay = Duration.ofNanos(micros * 1000L));
  }

  private static void processName(
      BlockGrammar<ProcessGlobals> g, String keyword, BiConsumer<ProcessGlobals, String> setter) {
    g.keyword(
        keyword,
        "NAME",
        "-",
        "at most " + LONGEST_NAME + " characters",
        (a, d) -> a.next().ifPresent(word -> setter.accept(d, shortened(a, word))));
  }

  private static String shortened(Arguments arguments, Word word) {
    if (word.text().length() <= LONGEST_NAME) {
      return word.text();
    }
    arguments.warning(
        "name-too-long",
        word,
        "Linux keeps only " + LONGEST_NAME + " characters of a process name.",
        "Shorten it.");
    return word.text().substring(0, LONGEST_NAME);
  }
}
