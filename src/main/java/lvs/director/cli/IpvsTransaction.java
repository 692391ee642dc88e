package lvs.director.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsPlan;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.ipvs.IpvsadmCommand;
import lvs.director.ipvs.IpvsadmParser;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.ParsedCommand.Understood;
import lvs.director.ipvs.ParsedCommand.Wrong;
import lvs.director.ipvs.RestoreLine;

/**
 * {@code -R --all-or-nothing}: every line is read before the first is carried out, and when the
 * kernel refuses one, the state before is put back. Connections of a service that was taken away
 * meanwhile find it again; counters that were set to zero stay so.
 */
final class IpvsTransaction {
  private final IpvsKernel kernel;
  private final IpvsTool tool;
  private final Names names;
  private final List<Line> lines = new ArrayList<>();
  private int wrong;

  private record Line(IpvsadmCommand command, String place) {}

  private record State(IpvsTable table, IpvsTimeouts timeouts, List<IpvsDaemon> daemons) {}

  IpvsTransaction(IpvsKernel kernel, IpvsTool tool, Names names) {
    this.kernel = kernel;
    this.tool = tool;
    this.names = names;
  }

  /**
   * @return the exit code
   */
  int run(BufferedReader input) throws IOException {
    int number = 0;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      read(++number, RestoreLine.words(line));
    }
    if (wrong > 0) {
      tool.complain(wrong + " lines are wrong: nothing was changed");
      return IpvsExit.ILLEGAL;
    }
    State before = state();
    int refused = carryOut();
    if (refused == 0) {
      return IpvsExit.DONE;
    }
    putBack(before);
    tool.complain(
        "%d of %d lines were refused: what the others did is undone"
            .formatted(refused, lines.size()));
    return IpvsExit.REFUSED;
  }

  private void read(int number, List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    String place = IpvsRestore.place(number, words);
    switch (IpvsadmParser.parse(words, names)) {
      case Wrong found -> complain(place, found.message());
      case Understood(IpvsadmCommand command, _) when !changes(command) ->
          complain(
              place, "only what changes the table can stand in a text that is restored as one");
      case Understood(IpvsadmCommand command, List<String> remarks) -> {
        remarks.forEach(remark -> tool.complain(place + ": " + remark));
        lines.add(new Line(command, place));
      }
    }
  }

  private void complain(String place, String message) {
    wrong++;
    tool.complain(place + ": " + message);
  }

  private static boolean changes(IpvsadmCommand command) {
    return switch (command) {
      case IpvsadmCommand.Change _, IpvsadmCommand.EditService _, IpvsadmCommand.EditServer _ ->
          true;
      default -> false;
    };
  }

  private State state() throws IOException {
    return new State(kernel.read().table(), kernel.timeouts(), kernel.daemons());
  }

  /** How many were refused: those after the first refusal's portion are not even tried. */
  private int carryOut() throws IOException {
    List<IpvsChange> changes = new ArrayList<>();
    int done = 0;
    int refused = 0;
    for (int i = 0; i < lines.size() && refused == 0; i++) {
      boolean edits = !(lines.get(i).command() instanceof IpvsadmCommand.Change);
      if (edits) {
        refused += apply(changes, done);
        done = i;
        changes.clear();
      }
      tool.change(lines.get(i).command()).ifPresent(changes::add);
    }
    return refused > 0 ? refused : apply(changes, done);
  }

  private int apply(List<IpvsChange> changes, int first) {
    int refused = 0;
    List<Optional<String>> results = changes.isEmpty() ? List.of() : kernel.apply(changes);
    for (int i = 0; i < results.size(); i++) {
      String place = lines.get(first + i).place();
      results.get(i).ifPresent(why -> tool.complain(place + ": " + why));
      refused += results.get(i).isPresent() ? 1 : 0;
    }
    return refused;
  }

  private void putBack(State before) throws IOException {
    State now = state();
    List<IpvsChange> changes = new ArrayList<>();
    now.daemons().stream()
        .filter(each -> !before.daemons().contains(each))
        .forEach(each -> changes.add(new IpvsChange.StopDaemon(each.role(), each.syncId())));
    changes.addAll(IpvsPlan.plan(now.table(), before.table(), now.table().rows().keySet()));
    changes.add(new IpvsChange.SetTimeouts(before.timeouts()));
    before.daemons().stream()
        .filter(each -> !now.daemons().contains(each))
        .forEach(each -> changes.add(new IpvsChange.StartDaemon(each)));
    kernel.apply(changes).stream()
        .flatMap(Optional::stream)
        .forEach(why -> tool.complain("could not be put back: " + why));
  }
}
