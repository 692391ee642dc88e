package lvs.director.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Timing;
import lvs.director.model.VrrpConfiguration;

/** What every kind of check collects: its timing and where it connects to. */
abstract sealed class CheckBlock
    permits BfdCheckBlock,
        DnsCheckBlock,
        FileCheckBlock,
        HttpCheckBlock,
        MiscCheckBlock,
        PingCheckBlock,
        SmtpCheckBlock,
        TcpCheckBlock,
        UdpCheckBlock {

  /** The keywords of a check that opens a connection. */
  static final BlockGrammar<CheckBlock> CONNECTING = connecting();

  /** The keywords of a check that does not: MISC_CHECK. */
  static final BlockGrammar<CheckBlock> TIMED = timed();

  /**
   * What is known once the whole file is read.
   *
   * @param server the real server the check belongs to
   * @param logAllFailures checker_log_all_failures
   * @param ssl the SSL block
   * @param vrrp where track files and BFD sessions are defined
   */
  record Surroundings(
      Endpoint server, boolean logAllFailures, SslBlock ssl, VrrpConfiguration vrrp) {}

  final Statement statement;
  final CheckDefaults defaults;
  Optional<InetAddress> connectIp = Optional.empty();
  Optional<Integer> connectPort = Optional.empty();
  private Optional<InetAddress> bindAddress = Optional.empty();
  private int bindPort;
  private Optional<String> bindInterface = Optional.empty();
  private int firewallMark;
  private Optional<Boolean> logAllFailures = Optional.empty();

  CheckBlock(Statement statement, CheckDefaults server) {
    this.statement = statement;
    this.defaults = new CheckDefaults(Optional.of(server));
  }

  /** The checks that this block stands for: one, none if it is broken, several with hosts. */
  abstract List<Check> checks(Binding binding, Surroundings surroundings);

  /** Retries and the wait before one, where the file says nothing. */
  Timing timing(Surroundings surroundings, int retry, Duration delayBeforeRetry) {
    return timing(surroundings, defaults.connectTimeout(), retry, delayBeforeRetry);
  }

  Timing timing(Surroundings surroundings, Duration timeout, int retry, Duration delayBeforeRetry) {
    return new Timing(
        defaults.delayLoop(),
        timeout,
        defaults.retry(retry),
        defaults.delayBeforeRetry(delayBeforeRetry),
        defaults.warmup(),
        defaults.alpha(),
        logAllFailures.orElse(surroundings.logAllFailures()));
  }

  Target target(Surroundings surroundings) {
    Endpoint server = surroundings.server();
    Endpoint destination =
        new Endpoint(connectIp.orElse(server.address()), connectPort.orElse(server.port()));
    return new Target(destination, bindAddress, bindPort, bindInterface, firewallMark);
  }

  /** Reports a name that nothing in the file has. */
  static void reportUnknown(
      Binding binding, Statement statement, String block, String name, List<String> known) {
    binding.error(
        "unknown-tracker",
        statement,
        "There is no " + block + " " + name + ".",
        NearestWord.of(name, known)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Define " + block + " " + name + " { … }."));
  }

  /** A connection to port 0 never comes about. */
  void reportPortZero(Binding binding, Surroundings surroundings) {
    boolean portless =
        switch (this) {
          case MiscCheckBlock misc -> true;
          case FileCheckBlock file -> true;
          case BfdCheckBlock bfd -> true;
          case PingCheckBlock ping -> true;
          case SmtpCheckBlock smtp -> true;
          case TcpCheckBlock tcp -> false;
          case HttpCheckBlock http -> false;
          case DnsCheckBlock dns -> false;
          case UdpCheckBlock udp -> false;
        };
    if (!portless && target(surroundings).destination().port() == 0) {
      binding.warning(
          "check-port-zero",
          statement,
          statement.keyword() + " has no port to connect to and always fails.",
          "Add connect_port, or a port to the real server.");
    }
  }

  private static BlockGrammar<CheckBlock> timed() {
    BlockGrammar<CheckBlock> g = new BlockGrammar<>("check");
    g.include(CheckDefaults.OF_CHECK, check -> check.defaults);
    g.bool(
        "log_all_failures",
        "checker_log_all_failures",
        (check, on) -> check.logAllFailures = Optional.of(on));
    return g;
  }

  private static BlockGrammar<CheckBlock> connecting() {
    BlockGrammar<CheckBlock> g = new BlockGrammar<>("check");
    g.keyword(
        "connect_ip",
        "IP",
        "the real server's",
        "-",
        (a, check) -> a.address().ifPresent(ip -> check.connectIp = Optional.of(ip)));
    g.integer(
        "connect_port",
        "the real server's",
        1,
        65535,
        (check, port) -> check.connectPort = Optional.of(port));
    g.keyword(
        "bindto",
        "IP",
        "-",
        "-",
        (a, check) -> a.address().ifPresent(ip -> check.bindAddress = Optional.of(ip)));
    g.integer("bind_port", "-", 1, 65535, (check, port) -> check.bindPort = port);
    g.word("bind_if", "INTERFACE", "-", (check, name) -> check.bindInterface = Optional.of(name))
        .note("leaves from an address of this interface; routes choose the way");
    g.seconds(
        "connect_timeout",
        "the real server's, 5",
        "0.000001",
        CheckDefaults.LONGEST_SECONDS,
        (check, time) -> check.defaults.connectTimeout(time));
    g.keyword(
            "fwmark",
            "NUMBER",
            "-",
            Arguments.rangeText(0, 0xffffffffL),
            (a, check) ->
                a.number(0, 0xffffffffL).ifPresent(mark -> check.firewallMark = mark.intValue()))
        .engineLater("needs a socket option that Java does not have");
    g.include(timed(), check -> check);
    return g;
  }
}
