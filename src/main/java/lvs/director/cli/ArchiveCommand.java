package lvs.director.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "archive",
    customSynopsis = {
      "lvs-director archive list [SUBJECT]",
      "       lvs-director archive show [SUBJECT [--server=SERVER] [--last=SPAN | --from=TIME"
          + " --to=TIME]]",
      "       lvs-director archive export SUBJECT [--server=SERVER] [-o=FILE]",
      "       lvs-director archive import FILE… --service=SERVICE [--server=SERVER]"
          + " [--map=DS=NAME,…]",
      "       lvs-director archive import FILE… --match=REGEX [--map=DS=NAME,…] [--dry-run]"
    },
    description = {
      "Shows the recorded past, and exchanges it with rrdtool.",
      "list: the archives; show: how recording fares, or what one archive says;",
      "export: XML that 'rrdtool restore' takes; import: XML of 'rrdtool dump' into an archive,",
      "which keeps what it knows."
    },
    footer = {
      "",
      "Example: lvs-director archive export 10.0.0.1:80 -o web.xml",
      "Example: lvs-director archive import old.xml --service 10.0.0.1:80 --server 10.0.0.2",
      "Example: lvs-director archive import rrd"
          + " --match '(?<vip>.+)_(?<port>[0-9]+)_(?<server>.+)[.]xml'"
    })
final class ArchiveCommand extends DirectorCommand {
  /** What to do. */
  enum Action {
    LIST,
    SHOW,
    EXPORT,
    IMPORT
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "list, show, export or import.")
  private Action action;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SUBJECT",
      description = {
        "SERVICE, name of a virtual router, or the word director;",
        "of import: files, or folders of files that end in .xml."
      })
  private List<String> words = List.of();

  @Option(names = "--server", paramLabel = "SERVER", description = "This real server of SERVICE.")
  private String server = "";

  @Mixin private SpanOptions span = new SpanOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Of export: where to. Default: standard output.")
  private Optional<String> output = Optional.empty();

  @Mixin private ImportOptions imports = new ImportOptions();

  ArchiveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    ArchiveTables tables = new ArchiveTables(surroundings, director);
    switch (action) {
      case LIST -> show(tables.list(only().orElse("")), tables::lines);
      case SHOW -> showOne(director, tables);
      case EXPORT -> export(director);
      case IMPORT -> {
        return new ArchiveImport(surroundings, director, imports, server).run(words);
      }
    }
    return ExitCode.DONE;
  }

  private Optional<String> only() {
    if (words.size() > 1) {
      throw Failure.usage(
          "'"
              + action.name().toLowerCase(Locale.ROOT)
              + "' takes one SUBJECT, not "
              + words.size());
    }
    return words.stream().findFirst();
  }

  private String subject() {
    return only()
        .orElseThrow(
            () ->
                Failure.usage(
                    "write of what: 'archive "
                        + action.name().toLowerCase(Locale.ROOT)
                        + " SUBJECT'; 'archive list' names them"));
  }

  private interface Lines<T> {
    List<String> of(T value);
  }

  private <T> void show(T value, Lines<T> lines) {
    if (json) {
      printJson(value);
    } else {
      lines.of(value).forEach(this::print);
    }
  }

  private void showOne(DirectorConnection director, ArchiveTables tables) {
    if (only().isEmpty()) {
      show(tables.health(), tables::healthLines);
    } else {
      String id = new ArchiveNames(director).find(subject(), server);
      show(tables.values(id, span.of(surroundings)), tables::valueLines);
    }
  }

  private void export(DirectorConnection director) {
    String id = new ArchiveNames(director).find(subject(), server);
    String xml =
        (String)
            director.invoke(
                Beans.ARCHIVE, "exportXml", new Object[] {id}, new String[] {"java.lang.String"});
    if (output.isEmpty() || output.get().equals("-")) {
      surroundings.out().print(xml);
    } else {
      ArchiveImport.write(output.get(), xml);
      print(output.get());
    }
  }
}
