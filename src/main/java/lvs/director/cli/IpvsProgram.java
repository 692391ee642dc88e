package lvs.director.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lvs.director.ipvs.IpvsadmCommand;
import lvs.director.ipvs.IpvsadmParser;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.ParsedCommand.Understood;
import lvs.director.ipvs.ParsedCommand.Wrong;

/**
 * {@code lvs-director ipvs …}: from the words of the command line to the exit code. The options are
 * ipvsadm's, so that picocli does not see them.
 *
 * @param source of the kernel, which is asked only for words that mean something
 * @param input what {@code -R} reads
 */
record IpvsProgram(
    Surroundings surroundings,
    IpvsKernel.Source source,
    Names names,
    Supplier<BufferedReader> input) {
  static final String NAME = "ipvs";

  static IpvsProgram ofThisProcess(Surroundings surroundings) {
    return new IpvsProgram(
        surroundings,
        LinuxIpvsKernel::open,
        new SystemNames(Path.of("/etc/services")),
        () -> new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  /** The words behind {@code ipvs}; empty when another command is meant. */
  static Optional<List<String>> words(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(NAME)
        ? Optional.of(Arrays.asList(arguments).subList(1, arguments.length))
        : Optional.empty();
  }

  /**
   * @return one of {@link IpvsExit}
   */
  int execute(List<String> words) {
    return switch (IpvsadmParser.parse(words, names)) {
      case Wrong wrong -> {
        complain(wrong.message());
        surroundings.err().println("see: lvs-director ipvs --help");
        yield wrong.exitCode();
      }
      case Understood(IpvsadmCommand.Help _, _) -> help();
      case Understood(IpvsadmCommand command, List<String> remarks) -> {
        remarks.forEach(this::complain);
        yield onKernel(command, String.join(" ", words));
      }
    };
  }

  private int help() {
    new CommandTable(surroundings)
        .commandLine(List.of(NAME))
        .getSubcommands()
        .get(NAME)
        .usage(surroundings.out());
    return IpvsExit.DONE;
  }

  private int onKernel(IpvsadmCommand command, String words) {
    try (IpvsKernel kernel = source.open()) {
      return execute(command, words, kernel);
    } catch (IOException noIpvs) {
      complain(noIpvs.getMessage());
      return IpvsExit.ILLEGAL;
    }
  }

  private int execute(IpvsadmCommand command, String words, IpvsKernel kernel) {
    IpvsTool tool = new IpvsTool(surroundings, kernel, names);
    if (!(command instanceof IpvsadmCommand.Restore(boolean allOrNothing))) {
      return tool.execute(command, words);
    }
    try (BufferedReader text = input.get()) {
      return allOrNothing
          ? new IpvsTransaction(kernel, tool, names).run(text)
          : new IpvsRestore(kernel, tool, names, this::help).run(text);
    } catch (IOException unreadable) {
      complain(words + ": " + unreadable.getMessage());
      return IpvsExit.NOT_LISTED;
    }
  }

  private void complain(String message) {
    surroundings.err().println("lvs-director: " + message);
  }
}
