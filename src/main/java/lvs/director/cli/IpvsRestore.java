package lvs.director.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsadmCommand;
import lvs.director.ipvs.IpvsadmParser;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.ParsedCommand.Understood;
import lvs.director.ipvs.ParsedCommand.Wrong;
import lvs.director.ipvs.RestoreLine;

/**
 * {@code -R}, as ipvsadm does it: one line after the other. A line that the kernel refuses, or that
 * has an option that is none, does not keep the next ones from being carried out; a line that means
 * nothing ends it. The exit code is that of the last line. Changes go to the kernel many at a time.
 */
final class IpvsRestore {
  /** So many lines are held in memory. */
  private static final int PORTION = 2_000;

  private final IpvsKernel kernel;
  private final IpvsTool tool;
  private final Names names;
  private final Runnable help;
  private final List<Pending> pending = new ArrayList<>();
  private int lines;
  private int refused;
  private int code = IpvsExit.DONE;
  private boolean ended;

  private record Pending(IpvsChange change, String place) {}

  /**
   * @param help prints it
   */
  IpvsRestore(IpvsKernel kernel, IpvsTool tool, Names names, Runnable help) {
    this.kernel = kernel;
    this.tool = tool;
    this.names = names;
    this.help = help;
  }

  /**
   * @return the exit code
   */
  int run(BufferedReader input) throws IOException {
    int number = 0;
    for (String line = input.readLine(); line != null && !ended; line = input.readLine()) {
      number++;
      List<String> words = RestoreLine.words(line);
      if (!words.isEmpty()) {
        lines++;
        line(words, place(number, words));
      }
    }
    flush();
    if (refused > 0) {
      tool.complain(
          "%d of %d lines were refused; what the others did stays; with --all-or-nothing it would not"
              .formatted(refused, lines));
    }
    return code;
  }

  static String place(int number, List<String> words) {
    return "line " + number + ": " + String.join(" ", words);
  }

  private void line(List<String> words, String place) throws IOException {
    switch (IpvsadmParser.parse(words, names)) {
      case Wrong wrong -> {
        flush();
        tool.complain(place + ": " + wrong.message());
        end(wrong.exitCode(), !wrong.restoreGoesOn());
      }
      case Understood(IpvsadmCommand command, List<String> remarks) -> {
        remarks.forEach(remark -> tool.complain(place + ": " + remark));
        command(command, place);
      }
    }
  }

  private void end(int exitCode, boolean last) {
    refused++;
    code = exitCode;
    ended = last;
  }

  private void command(IpvsadmCommand command, String place) throws IOException {
    switch (command) {
      case IpvsadmCommand.Change(IpvsChange change) when !(change instanceof IpvsChange.Flush) ->
          add(change, place);
      case IpvsadmCommand.EditService _, IpvsadmCommand.EditServer _ -> {
        flush();
        Optional<IpvsChange> change = tool.change(command);
        add(change.orElseThrow(), place);
      }
      case IpvsadmCommand.Restore _ -> {
        flush();
        tool.complain(place + ": -R cannot stand in what -R reads");
        end(IpvsExit.REFUSED, true);
      }
      case IpvsadmCommand.Help _ -> {
        flush();
        help.run();
        code = IpvsExit.DONE;
        ended = true;
      }
      default -> {
        flush();
        code = tool.execute(command, place);
        refused += code == IpvsExit.DONE ? 0 : 1;
        ended = code == IpvsExit.NOT_LISTED || command instanceof IpvsadmCommand.Version;
      }
    }
  }

  private void add(IpvsChange change, String place) {
    pending.add(new Pending(change, place));
    if (pending.size() == PORTION) {
      flush();
    }
  }

  private void flush() {
    List<Optional<String>> results =
        pending.isEmpty()
            ? List.of()
            : kernel.apply(pending.stream().map(Pending::change).toList());
    for (int i = 0; i < results.size(); i++) {
      String place = pending.get(i).place();
      code = results.get(i).isEmpty() ? IpvsExit.DONE : IpvsExit.REFUSED;
      refused += results.get(i).isEmpty() ? 0 : 1;
      results.get(i).ifPresent(why -> tool.complain(place + ": " + why));
    }
    pending.clear();
  }
}
