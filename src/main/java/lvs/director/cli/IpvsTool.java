package lvs.director.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsadmCommand;
import lvs.director.ipvs.IpvsadmCommand.Change;
import lvs.director.ipvs.IpvsadmCommand.EditServer;
import lvs.director.ipvs.IpvsadmCommand.EditService;
import lvs.director.ipvs.IpvsadmCommand.ListConnections;
import lvs.director.ipvs.IpvsadmCommand.ListTable;
import lvs.director.ipvs.Names;

/** Carries out single commands of ipvsadm on one kernel. */
final class IpvsTool {
  private final Surroundings surroundings;
  private final IpvsKernel kernel;
  private final IpvsLists lists;
  private final IpvsEdits edits;

  IpvsTool(Surroundings surroundings, IpvsKernel kernel, Names names) {
    this.surroundings = surroundings;
    this.kernel = kernel;
    this.lists = new IpvsLists(kernel, names, surroundings.out());
    this.edits = new IpvsEdits(kernel, this::complain);
  }

  /**
   * @param place what to say before a complaint
   * @return one of {@link IpvsExit}
   */
  int execute(IpvsadmCommand command, String place) {
    try {
      Optional<IpvsChange> change = change(command);
      return change.isPresent() ? apply(change.get(), place) : show(command, place);
    } catch (IOException unreadable) {
      complain(place + ": " + unreadable.getMessage());
      return IpvsExit.NOT_LISTED;
    }
  }

  /** What the command changes; empty when it only shows something. */
  Optional<IpvsChange> change(IpvsadmCommand command) throws IOException {
    return switch (command) {
      case Change(IpvsChange change) -> Optional.of(change);
      case EditService edit -> Optional.of(edits.change(edit));
      case EditServer edit -> Optional.of(edits.change(edit));
      default -> Optional.empty();
    };
  }

  private int apply(IpvsChange change, String place) throws IOException {
    IpvsReading before = change instanceof IpvsChange.Flush ? kernel.read() : IpvsReading.EMPTY;
    Optional<String> refusal = kernel.apply(List.of(change)).getFirst();
    if (refusal.isPresent()) {
      complain(place + ": " + refusal.get());
      return IpvsExit.REFUSED;
    }
    if (!before.services().isEmpty()) {
      complain(gone(before));
    }
    return IpvsExit.DONE;
  }

  /** The table may be several programs' work; nothing tells whose. */
  private static String gone(IpvsReading before) {
    return "%d services with %d servers are gone, whoever made them; -D takes a single one"
        .formatted(
            before.services().size(),
            before.services().stream().mapToInt(each -> each.servers().size()).sum());
  }

  private int show(IpvsadmCommand command, String place) throws IOException {
    switch (command) {
      case ListTable list -> {
        Optional<String> objection = lists.table(list);
        objection.ifPresent(why -> complain(place + ": " + why));
        return objection.isEmpty() ? IpvsExit.DONE : IpvsExit.NOT_LISTED;
      }
      case ListConnections list -> lists.connections(list);
      case IpvsadmCommand.ListTimeouts _ -> lists.timeouts();
      case IpvsadmCommand.ListDaemons _ -> lists.daemons();
      case IpvsadmCommand.Save save -> lists.save(save);
      case IpvsadmCommand.Version _ ->
          surroundings
              .out()
              .println(
                  "lvs-director with the options of ipvsadm 1.31, IPVS v"
                      + kernel.info().version());
      default -> throw new IllegalArgumentException(command.toString());
    }
    return IpvsExit.DONE;
  }

  void complain(String message) {
    surroundings.err().println("lvs-director: " + message);
  }
}
