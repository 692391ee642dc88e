package lvs.director.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.Loaded;
import lvs.director.config.text.ProblemPrinter;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "realserver",
    customSynopsis = {
      "lvs-director realserver print [-h] [-f=FILE] [--format=FORMAT] [--server=IP]" + " [SERVICE]"
    },
    description = {
      "Prints what real servers need, from the director's configuration; none has to run.",
      "Changes nothing, here or there."
    },
    footer = {
      "",
      "Example: lvs-director realserver print",
      "Example: lvs-director realserver print --server 10.0.0.2 --format default"
    })
final class RealServerCommand extends Command {
  /** What the command does; there is one thing yet. */
  enum Action {
    PRINT
  }

  /** What it writes. */
  enum Format {
    SH,
    DEFAULT
  }

  @Parameters(
      index = "0",
      paramLabel = "print",
      description = "The commands or the settings of each real server.")
  private Action action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Only for this virtual service: id, name, 10.0.0.1:80 or 10.0.0.1.")
  private String service = "";

  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Option(
      names = "--server",
      paramLabel = "IP",
      description = "Only for this real server, so that its shell or file can take the output.")
  private String server = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "sh",
      description = {
        "sh: commands that may be run again and again (the default);",
        "default: the file /etc/default/lvs-realserver of its init script."
      })
  private Format format;

  RealServerCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Path path = new Places(surroundings).configuration(configuration.path());
    Loaded loaded =
        ConfigurationReader.load(
            path,
            ReadSettings.of(Surroundings.hostName(), surroundings.environment(), new Random()));
    if (!loaded.usable()) {
      surroundings.err().print(ProblemPrinter.text(loaded.problems()));
      throw new Failure(
          loaded.files().isEmpty() ? ExitCode.USAGE : ExitCode.REFUSED,
          path + " cannot be used: nothing is printed");
    }
    List<RealServerNeeds> needs = chosen(loaded.configuration().orElseThrow());
    for (int i = 0; i < needs.size(); i++) {
      if (i > 0) {
        print("");
      }
      text(needs.get(i)).forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private List<String> text(RealServerNeeds needs) {
    return format == Format.SH ? RealServerText.commands(needs) : RealServerText.settings(needs);
  }

  private List<RealServerNeeds> chosen(Configuration all) {
    List<RealServerNeeds> needs = RealServerNeeds.of(all, this::isWanted);
    if (needs.isEmpty()) {
      throw Failure.refused(
          service.isEmpty()
              ? "no virtual service of the configuration has a real server"
              : unknownService(all));
    }
    if (server.isEmpty()) {
      return needs;
    }
    InetAddress wanted =
        Endpoint.address(server)
            .orElseThrow(
                () -> Failure.usage("'" + server + "' is no IP address, such as 10.0.0.2"));
    return needs.stream()
        .filter(each -> each.server().equals(wanted))
        .findFirst()
        .map(List::of)
        .orElseThrow(() -> Failure.refused(unknownServer(needs)));
  }

  private String unknownService(Configuration all) {
    List<String> names = all.virtualServices().stream().map(VirtualService::name).toList();
    return "no virtual service '"
        + service
        + "' with real servers; nearest: "
        + String.join(", ", NearestNames.of(service, names));
  }

  private String unknownServer(List<RealServerNeeds> needs) {
    List<String> names = needs.stream().map(each -> Endpoint.text(each.server())).toList();
    return "no real server '"
        + server
        + "'; nearest: "
        + String.join(", ", NearestNames.of(server, names));
  }

  private boolean isWanted(VirtualService candidate) {
    return service.isEmpty() || names(candidate).anyMatch(service.toLowerCase(Locale.ROOT)::equals);
  }

  private static Stream<String> names(VirtualService service) {
    return Stream.concat(
            Stream.concat(Stream.of(service.id(), service.name()), service.group().stream()),
            service.keys().stream().flatMap(RealServerCommand::names))
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static Stream<String> names(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address address ->
          Stream.of(
              address.endpoint().toString(),
              address.endpoint().host(),
              address.protocol() + "/" + address.endpoint());
      case ServiceKey.Mark mark -> Stream.of(mark.id(), mark.toString());
    };
  }
}
