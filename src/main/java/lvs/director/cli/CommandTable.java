package lvs.director.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * All commands by name. Only the one that is asked for is built: picocli reads it by reflection.
 */
final class CommandTable {
  static final List<String> NAMES =
      List.of(
          "run",
          "demo",
          "check",
          "status",
          "list",
          "events",
          "graph",
          "archive",
          IpvsProgram.NAME,
          "reload",
          "weight",
          "drain",
          "disable",
          "enable",
          "failover",
          "check-now",
          "zero",
          "mail",
          "stop",
          "realserver",
          "version");

  private final Surroundings surroundings;

  CommandTable(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Parses the arguments and runs the command that they name. */
  int execute(String... arguments) {
    boolean version = arguments.length == 1 && arguments[0].equals("--version");
    String[] meant = version ? new String[] {"version"} : arguments;
    return commandLine(meant).execute(meant);
  }

  private CommandLine commandLine(String... arguments) {
    List<String> wanted = new ArrayList<>(NAMES);
    if (arguments.length > 0 && NAMES.contains(arguments[0])) {
      wanted.retainAll(List.of(arguments[0]));
    }
    return commandLine(wanted);
  }

  /** All of the names below one root. */
  CommandLine commandLine(List<String> names) {
    CommandLine root = new CommandLine(new RootCommand(surroundings));
    names.forEach(name -> root.addSubcommand(name, create(name)));
    return root.setOut(surroundings.out())
        .setErr(surroundings.err())
        .setUsageHelpWidth(100)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::usageError)
        .setExecutionExceptionHandler((thrown, command, parsed) -> failure(thrown));
  }

  private Command create(String name) {
    return switch (name) {
      case "run" -> new RunCommand(surroundings);
      case "demo" -> new DemoCommand(surroundings);
      case "check" -> new CheckCommand(surroundings);
      case "status" -> new StatusCommand(surroundings);
      case "list" -> new ListCommand(surroundings);
      case "events" -> new EventsCommand(surroundings);
      case "graph" -> new GraphCommand(surroundings);
      case "archive" -> new ArchiveCommand(surroundings);
      case IpvsProgram.NAME -> new IpvsCommand(surroundings);
      case "reload" -> new ReloadCommand(surroundings);
      case "weight" -> new WeightCommand(surroundings);
      case "drain" -> new DrainCommand(surroundings);
      case "disable" -> new DisableCommand(surroundings);
      case "enable" -> new EnableCommand(surroundings);
      case "failover" -> new FailoverCommand(surroundings);
      case "check-now" -> new CheckNowCommand(surroundings);
      case "zero" -> new ZeroCommand(surroundings);
      case "mail" -> new MailCommand(surroundings);
      case "stop" -> new StopCommand(surroundings);
      case "realserver" -> new RealServerCommand(surroundings);
      case "version" -> new VersionCommand(surroundings);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private int usageError(CommandLine.ParameterException thrown, String[] arguments) {
    boolean noSuchCommand =
        arguments.length > 0 && !arguments[0].startsWith("-") && !NAMES.contains(arguments[0]);
    complain(
        noSuchCommand
            ? "there is no command '"
                + arguments[0]
                + "'; nearest: "
                + String.join(", ", NearestNames.of(arguments[0], NAMES))
            : Optional.ofNullable(cause(thrown)).orElse(thrown.getMessage()));
    surroundings
        .err()
        .println("see: " + thrown.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** Our own converters say what would be right, which picocli's sentence around it does not. */
  private static String cause(CommandLine.ParameterException thrown) {
    return thrown.getCause() instanceof CommandLine.TypeConversionException ours
        ? ours.getMessage()
        : null;
  }

  private int failure(Exception thrown) throws Exception {
    if (thrown instanceof Failure failure) {
      complain(failure.getMessage());
      return failure.exitCode();
    }
    throw thrown;
  }

  private void complain(String message) {
    surroundings.err().println("lvs-director: " + message);
  }
}
