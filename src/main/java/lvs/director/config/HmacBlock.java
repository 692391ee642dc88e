package lvs.director.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.Authentication;
import lvs.director.model.Authentication.AntiReplay;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.Secret;

/** auth_hmac { key …; active_key … }. */
final class HmacBlock {
  static final BlockGrammar<HmacBlock> GRAMMAR = grammar();

  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(5);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(300);

  private final Map<Integer, Secret> keys = new LinkedHashMap<>();
  private Optional<Integer> activeKey = Optional.empty();
  private Optional<Duration> timeWindow = Optional.empty();
  private AntiReplay antiReplay = AntiReplay.TIME;
  private Mode mode = Mode.ENFORCE;

  boolean isEmpty() {
    return keys.isEmpty() && activeKey.isEmpty();
  }

  /** Empty when there is no key to sign with; that is then reported. */
  Optional<Authentication> resolve(
      Statement at, Binding binding, Duration advertisementInterval, boolean strict) {
    Lines lines = Lines.of(at);
    if (activeKey.isEmpty() || !keys.containsKey(activeKey.get())) {
      binding.error(
          "hmac-without-key",
          lines.at("active_key"),
          activeKey.map(id -> "There is no key " + id).orElse("active_key is missing")
              + ", so auth_hmac would be off.",
          "Write active_key with the number of one of the keys.");
      return Optional.empty();
    }
    if (strict && mode != Mode.ENFORCE) {
      binding.warning(
          "hmac-mode-strict",
          lines.at("mode"),
          "Strict mode enforces auth_hmac; mode is ignored.",
          "Remove mode, or strict mode.");
    }
    return Optional.of(
        new Authentication.Hmac(
            keys.entrySet().stream()
                .map(key -> new Authentication.Key(key.getKey(), key.getValue()))
                .toList(),
            activeKey.get(),
            timeWindow.orElse(window(advertisementInterval)),
            antiReplay,
            strict ? Mode.ENFORCE : mode));
  }

  private static Duration window(Duration advertisementInterval) {
    Duration three = advertisementInterval.multipliedBy(3);
    Duration atLeast = three.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : three;
    return atLeast.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : atLeast;
  }

  private static BlockGrammar<HmacBlock> grammar() {
    BlockGrammar<HmacBlock> g = new BlockGrammar<>("auth_hmac");
    g.keyword(
            "key",
            "ID hex:DIGITS|TEXT|file:PATH",
            "-",
            "id 1 to 255, 32 to 64 bytes",
            (a, d) -> d.takeKey(a))
        .repeatable();
    g.integer("active_key", "-", 1, 255, (d, n) -> d.activeKey = Optional.of(n));
    g.integer(
        "time_window",
        "three advertisement intervals, at least 5",
        1,
        300,
        (d, n) -> d.timeWindow = Optional.of(Duration.ofSeconds(n)));
    g.keyword(
        "anti_replay",
        "time|monotonic",
        "time",
        "-",
        (a, d) -> a.choice(AntiReplay.class).ifPresent(v -> d.antiReplay = v));
    g.keyword(
        "mode",
        "enforce|permissive|receive-only",
        "enforce",
        "-",
        (a, d) -> a.choice(Mode.class, HmacBlock::spelling).ifPresent(v -> d.mode = v));
    return g;
  }

  private static String spelling(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void takeKey(Arguments arguments) {
    Optional<Word> at = arguments.peek();
    Optional<Integer> id = arguments.integer(1, 255);
    Optional<Secret> secret = arguments.next().flatMap(word -> HmacKeyText.read(arguments, word));
    if (id.isPresent() && keys.containsKey(id.get())) {
      arguments.error(
          "duplicate-name",
          at.orElseThrow(),
          "Key " + id.get() + " is already there; this one is ignored.",
          "Give each key a number of its own.");
    } else if (id.isPresent() && secret.isPresent()) {
      keys.put(id.get(), secret.get());
    }
  }
}
