package lvs.director.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;
import lvs.director.model.Check.Target;

/** SMTP_CHECK, with the old host blocks that stand for one check each. */
final class SmtpCheckBlock extends CheckBlock {
  static final BlockGrammar<SmtpCheckBlock> GRAMMAR = grammar();

  private String heloName = "smtpchecker.keepalived.org";
  private final List<Host> hosts = new ArrayList<>();

  SmtpCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  /** Where one of several addresses of a mail server differs from the check around it. */
  private static final class Host {
    static final BlockGrammar<Host> GRAMMAR = grammar();

    private Optional<InetAddress> connectIp = Optional.empty();
    private Optional<Integer> connectPort = Optional.empty();
    private Optional<InetAddress> bindAddress = Optional.empty();

    Target over(Target outer) {
      Endpoint destination =
          new Endpoint(
              connectIp.orElse(outer.destination().address()),
              connectPort.orElse(outer.destination().port()));
      return new Target(
          destination,
          bindAddress.or(outer::bindAddress),
          outer.bindPort(),
          outer.bindInterface(),
          outer.firewallMark());
    }

    private static BlockGrammar<Host> grammar() {
      BlockGrammar<Host> g = new BlockGrammar<>("host");
      g.keyword("connect_ip", "IP", "the real server's", "-", (a, d) -> d.connectIp = a.address());
      g.integer(
          "connect_port",
          "the real server's",
          1,
          65535,
          (d, port) -> d.connectPort = Optional.of(port));
      g.keyword("bindto", "IP", "-", "-", (a, d) -> d.bindAddress = a.address());
      return g;
    }
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    Check.Timing timing = timing(surroundings, 1, Duration.ofSeconds(1));
    Target own = target(surroundings);
    List<Target> targets =
        hosts.isEmpty() ? List.of(own) : hosts.stream().map(host -> host.over(own)).toList();
    return targets.stream()
        .map(target -> (Check) new Check.Smtp(timing, target, heloName))
        .toList();
  }

  private static BlockGrammar<SmtpCheckBlock> grammar() {
    BlockGrammar<SmtpCheckBlock> g = new BlockGrammar<>("SMTP_CHECK");
    g.include(CONNECTING, check -> check);
    g.word(
        "helo_name", "NAME", "smtpchecker.keepalived.org", (check, name) -> check.heloName = name);
    g.block("host", "", Host.GRAMMAR, (a, check) -> check.host(a))
        .note("old form: one check for each host block");
    return g;
  }

  private void host(Arguments arguments) {
    Host host = new Host();
    arguments.block(Host.GRAMMAR, host);
    hosts.add(host);
  }
}
