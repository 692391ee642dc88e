package lvs.director.ipvs;

import java.util.Arrays;
import java.util.Optional;

/** The options of ipvsadm 1.31 that are not commands, and three of our own at the end. */
public enum IpvsadmOption implements IpvsadmWord {
  TCP_SERVICE('t', "tcp-service", Argument.REQUIRED),
  UDP_SERVICE('u', "udp-service", Argument.REQUIRED),
  SCTP_SERVICE("sctp-service", Argument.REQUIRED),
  FWMARK_SERVICE('f', "fwmark-service", Argument.REQUIRED),
  IPV6('6', "ipv6", Argument.NONE),
  SCHEDULER('s', "scheduler", Argument.REQUIRED),
  PERSISTENT('p', "persistent", Argument.OPTIONAL),
  NETMASK('M', "netmask", Argument.REQUIRED),
  PERSISTENCE_ENGINE("pe", Argument.REQUIRED),
  ONE_PACKET('o', "ops", Argument.NONE),
  SCHEDULER_FLAGS('b', "sched-flags", Argument.REQUIRED),
  REAL_SERVER('r', "real-server", Argument.REQUIRED),
  GATEWAYING('g', "gatewaying", Argument.NONE),
  IPIP('i', "ipip", Argument.NONE),
  MASQUERADING('m', "masquerading", Argument.NONE),
  TUNNEL_TYPE("tun-type", Argument.REQUIRED),
  TUNNEL_PORT("tun-port", Argument.REQUIRED),
  TUNNEL_NOCSUM("tun-nocsum", Argument.NONE),
  TUNNEL_CSUM("tun-csum", Argument.NONE),
  TUNNEL_REMCSUM("tun-remcsum", Argument.NONE),
  WEIGHT('w', "weight", Argument.REQUIRED),
  UPPER_THRESHOLD('x', "u-threshold", Argument.REQUIRED),
  LOWER_THRESHOLD('y', "l-threshold", Argument.REQUIRED),
  NUMERIC('n', "numeric", Argument.NONE),
  CONNECTION('c', "connection", Argument.NONE),
  TIMEOUT("timeout", Argument.NONE),
  DAEMON("daemon", Argument.NONE),
  STATS("stats", Argument.NONE),
  RATE("rate", Argument.NONE),
  THRESHOLDS("thresholds", Argument.NONE),
  PERSISTENT_CONNECTIONS("persistent-conn", Argument.NONE),
  TUNNEL_INFO("tun-info", Argument.NONE),
  SORT("sort", Argument.NONE),
  NOSORT("nosort", Argument.NONE),
  EXACT('X', "exact", Argument.NONE),
  SYNC_ID("syncid", Argument.REQUIRED),
  SYNC_MAXLEN("sync-maxlen", Argument.REQUIRED),
  MCAST_INTERFACE("mcast-interface", Argument.REQUIRED),
  MCAST_GROUP("mcast-group", Argument.REQUIRED),
  MCAST_PORT("mcast-port", Argument.REQUIRED),
  MCAST_TTL("mcast-ttl", Argument.REQUIRED),
  /** Ours, for -e and -E: what is not given stays. */
  KEEP("keep", Argument.NONE),
  /** Ours, for -S: thresholds, timeouts and daemons too. */
  COMPLETE("complete", Argument.NONE),
  /** Ours, for -R: nothing stays of a text of which a line was refused. */
  ALL_OR_NOTHING("all-or-nothing", Argument.NONE);

  private static final char NO_LETTER = 0;

  private final char letter;
  private final String longName;
  private final Argument argument;

  IpvsadmOption(char letter, String longName, Argument argument) {
    this.letter = letter;
    this.longName = longName;
    this.argument = argument;
  }

  IpvsadmOption(String longName, Argument argument) {
    this(NO_LETTER, longName, argument);
  }

  static Optional<IpvsadmOption> ofLetter(char letter) {
    return Arrays.stream(values())
        .filter(each -> each.letter == letter && letter != NO_LETTER)
        .findFirst();
  }

  static Optional<IpvsadmOption> ofLongName(String name) {
    return Arrays.stream(values()).filter(each -> each.longName.equals(name)).findFirst();
  }

  @Override
  public Argument argument() {
    return argument;
  }

  /** One of those that exclude each other stands for all of them. */
  IpvsadmOption subject() {
    return switch (this) {
      case UDP_SERVICE, SCTP_SERVICE, FWMARK_SERVICE -> TCP_SERVICE;
      case IPIP, MASQUERADING -> GATEWAYING;
      default -> this;
    };
  }

  /** As it is written: {@code -w}, {@code --tun-type}. */
  @Override
  public String toString() {
    return letter == NO_LETTER ? "--" + longName : "-" + letter;
  }

  /** The subject in words: {@code -t, -u, --sctp-service or -f}. */
  String choices() {
    return switch (subject()) {
      case TCP_SERVICE -> "-t, -u, --sctp-service or -f";
      case GATEWAYING -> "-g, -i or -m";
      default -> toString();
    };
  }
}
