package lvs.director.ipvs;

import static lvs.director.ipvs.IpvsadmOption.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands of ipvsadm 1.31, the options that each needs, and those that it may have. */
enum IpvsadmVerb implements IpvsadmWord {
  ADD_SERVICE('A', "add-service", Set.of(TCP_SERVICE), Options.OF_SERVICE),
  EDIT_SERVICE('E', "edit-service", Set.of(TCP_SERVICE), Options.and(Options.OF_SERVICE, KEEP)),
  DELETE_SERVICE('D', "delete-service", Set.of(TCP_SERVICE), Set.of()),
  CLEAR('C', "clear", Set.of(), Set.of()),
  LIST('L', "list", Set.of(), Options.OF_LIST),
  LIST_TOO('l', "list", Set.of(), Options.OF_LIST),
  ZERO('Z', "zero", Set.of(), Set.of(TCP_SERVICE)),
  ADD_SERVER('a', "add-server", Set.of(TCP_SERVICE, REAL_SERVER), Options.OF_SERVER),
  EDIT_SERVER(
      'e', "edit-server", Set.of(TCP_SERVICE, REAL_SERVER), Options.and(Options.OF_SERVER, KEEP)),
  DELETE_SERVER('d', "delete-server", Set.of(TCP_SERVICE, REAL_SERVER), Set.of()),
  SET('\0', "set", Set.of(), Set.of()),
  RESTORE('R', "restore", Set.of(), Set.of(ALL_OR_NOTHING)),
  SAVE('S', "save", Set.of(), Set.of(NUMERIC, COMPLETE)),
  START_DAEMON(
      '\0',
      "start-daemon",
      Set.of(),
      Set.of(MCAST_INTERFACE, SYNC_ID, SYNC_MAXLEN, MCAST_GROUP, MCAST_PORT, MCAST_TTL)),
  STOP_DAEMON('\0', "stop-daemon", Set.of(), Set.of(SYNC_ID)),
  HELP('h', "help", Set.of(), Set.of()),
  VERSION('v', "version", Set.of(), Set.of());

  /** Which of the list's options exclude each other. */
  private static final List<IpvsadmOption> SUBJECTS_OF_LIST =
      List.of(CONNECTION, TCP_SERVICE, TIMEOUT, DAEMON);

  private static final Set<IpvsadmOption> NOT_OF_CONNECTIONS = Set.of(STATS, RATE, THRESHOLDS);

  private final char letter;
  private final String longName;
  private final Set<IpvsadmOption> required;
  private final Set<IpvsadmOption> optional;

  IpvsadmVerb(
      char letter, String longName, Set<IpvsadmOption> required, Set<IpvsadmOption> optional) {
    this.letter = letter;
    this.longName = longName;
    this.required = required;
    this.optional = optional;
  }

  /** Sets that several commands share. */
  private static final class Options {
    static final Set<IpvsadmOption> OF_SERVICE =
        Set.of(SCHEDULER, PERSISTENT, NETMASK, PERSISTENCE_ENGINE, ONE_PACKET, SCHEDULER_FLAGS);
    static final Set<IpvsadmOption> OF_SERVER =
        Set.of(
            GATEWAYING,
            TUNNEL_TYPE,
            TUNNEL_PORT,
            TUNNEL_NOCSUM,
            TUNNEL_CSUM,
            TUNNEL_REMCSUM,
            WEIGHT,
            UPPER_THRESHOLD,
            LOWER_THRESHOLD);
    static final Set<IpvsadmOption> OF_LIST =
        Set.of(
            TCP_SERVICE,
            NUMERIC,
            CONNECTION,
            TIMEOUT,
            DAEMON,
            STATS,
            RATE,
            THRESHOLDS,
            PERSISTENT_CONNECTIONS,
            TUNNEL_INFO,
            NOSORT,
            EXACT,
            SYNC_ID);

    static Set<IpvsadmOption> and(Set<IpvsadmOption> some, IpvsadmOption one) {
      Set<IpvsadmOption> all = EnumSet.copyOf(some);
      all.add(one);
      return all;
    }
  }

  static Optional<IpvsadmVerb> ofLetter(char letter) {
    return Arrays.stream(values()).filter(each -> each.letter == letter && letter != 0).findFirst();
  }

  static Optional<IpvsadmVerb> ofLongName(String name) {
    return Arrays.stream(values()).filter(each -> each.longName.equals(name)).findFirst();
  }

  /** Both of the daemon's commands have the role behind them. */
  @Override
  public Argument argument() {
    return this == START_DAEMON || this == STOP_DAEMON ? Argument.REQUIRED : Argument.NONE;
  }

  /**
   * Why these options do not go together with this command; empty when they do.
   *
   * @param given by their subjects
   */
  Optional<String> objection(Set<IpvsadmOption> given) {
    for (IpvsadmOption option : IpvsadmOption.values()) {
      if (required.contains(option) && !given.contains(option)) {
        return Optional.of(this + " needs " + option.choices());
      }
      boolean known = required.contains(option) || optional.contains(option);
      if (given.contains(option) && !known) {
        return Optional.of(this + " does not take " + option.choices() + possible());
      }
    }
    return this == LIST || this == LIST_TOO ? objectionToList(given) : Optional.empty();
  }

  private String possible() {
    Set<IpvsadmOption> all = EnumSet.noneOf(IpvsadmOption.class);
    all.addAll(required);
    all.addAll(optional);
    return all.isEmpty()
        ? "; it stands alone"
        : "; it takes " + String.join(", ", all.stream().map(IpvsadmOption::choices).toList());
  }

  private static Optional<String> objectionToList(Set<IpvsadmOption> given) {
    List<IpvsadmOption> subjects = SUBJECTS_OF_LIST.stream().filter(given::contains).toList();
    if (subjects.size() > 1) {
      return Optional.of(
          "a list shows one thing: leave away "
              + subjects.getFirst().choices()
              + " or "
              + subjects.get(1).choices());
    }
    boolean plain = subjects.isEmpty() || subjects.contains(TCP_SERVICE);
    boolean connections = subjects.contains(CONNECTION);
    return IpvsadmVerb.viewsOfTable(given, connections)
        .filter(_ -> !plain)
        .map(view -> subjects.getFirst() + " does not take " + view + ", a view of the table");
  }

  private static Optional<IpvsadmOption> viewsOfTable(
      Set<IpvsadmOption> given, boolean connections) {
    return given.stream()
        .filter(
            each ->
                NOT_OF_CONNECTIONS.contains(each) || each == PERSISTENT_CONNECTIONS && !connections)
        .findFirst();
  }

  @Override
  public String toString() {
    return letter == 0 ? "--" + longName : "-" + letter;
  }
}
