package lvs.director.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Statement;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Script;

/** A virtual_server block: what it says, before defaults and fix-ups. */
final class VirtualServerBlock {
  static final BlockGrammar<VirtualServerBlock> GRAMMAR = grammar();

  final Statement statement;
  final Optional<ServiceAddress> address;
  final CheckDefaults defaults = new CheckDefaults(Optional.empty());
  final SchedulerFlags flags = new SchedulerFlags();
  final List<RealServerBlock> realServers = new ArrayList<>();
  Optional<Scheduler> scheduler = Optional.empty();
  boolean schedulerMentioned;
  Optional<Forwarding> forwarding = Optional.empty();
  boolean forwardingMentioned;
  Optional<Protocol> protocol = Optional.empty();
  Optional<Statement> protocolStatement = Optional.empty();
  Optional<Integer> persistenceTimeout = Optional.empty();
  Optional<Integer> persistencePrefix = Optional.empty();
  Optional<Statement> persistencePrefixStatement = Optional.empty();
  Optional<String> persistenceEngine = Optional.empty();
  Optional<AddressFamily> family = Optional.empty();
  Optional<Statement> familyStatement = Optional.empty();
  boolean omega;
  int quorum = 1;
  Optional<Statement> quorumStatement = Optional.empty();
  int hysteresis;
  Optional<Statement> hysteresisStatement = Optional.empty();
  Optional<Script> quorumUp = Optional.empty();
  Optional<Script> quorumDown = Optional.empty();
  boolean haSuspend;
  boolean inhibitOnFailure;
  int weight = 1;
  Optional<Boolean> smtpAlert = Optional.empty();
  Optional<String> snmpName = Optional.empty();
  Optional<Endpoint> sorryServer = Optional.empty();
  Optional<Statement> sorryStatement = Optional.empty();
  Optional<Statement> sorryInhibit = Optional.empty();
  Optional<Forwarding> sorryForwarding = Optional.empty();
  Optional<Statement> sorryForwardingStatement = Optional.empty();

  VirtualServerBlock(Arguments arguments) {
    statement = arguments.statement();
    address = ServiceAddress.read(arguments);
    arguments.block(GRAMMAR, this);
  }

  private static BlockGrammar<VirtualServerBlock> grammar() {
    BlockGrammar<VirtualServerBlock> g = new BlockGrammar<>("virtual_server");
    balancing(g);
    persistence(g);
    quorum(g);
    g.include(CheckDefaults.OF_SERVICE, d -> d.defaults);
    g.integer("weight", "1", 0, Integer.MAX_VALUE, (d, n) -> d.weight = n)
        .note("of real servers that give none");
    g.bool("inhibit_on_failure", "off", (d, on) -> d.inhibitOnFailure = on)
        .note("a failed server keeps its place with weight 0");
    g.flag("ha_suspend", (d, on) -> d.haSuspend = on)
        .note("checks rest while none of its addresses is on this machine");
    g.bool("smtp_alert", "off", (d, on) -> d.smtpAlert = Optional.of(on));
    g.word("snmp_name", "STRING", "-", (d, name) -> d.snmpName = Optional.of(name))
        .withoutEffect("JMX, Jolokia and Prometheus serve instead of SNMP");
    g.keyword("sorry_server", "IP [PORT]", "-", "port 0 to 65535", (a, d) -> d.sorryServer(a));
    g.keyword(
            "sorry_server_inhibit",
            "",
            "off",
            "-",
            (a, d) -> d.sorryInhibit = Optional.of(a.statement()))
        .note("always in the table, with weight 0 while not needed");
    g.keyword(
        "sorry_server_lvs_method",
        ForwardingArguments.SYNTAX,
        "lvs_method",
        "-",
        (a, d) -> d.sorryForwarding(a));
    g.block(
        "real_server",
        "IP [PORT]",
        RealServerBlock.GRAMMAR,
        (a, d) -> d.realServers.add(new RealServerBlock(a, d.defaults)));
    return g;
  }

