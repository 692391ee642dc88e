package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.model.Check;

/** FILE_CHECK. */
final class FileCheckBlock extends CheckBlock {
  static final BlockGrammar<FileCheckBlock> GRAMMAR = grammar();

  private Optional<String> trackFile = Optional.empty();
  private int weight = 1;
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
    Check.Timing timing = timing(surroundings, 0, Duration.ZERO);
    return trackFile.stream()
        .map(file -> (Check) new Check.File(timing, surroundings.server(), file, weight, reverse))
        .toList();
  }

  private static BlockGrammar<FileCheckBlock> grammar() {
    BlockGrammar<FileCheckBlock> g = new BlockGrammar<>("FILE_CHECK");
    g.from(KeywordState.ENGINE_LATER, "files are not watched yet");
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
    arguments.integer(-Integer.MAX_VALUE, Integer.MAX_VALUE).ifPresent(value -> weight = value);
    reverse = arguments.takes("reverse");
    if (!reverse) {
      arguments.takes("noreverse");
    }
  }
}
