package lvs.director.config;

import java.util.Optional;
import lvs.director.model.TrackFile;

/** track_file NAME { … }. */
final class TrackFileBlock {
  static final BlockGrammar<TrackFileBlock> GRAMMAR = grammar();

  private Optional<String> path = Optional.empty();
  private int weight = 1;
  private boolean reverse;
  private Optional<TrackFile.InitialContent> initial = Optional.empty();

  Optional<TrackFile> resolve(String name, Lines lines, Binding binding) {
    if (path.isEmpty()) {
      binding.warning(
          "file-not-set",
          lines.opened(),
          "track_file " + name + " names no file and is left out, with all that track it.",
          "Add file \"/path/of/file\".");
    }
    return path.map(file -> new TrackFile(name, file, weight, reverse, initial));
  }

  private static BlockGrammar<TrackFileBlock> grammar() {
    BlockGrammar<TrackFileBlock> g = new BlockGrammar<>("track_file");
    g.word("file", "PATH", "-", (d, v) -> d.path = Optional.of(v));
    WeightKeyword.add(g, "1", 254, TrackFileBlock::takeWeight);
    g.keyword(
        "init_file",
        "[NUMBER] [overwrite]",
        "-; 0",
        "-2147483648 to 2147483647",
        (a, d) -> d.takeInitial(a));
    return g;
  }

  private void takeWeight(int newWeight, boolean reversed) {
    weight = newWeight;
    reverse = reversed;
  }

  private void takeInitial(Arguments arguments) {
    boolean overwrite = arguments.takes("overwrite");
    Optional<Integer> value =
        arguments.hasNext()
            ? arguments.integer(Integer.MIN_VALUE, Integer.MAX_VALUE)
            : Optional.of(0);
    boolean overwriteAfter = arguments.takes("overwrite");
    initial =
        value.map(number -> new TrackFile.InitialContent(number, overwrite || overwriteAfter));
  }
}
