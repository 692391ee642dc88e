package lvs.director.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives files of {@code rrdtool dump} to the director, one after the other. */
final class ArchiveImport {
  private static final long LARGEST_BYTES = 128L << 20;

  private final Surroundings surroundings;
  private final DirectorConnection director;
  private final ImportOptions options;
  private final String server;

  ArchiveImport(
      Surroundings surroundings,
      DirectorConnection director,
      ImportOptions options,
      String server) {
    this.surroundings = surroundings;
    this.director = director;
    this.options = options;
    this.server = server;
  }

  /**
   * @return {@link ExitCode#REFUSED} when one of the files was
   */
  int run(List<String> words) {
    if (words.isEmpty()) {
      throw Failure.usage("write which files: 'archive import FILE… --service SERVICE'");
    }
    if (options.service().isPresent() == options.match().isPresent()) {
      throw Failure.usage("give --service SERVICE, or --match REGEX for files of many services");
    }
    List<Path> files = files(words);
    if (options.service().isPresent() && files.size() > 1) {
      throw Failure.usage("--service takes one file; --match is for " + files.size());
    }
    int refused = 0;
    for (Path file : files) {
      refused += one(file) ? 0 : 1;
    }
    return refused == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static List<Path> files(List<String> words) {
    List<Path> files = new ArrayList<>();
    for (String word : words) {
      Path path = Path.of(word);
      if (Files.isDirectory(path)) {
        files.addAll(dumps(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> dumps(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found = all.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
      if (found.isEmpty()) {
        throw Failure.usage(
            folder
                + " has no file that ends in .xml; make them with: for f in *.rrd; do rrdtool dump"
                + " $f > $f.xml; done");
      }
      return found;
    } catch (IOException unreadable) {
      throw Failure.usage("cannot read " + folder + ": " + unreadable);
    }
  }

  /** One file's line on standard output or, refused, on standard error. */
  private boolean one(Path file) {
    try {
      String id = target(file);
      surroundings.out().println(file + ": " + id + ": " + outcome(file, id));
      return true;
    } catch (Failure failure) {
      if (options.service().isPresent()) {
        throw failure;
      }
      surroundings.err().println("lvs-director: " + file + ": " + failure.getMessage());
      return false;
    }
  }

  private String outcome(Path file, String id) {
    String xml = renamed(read(file), options.sources());
    if (options.isDryRun()) {
      return "would go here";
    }
    return (String)
        director.invoke(
            Beans.ARCHIVE,
            "importXml",
            new Object[] {id, xml},
            new String[] {"java.lang.String", "java.lang.String"});
  }

  private String target(Path file) {
    ArchiveNames names = new ArchiveNames(director);
    if (options.service().isPresent()) {
      return names.find(options.service().get(), server);
    }
    Matcher matcher = options.match().orElseThrow().matcher(file.getFileName().toString());
    if (!matcher.find()) {
      throw Failure.refused("its name does not match --match");
    }
    String mark = group(matcher, "mark", "");
    String port = group(matcher, "port", "0");
    String service =
        mark.isEmpty()
            ? group(matcher, "protocol", "tcp")
                + "/"
                + bracketed(group(matcher, "vip", ""))
                + ":"
                + port
            : "fwm/" + mark;
    String real = group(matcher, "server", "");
    return names.find(
        service, real.isEmpty() ? "" : bracketed(real) + ":" + group(matcher, "serverport", port));
  }

  private static String bracketed(String address) {
    return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
  }

  private static String group(Matcher matcher, String name, String otherwise) {
    boolean there =
        matcher.pattern().namedGroups().containsKey(name) && matcher.group(name) != null;
    return there ? matcher.group(name) : otherwise;
  }

  /** Data sources get the names that the director knows. */
  static String renamed(String xml, Map<String, String> sources) {
    String renamed = xml;
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Pattern name = Pattern.compile("<name>\\s*" + Pattern.quote(each.getKey()) + "\\s*</name>");
      Matcher matcher = name.matcher(renamed);
      if (!matcher.find()) {
        throw Failure.refused("it has no data source '" + each.getKey() + "', which --map names");
      }
      renamed =
          matcher.replaceAll(Matcher.quoteReplacement("<name>" + each.getValue() + "</name>"));
    }
    return renamed;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw Failure.refused("it has more than " + LARGEST_BYTES + " bytes");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw Failure.usage("cannot read " + file + ": " + unreadable);
    }
  }

  static void write(String file, String text) {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException failed) {
      throw Failure.refused(
          "cannot write " + file + ": " + failed + "; choose another file with -o");
    }
  }
}