  private static void balancing(BlockGrammar<VirtualServerBlock> g) {
    g.keyword(
        "lb_algo",
        "rr|wrr|lc|wlc|lblc|lblcr|dh|sh|sed|nq|fo|ovf|mh|twos",
        "wlc",
        "-",
        (a, d) -> d.scheduler(a));
    g.alias("lvs_sched", "lb_algo");
    g.keyword("lb_kind", ForwardingArguments.SYNTAX, "NAT", "-", (a, d) -> d.forwarding(a))
        .note("the built-in plane forwards everything as full NAT");
    g.alias("lvs_method", "lb_kind");
    g.keyword("protocol", "TCP|UDP|SCTP", "UDP", "-", (a, d) -> d.protocol(a))
        .note("the built-in plane refuses SCTP");
    g.keyword("ip_family", "inet|inet6", "the real servers'", "-", (a, d) -> d.family(a))
        .note("of a firewall mark");
    g.include(SchedulerFlags.GRAMMAR, d -> d.flags);
  }

  private static void persistence(BlockGrammar<VirtualServerBlock> g) {
    g.keyword(
            "persistence_timeout",
            "[SECONDS]",
            "none; without a value 360",
            Arguments.rangeText(1, PersistenceArguments.LONGEST_TIMEOUT_SECONDS),
            (a, d) -> d.persistenceTimeout = PersistenceArguments.timeout(a))
        .note("0 means none");
    g.keyword(
        "persistence_granularity",
        "NETMASK|PREFIX_LENGTH",
        "one client address",
        "IPv4 netmask, IPv6 1 to 128",
        (a, d) -> d.granularity(a));
    g.word("persistence_engine", "NAME", "-", (d, name) -> d.persistenceEngine = Optional.of(name))
        .note("only the kernel plane has persistence engines");
  }

  private static void quorum(BlockGrammar<VirtualServerBlock> g) {
    g.keyword(
            "quorum",
            "NUMBER",
            "1",
            Arguments.rangeText(1, Integer.MAX_VALUE),
            (a, d) -> d.quorum(a))
        .note("sum of the weights of servers that are up");
    g.keyword(
            "hysteresis",
            "NUMBER",
            "0",
            Arguments.rangeText(0, Integer.MAX_VALUE - 1L),
            (a, d) -> d.hysteresis(a))
        .note("at most quorum - 1");
    g.script("quorum_up", (d, script) -> d.quorumUp = Optional.of(script));
    g.script("quorum_down", (d, script) -> d.quorumDown = Optional.of(script));
    g.bool("omega", "off", (d, on) -> d.omega = on).note("down scripts run at shutdown too");
  }

  private void scheduler(Arguments arguments) {
    schedulerMentioned = true;
    scheduler = arguments.choice(Scheduler.class);
  }

  private void forwarding(Arguments arguments) {
    forwardingMentioned = true;
    forwarding = ForwardingArguments.read(arguments);
  }

  private void protocol(Arguments arguments) {
    protocolStatement = Optional.of(arguments.statement());
    protocol =
        arguments
            .next()
            .flatMap(
                word -> {
                  Optional<Protocol> found = protocolNamed(word.text());
                  if (found.isEmpty()) {
                    arguments.badChoice(word, List.of("TCP", "UDP", "SCTP"));
                  }
                  return found;
                });
  }

  /** keepalived reads protocols in either case. */
  private static Optional<Protocol> protocolNamed(String name) {
    return Arrays.stream(Protocol.values())
        .filter(p -> p.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private void family(Arguments arguments) {
    familyStatement = Optional.of(arguments.statement());
    family = FamilyArgument.read(arguments);
  }

  private void granularity(Arguments arguments) {
    persistencePrefixStatement = Optional.of(arguments.statement());
    persistencePrefix = PersistenceArguments.prefixLength(arguments);
  }

  private void quorum(Arguments arguments) {
    quorumStatement = Optional.of(arguments.statement());
    arguments.integer(1, Integer.MAX_VALUE).ifPresent(sum -> quorum = sum);
  }

  private void hysteresis(Arguments arguments) {
    hysteresisStatement = Optional.of(arguments.statement());
    arguments.integer(0, Integer.MAX_VALUE - 1).ifPresent(distance -> hysteresis = distance);
  }

  private void sorryForwarding(Arguments arguments) {
    sorryForwardingStatement = Optional.of(arguments.statement());
    sorryForwarding = ForwardingArguments.read(arguments);
  }

  private void sorryServer(Arguments arguments) {
    sorryStatement = Optional.of(arguments.statement());
    sorryServer = arguments.endpoint();
  }
}
