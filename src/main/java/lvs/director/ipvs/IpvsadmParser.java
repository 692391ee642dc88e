package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.ipvs.ArgumentReader.Found;
import lvs.director.ipvs.IpvsadmCommand.EditServer;
import lvs.director.ipvs.IpvsadmCommand.EditService;
import lvs.director.ipvs.IpvsadmCommand.ListTable;
import lvs.director.ipvs.ParsedCommand.Understood;
import lvs.director.ipvs.ParsedCommand.Wrong;

/**
 * Reads a command line of ipvsadm 1.31: its options, defaults, checks and exit codes, in words of
 * our own. The first option must be the command.
 */
public final class IpvsadmParser {
  private final ArgumentReader arguments;
  private final List<String> remarks = new ArrayList<>();
  private final Set<IpvsadmOption> given = EnumSet.noneOf(IpvsadmOption.class);
  private final ServiceDraft service;
  private final ServerDraft server;
  private final DaemonDraft daemon = new DaemonDraft();

  private IpvsadmParser(List<String> words, Names names) {
    AddressReader addresses = new AddressReader(names);
    arguments = new ArgumentReader(words);
    service = new ServiceDraft(addresses, remarks);
    server = new ServerDraft(addresses, service, remarks);
  }

  /**
   * @param words without the program's name; none at all list the table
   * @param names that hosts and ports may have
   */
  public static ParsedCommand parse(List<String> words, Names names) {
    IpvsadmParser parser = new IpvsadmParser(words, names);
    try {
      return new Understood(
          words.isEmpty() ? parser.table() : parser.command(), List.copyOf(parser.remarks));
    } catch (WrongArguments wrong) {
      return new Wrong(wrong.exitCode(), wrong.restoreGoesOn(), wrong.getMessage());
    }
  }

  private IpvsadmCommand command() throws WrongArguments {
    Found first = first();
    IpvsadmVerb verb = (IpvsadmVerb) first.word();
    if (verb == IpvsadmVerb.HELP) {
      return new IpvsadmCommand.Help();
    }
    if (verb == IpvsadmVerb.VERSION) {
      return new IpvsadmCommand.Version();
    }
    Optional<IpvsDaemon.Role> role =
        first.value().isEmpty()
            ? Optional.empty()
            : Optional.of(DaemonDraft.role(verb, first.value().get()));
    options();
    Optional<IpvsTimeouts> timeouts =
        verb == IpvsadmVerb.SET ? Optional.of(timeouts()) : Optional.empty();
    noMoreWords(timeouts.isPresent() ? 3 : 0);
    Optional<String> objection = verb.objection(given);
    if (objection.isPresent()) {
      throw WrongArguments.illegal(objection.get());
    }
    return switch (verb) {
      case SET -> change(new IpvsChange.SetTimeouts(timeouts.orElseThrow()));
      case START_DAEMON -> change(new IpvsChange.StartDaemon(daemon.daemon(role.orElseThrow())));
      case STOP_DAEMON -> change(new IpvsChange.StopDaemon(role.orElseThrow(), daemon.syncId()));
      default -> command(verb);
    };
  }

  private Found first() throws WrongArguments {
    try {
      Optional<Found> first = arguments.next();
      if (first.isPresent() && first.get().word() instanceof IpvsadmVerb) {
        return first.get();
      }
      throw WrongArguments.noCommand(
          first.map(found -> found.word() + " is no command; the").orElse("the")
              + " command must stand in front: -A, -E, -D, -C, -R, -S, -a, -e, -d, -L, -Z, --set,"
              + " --start-daemon or --stop-daemon");
    } catch (WrongArguments unreadable) {
      throw WrongArguments.noCommand(unreadable.getMessage());
    }
  }

  private void options() throws WrongArguments {
    for (Optional<Found> found = arguments.next(); found.isPresent(); found = arguments.next()) {
      if (!(found.get().word() instanceof IpvsadmOption option)) {
        throw WrongArguments.illegal(
            found.get().word() + ": there can be one command only, the first option");
      }
      take(option, found.get().value());
    }
  }

  private void take(IpvsadmOption option, Optional<String> value) throws WrongArguments {
    boolean repeatable = option == IpvsadmOption.SORT || option == IpvsadmOption.IPV6;
    if (!repeatable && !given.add(option.subject())) {
      throw WrongArguments.illegal(option + ": " + option.choices() + " can be given once only");
    }
    if (option == IpvsadmOption.PERSISTENT) {
      service.persistent(value);
    } else if (!service.take(option, value.orElse("")) && !server.take(option, value.orElse(""))) {
      daemon.take(option, value.orElse(""));
    }
  }

