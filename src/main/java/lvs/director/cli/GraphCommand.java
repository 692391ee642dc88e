package lvs.director.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "graph",
    description = {
      "Draws the recorded past of a virtual service, real server, virtual router or the director.",
      "The picture is a PNG, with a mark for each failover and each change of a real server."
    },
    footer = {
      "",
      "Example: lvs-director graph 10.0.0.1:80 --last week",
      "Example: lvs-director graph 10.0.0.1:80 --server 10.0.0.2 --topic health -o health.png"
    })
final class GraphCommand extends DirectorCommand {
  @Parameters(
      paramLabel = "SUBJECT",
      description = "SERVICE, name of a virtual router, or the word director.")
  private String subject;

  @Option(names = "--server", paramLabel = "SERVER", description = "This real server of SERVICE.")
  private String server = "";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = {
        "Of a service: connections, traffic, packets, servers; of a real server:",
        "connections, traffic, packets, health; of a router: state; of the director:",
        "traffic, lateness, machine. Default: the first."
      })
  private String topic = "";

  @Mixin private SpanOptions span = new SpanOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; - is standard output. Default: the name of SUBJECT, here.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "800x300",
      description = "Pixels of the plot, 100x50 to 4000x2000 (default ${DEFAULT-VALUE}).")
  private String size;

  @Option(names = "--dark", description = "Light lines on a dark ground.")
  private boolean dark;

  GraphCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    SpanOptions.Span time = span.of(surroundings);
    int[] pixels = pixels();
    String id = new ArchiveNames(director).find(subject, server);
    String picture =
        (String)
            director.invoke(
                Beans.ARCHIVE,
                "draw",
                new Object[] {id, topic, time.from(), time.to(), pixels[0], pixels[1], dark},
                new String[] {
                  "java.lang.String", "java.lang.String", "long", "long", "int", "int", "boolean"
                });
    write(id, Base64.getDecoder().decode(picture));
    return ExitCode.DONE;
  }

  private int[] pixels() {
    if (!size.matches("[0-9]{1,5}x[0-9]{1,5}")) {
      throw Failure.usage("'" + size + "' is no size; write WIDTHxHEIGHT, such as 800x300");
    }
    String[] parts = size.split("x");
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  private void write(String id, byte... picture) {
    String file = output.orElse(fileName(id));
    try {
      if (file.equals("-")) {
        toStandardOutput(picture);
        return;
      }
      Files.write(Path.of(file), picture);
    } catch (IOException failed) {
      throw Failure.refused(
          "cannot write " + file + ": " + failed + "; choose another file with -o");
    }
    print(json ? Json.indented(Json.object("file", file, "bytes", picture.length)) : file);
  }

  /** Letters are not for a terminal, and our own writer would make letters of the bytes. */
  private void toStandardOutput(byte... picture) throws IOException {
    if (surroundings.terminal()) {
      throw Failure.usage(
          "a picture on a terminal helps nobody: redirect standard output, or -o FILE");
    }
    surroundings.out().flush();
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    out.write(picture);
    out.flush();
  }

  /** {@code tcp_10.0.0.1_80-10.0.0.2_80-health.png}. */
  private String fileName(String id) {
    List<String> parts = List.of(id.split("/"));
    String name = String.join("-", parts.subList(parts.size() == 1 ? 0 : 1, parts.size()));
    return name + (topic.isEmpty() ? "" : "-" + topic) + ".png";
  }
}
