package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;
import lvs.director.model.TrackFile;

/** FILE_CHECK. */
final class FileCheckBlock extends CheckBlock {
  static final BlockGrammar<FileCheckBlock> GRAMMAR = grammar();

  private Optional<String> trackFile = Optional.empty();
  private Optional<Integer> weight = Optional.empty();
  private boolean reverse;

  FileCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    if (trackFile.isEmpty()) {
      binding.error(
          "missing-keyword", statement, "FILE_CHECK names no file.", "Add track_file NAME.");
    }
    return trackFile.stream().flatMap(name -> check(binding, surroundings, name)).toList();
  }

  private Stream<Check> check(Binding binding, Surroundings surroundings, String name) {
    List<TrackFile> files = surroundings.vrrp().trackFiles();
    Optional<TrackFile> file = files.stream().filter(f -> f.name().equals(name)).findFirst();
    if (file.isEmpty()) {
      reportUnknown(
          binding, statement, "track_file", name, files.stream().map(TrackFile::name).toList());
    }
    Check.Timing timing = timing(surroundings);
    return file.stream()
        .map(
            f ->
                new Check.File(
                    timing,
                    surroundings.server(),
                    name,
                    weight.orElse(f.weight()),
                    weight.isPresent() ? reverse : f.reverse()));
  }

  /** The file is watched all the time; so often the check looks at what was last seen in it. */
  private Check.Timing timing(Surroundings surroundings) {
    return new Check.Timing(
        Duration.ofSeconds(1),
        defaults.connectTimeout(),
        0,
        Duration.ZERO,
        Optional.empty(),
        defaults.alpha(),
        surroundings.logAllFailures());
  }

  private static BlockGrammar<FileCheckBlock> grammar() {
    BlockGrammar<FileCheckBlock> g = new BlockGrammar<>("FILE_CHECK");
    g.word("track_file", "NAME", "-", (check, name) -> check.trackFile = Optional.of(name));
    g.keyword(
        "weight",
        "NUMBER [reverse|noreverse]",
        "the track_file's",
        Arguments.rangeText(-Integer.MAX_VALUE, Integer.MAX_VALUE),
        (a, check) -> check.weight(a));
    return g;
  }

  private void weight(Arguments arguments) {
    arguments
        .integer(-Integer.MAX_VALUE, Integer.MAX_VALUE)
        .ifPresent(value -> weight = Optional.of(value));
    reverse = arguments.takes("reverse");
    if (!reverse) {
      arguments.takes("noreverse");
    }
  }
}