  private IpvsTimeouts timeouts() throws WrongArguments {
    List<String> words = arguments.leftovers();
    if (words.size() < 3) {
      throw WrongArguments.illegal(
          "--set needs three numbers of seconds: for TCP, for TCP after FIN, for UDP; 0 leaves what"
              + " is");
    }
    return new IpvsTimeouts(timeout(words.get(0)), timeout(words.get(1)), timeout(words.get(2)));
  }

  private static int timeout(String word) throws WrongArguments {
    return (int)
        NumberText.parse(word, 0, ServiceDraft.LONGEST_SECONDS)
            .orElseThrow(
                () ->
                    WrongArguments.illegal(
                        "--set '"
                            + word
                            + "': must be a number of seconds from 0 to "
                            + ServiceDraft.LONGEST_SECONDS));
  }

  private void noMoreWords(int known) throws WrongArguments {
    List<String> words = arguments.leftovers();
    if (words.size() > known) {
      throw WrongArguments.illegal(
          "'" + words.get(known) + "' belongs to no option: which one is missing before it?");
    }
  }

  private IpvsadmCommand command(IpvsadmVerb verb) throws WrongArguments {
    boolean keep = given(IpvsadmOption.KEEP);
    boolean keepForwarding = keep && !given(IpvsadmOption.GATEWAYING);
    return switch (verb) {
      case ADD_SERVICE -> change(new IpvsChange.AddService(service.service(false)));
      case EDIT_SERVICE -> new EditService(service.service(keep), given, keep);
      case DELETE_SERVICE -> change(new IpvsChange.DeleteService(service.key().orElseThrow()));
      case CLEAR -> change(new IpvsChange.Flush());
      case LIST, LIST_TOO -> list();
      case ZERO -> change(new IpvsChange.Zero(service.key()));
      case ADD_SERVER ->
          change(new IpvsChange.AddServer(service.key().orElseThrow(), server.server(false)));
      case EDIT_SERVER ->
          new EditServer(service.key().orElseThrow(), server.server(keepForwarding), given, keep);
      case DELETE_SERVER ->
          change(new IpvsChange.DeleteServer(service.key().orElseThrow(), server.endpoint()));
      case RESTORE -> new IpvsadmCommand.Restore(given(IpvsadmOption.ALL_OR_NOTHING));
      case SAVE ->
          new IpvsadmCommand.Save(given(IpvsadmOption.NUMERIC), given(IpvsadmOption.COMPLETE));
      case SET, START_DAEMON, STOP_DAEMON, HELP, VERSION ->
          throw new IllegalStateException(verb.toString());
    };
  }

  private static IpvsadmCommand change(IpvsChange change) {
    return new IpvsadmCommand.Change(change);
  }

  private IpvsadmCommand list() {
    if (given(IpvsadmOption.CONNECTION)) {
      return new IpvsadmCommand.ListConnections(
          given(IpvsadmOption.NUMERIC), given(IpvsadmOption.PERSISTENT_CONNECTIONS));
    }
    if (given(IpvsadmOption.TIMEOUT)) {
      return new IpvsadmCommand.ListTimeouts();
    }
    return given(IpvsadmOption.DAEMON) ? new IpvsadmCommand.ListDaemons() : table();
  }

  private ListTable table() {
    return new ListTable(
        view(),
        given(IpvsadmOption.NUMERIC),
        given(IpvsadmOption.EXACT),
        !given(IpvsadmOption.NOSORT),
        service.key());
  }

  /** Of several the first of these. */
  private ListView view() {
    if (given(IpvsadmOption.STATS)) {
      return ListView.STATS;
    }
    if (given(IpvsadmOption.RATE)) {
      return ListView.RATE;
    }
    if (given(IpvsadmOption.THRESHOLDS)) {
      return ListView.THRESHOLDS;
    }
    if (given(IpvsadmOption.PERSISTENT_CONNECTIONS)) {
      return ListView.PERSISTENT_CONNECTIONS;
    }
    return given(IpvsadmOption.TUNNEL_INFO) ? ListView.TUNNELS : ListView.TABLE;
  }

  private boolean given(IpvsadmOption option) {
    return given.contains(option);
  }
}
