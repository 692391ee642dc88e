package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;

/** The flags of a virtual service, among them those that only one scheduler knows. */
final class SchedulerFlags {
  static final BlockGrammar<SchedulerFlags> GRAMMAR = grammar();

  private boolean fallback;
  private boolean port;
  private boolean flag3;
  private boolean hashed;
  private Optional<Statement> onePacket = Optional.empty();
  private final List<Named> named = new ArrayList<>();

  private record Named(Statement statement, Scheduler scheduler, boolean isPort) {}

  /** The scheduler with these flags; those that do not fit are reported and left out. */
  Scheduling with(Binding binding, Scheduler scheduler, Optional<Protocol> protocol) {
    boolean withFallback = fallback;
    boolean withPort = port;
    for (Named flag : named) {
      if (flag.scheduler() != scheduler) {
        ignored(binding, flag.statement(), flag.scheduler());
      } else if (flag.isPort()) {
        withPort = true;
      } else {
        withFallback = true;
      }
    }
    boolean ops = onePacket(binding, protocol);
    return new Scheduling(scheduler, withFallback, withPort, flag3, ops, hashed);
  }

  private static void ignored(Binding binding, Statement statement, Scheduler needed) {
    binding.warning(
        "flag-ignored",
        statement,
        statement.keyword() + " is ignored: only the scheduler " + needed.kernelName() + " has it.",
        "Remove it, or write lb_algo " + needed.kernelName() + ".");
  }

  /**
   * @param protocol empty for a firewall mark
   */
  private boolean onePacket(Binding binding, Optional<Protocol> protocol) {
    boolean fits = protocol.isEmpty() || protocol.get() == Protocol.UDP;
    if (onePacket.isPresent() && !fits) {
      binding.warning(
          "flag-ignored",
          onePacket.get(),
          "ops is ignored: only UDP can be scheduled datagram by datagram.",
          "Remove it, or write protocol UDP.");
    }
    return onePacket.isPresent() && fits;
  }

  private static BlockGrammar<SchedulerFlags> grammar() {
    BlockGrammar<SchedulerFlags> g = new BlockGrammar<>("virtual_server");
    g.flag("hashed", (d, on) -> d.hashed = on)
        .withoutEffect("how the kernel stores a service; it sets it by itself");
    g.keyword("ops", "", "off", "-", (a, d) -> d.onePacket = Optional.of(a.statement()))
        .note("UDP: every datagram is scheduled by itself");
    g.flag("flag-1", (d, on) -> d.fallback = on).note("sh and mh: fallback");
    g.flag("flag-2", (d, on) -> d.port = on).note("sh and mh: port");
    g.flag("flag-3", (d, on) -> d.flag3 = on).withoutEffect("no scheduler uses it");
    named(g, "sh-fallback", Scheduler.SH, false);
    named(g, "sh-port", Scheduler.SH, true);
    named(g, "mh-fallback", Scheduler.MH, false);
    named(g, "mh-port", Scheduler.MH, true);
    return g;
  }

  private static void named(
      BlockGrammar<SchedulerFlags> g, String keyword, Scheduler scheduler, boolean isPort) {
    g.keyword(
        keyword,
        "",
        "off",
        "-",
        (a, d) -> d.named.add(new Named(a.statement(), scheduler, isPort)));
  }
}
