package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Statement;
import lvs.director.model.Forwarding;
import lvs.director.model.Script;

/** A real_server block: what it says, before anything is inherited. */
final class RealServerBlock {
  static final BlockGrammar<RealServerBlock> GRAMMAR = grammar();

  final Statement statement;
  final Optional<Endpoint> endpoint;
  final CheckDefaults defaults;
  final List<CheckBlock> checks = new ArrayList<>();
  Optional<Integer> weight = Optional.empty();
  Optional<Forwarding> forwarding = Optional.empty();
  int upperThreshold;
  int lowerThreshold;
  Optional<Boolean> inhibitOnFailure = Optional.empty();
  Optional<Script> notifyUp = Optional.empty();
  Optional<Script> notifyDown = Optional.empty();
  Optional<Boolean> smtpAlert = Optional.empty();
  Optional<String> snmpName = Optional.empty();

  RealServerBlock(Arguments arguments, CheckDefaults service) {
    statement = arguments.statement();
    endpoint = arguments.endpoint();
    defaults = new CheckDefaults(Optional.of(service));
    arguments.block(GRAMMAR, this);
  }

  private static BlockGrammar<RealServerBlock> grammar() {
    BlockGrammar<RealServerBlock> g = new BlockGrammar<>("real_server");
    g.integer(
        "weight",
        "the virtual server's, 1",
        0,
        Integer.MAX_VALUE,
        (d, n) -> d.weight = Optional.of(n));
    g.keyword(
        "lvs_method",
        ForwardingArguments.SYNTAX,
        "the virtual server's",
        "-",
        (a, d) -> d.forwarding = ForwardingArguments.read(a));
    threshold(g, "uthreshold", (d, n) -> d.upperThreshold = n).note("0 is no limit");
    threshold(g, "lthreshold", (d, n) -> d.lowerThreshold = n);
    g.bool(
        "inhibit_on_failure",
        "the virtual server's",
        (d, on) -> d.inhibitOnFailure = Optional.of(on));
    g.script("notify_up", (d, script) -> d.notifyUp = Optional.of(script));
    g.script("notify_down", (d, script) -> d.notifyDown = Optional.of(script));
    g.include(CheckDefaults.OF_SERVER, d -> d.defaults);
    g.bool("smtp_alert", "on", (d, on) -> d.smtpAlert = Optional.of(on));
    g.word("snmp_name", "STRING", "-", (d, name) -> d.snmpName = Optional.of(name))
        .withoutEffect("JMX, Jolokia and Prometheus serve instead of SNMP");
    checks(g);
    return g;
  }

  /** An unsigned 32-bit number; what is more than an int holds is as good as no limit. */
  private static BlockGrammar<RealServerBlock>.Entry threshold(
      BlockGrammar<RealServerBlock> g,
      String keyword,
      BiConsumer<RealServerBlock, Integer> setter) {
    return g.keyword(
        keyword,
        "NUMBER",
        "0",
        Arguments.rangeText(0, 0xffffffffL),
        (a, d) ->
            a.number(0, 0xffffffffL)
                .ifPresent(n -> setter.accept(d, (int) Math.min(n, Integer.MAX_VALUE))));
  }

  private static void checks(BlockGrammar<RealServerBlock> g) {
    check(g, "HTTP_GET", HttpCheckBlock.PLAIN, (s, d) -> new HttpCheckBlock(s, d, false));
    check(g, "SSL_GET", HttpCheckBlock.OVER_TLS, (s, d) -> new HttpCheckBlock(s, d, true));
    check(g, "TCP_CHECK", TcpCheckBlock.GRAMMAR, TcpCheckBlock::new);
    check(g, "SMTP_CHECK", SmtpCheckBlock.GRAMMAR, SmtpCheckBlock::new);
    check(g, "DNS_CHECK", DnsCheckBlock.GRAMMAR, DnsCheckBlock::new);
    check(g, "UDP_CHECK", UdpCheckBlock.GRAMMAR, UdpCheckBlock::new);
    check(g, "PING_CHECK", PingCheckBlock.GRAMMAR, PingCheckBlock::new);
    check(g, "MISC_CHECK", MiscCheckBlock.GRAMMAR, MiscCheckBlock::new);
    check(g, "FILE_CHECK", FileCheckBlock.GRAMMAR, FileCheckBlock::new);
    check(g, "BFD_CHECK", BfdCheckBlock.GRAMMAR, BfdCheckBlock::new);
  }

  private static <C extends CheckBlock> void check(
      BlockGrammar<RealServerBlock> g,
      String keyword,
      BlockGrammar<C> inner,
      BiFunction<Statement, CheckDefaults, C> create) {
    BlockGrammar<RealServerBlock>.Entry entry =
        g.block(
            keyword,
            "",
            inner,
            (arguments, server) -> {
              C check = create.apply(arguments.statement(), server.defaults);
              arguments.block(inner, check);
              server.checks.add(check);
            });
    if (!ChecksThatRun.KEYWORDS.contains(keyword)) {
      entry.engineLater(ChecksThatRun.NOT_YET);
    }
  }
}
