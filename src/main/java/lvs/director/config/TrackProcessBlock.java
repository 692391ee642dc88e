package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.config.text.Word;
import lvs.director.model.TrackProcess;

/** vrrp_track_process NAME { … }. */
final class TrackProcessBlock {
  static final BlockGrammar<TrackProcessBlock> GRAMMAR = grammar();

  private static final int MOST = 65535;

  private List<String> command = List.of();
  private TrackProcess.ParameterMatch match = TrackProcess.ParameterMatch.NONE;
  private int weight;
  private boolean reverse;
  private Optional<Integer> quorum = Optional.empty();
  private OptionalInt quorumMaximum = OptionalInt.empty();
  private Duration forkDelay = Duration.ZERO;
  private Duration terminateDelay = Duration.ZERO;
  private boolean fullCommand;

  Optional<TrackProcess> resolve(String name, Lines lines, Binding binding) {
    if (command.isEmpty()) {
      binding.warning(
          "process-not-set",
          lines.opened(),
          "vrrp_track_process " + name + " names no process and is left out.",
          "Add process NAME.");
      return Optional.empty();
    }
    int fewest = quorum.orElse(quorumMaximum.equals(OptionalInt.of(0)) ? 0 : 1);
    if (quorumMaximum.isPresent() && quorumMaximum.getAsInt() < fewest) {
      binding.error(
          "quorum-never-met",
          lines.at("quorum_max"),
          "quorum_max is below quorum, so " + name + " can never be well.",
          "Write a quorum_max of at least " + fewest + ".");
    }
    return Optional.of(
        new TrackProcess(
            name,
            command.getFirst(),
            command.subList(1, command.size()),
            match,
            weight,
            reverse,
            fewest,
            quorumMaximum,
            forkDelay,
            terminateDelay,
            fullCommand));
  }

  private static BlockGrammar<TrackProcessBlock> grammar() {
    BlockGrammar<TrackProcessBlock> g = new BlockGrammar<>("vrrp_track_process");
    g.keyword("process", "NAME [ARGUMENT …]", "-", "-", (a, d) -> d.takeCommand(a));
    g.keyword(
        "param_match",
        "[initial|partial]",
        "none; exact",
        "-",
        (a, d) -> d.match = match(a).orElse(d.match));
    WeightKeyword.add(g, "0", 254, TrackProcessBlock::takeWeight);
    g.integer("quorum", "1; 0 with quorum_max 0", 1, MOST, (d, n) -> d.quorum = Optional.of(n));
    g.integer("quorum_max", "-", 0, MOST, (d, n) -> d.quorumMaximum = OptionalInt.of(n));
    g.seconds("delay", "0", "0.000001", "3600", (d, v) -> d.forkDelay = d.terminateDelay = v);
    g.seconds("fork_delay", "0", "0.000001", "3600", (d, v) -> d.forkDelay = v);
    g.seconds("terminate_delay", "0", "0.000001", "3600", (d, v) -> d.terminateDelay = v);
    g.flag("full_command", (d, on) -> d.fullCommand = on);
    return g;
  }

  private static Optional<TrackProcess.ParameterMatch> match(Arguments arguments) {
    if (!arguments.hasNext()) {
      return Optional.of(TrackProcess.ParameterMatch.EXACT);
    }
    if (arguments.takes("initial")) {
      return Optional.of(TrackProcess.ParameterMatch.INITIAL);
    }
    if (arguments.takes("partial")) {
      return Optional.of(TrackProcess.ParameterMatch.PARTIAL);
    }
    arguments.badChoice(arguments.next().orElseThrow(), List.of("initial", "partial"));
    return Optional.empty();
  }

  private void takeCommand(Arguments arguments) {
    Optional<Word> first = arguments.next();
    List<String> words = new ArrayList<>();
    first.ifPresent(word -> words.addAll(List.of(word.text().strip().split("[ \t]+"))));
    arguments.rest().forEach(word -> words.add(word.text()));
    command = words.isEmpty() || words.getFirst().isEmpty() ? List.of() : List.copyOf(words);
  }

  private void takeWeight(int newWeight, boolean reversed) {
    weight = newWeight;
    reverse = reversed;
  }
}
