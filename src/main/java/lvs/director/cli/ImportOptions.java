package lvs.director.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Into which archive, and as what, foreign values go. */
final class ImportOptions {
  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Of import: whose past the file is.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--match",
      paramLabel = "REGEX",
      converter = Expression.class,
      description = {
        "Of import: reads from each file's name whose past it is, by the groups",
        "vip, port, server; if need be protocol (else tcp), serverport (else port),",
        "mark (instead of vip and port)."
      })
  private Optional<Pattern> match = Optional.empty();

  @Option(
      names = "--map",
      paramLabel = "DS=NAME",
      split = ",",
      description = {
        "Of import: which data source of the file is which of ours, as",
        "docs/archives.md has them. Usual names such as ActiveConn are known."
      })
  private Map<String, String> sources = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Of import: only says what would go where.")
  private boolean dryRun;

  Optional<String> service() {
    return service;
  }

  Optional<Pattern> match() {
    return match;
  }

  Map<String, String> sources() {
    return sources;
  }

  boolean isDryRun() {
    return dryRun;
  }

  /** A regular expression of Java. */
  static final class Expression implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException wrong) {
        throw new TypeConversionException(
            "'" + text + "' is no regular expression: " + wrong.getDescription());
      }
    }
  }
}
