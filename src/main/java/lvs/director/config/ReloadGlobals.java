package lvs.director.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import lvs.director.model.FileSettings;
import lvs.director.model.ReloadSettings;
import lvs.director.model.ReloadSettings.IncludeCheck;

/** The words of global_defs about reloading and about files. */
final class ReloadGlobals {
  static final BlockGrammar<ReloadGlobals> GRAMMAR = grammar();

  private boolean checksFirst;
  private Optional<String> checkLog = Optional.empty();
  private Optional<String> timeFile = Optional.empty();
  private boolean repeats;
  private Optional<String> markerFile = Optional.empty();
  private Set<IncludeCheck> includeChecks = Set.of();
  private Optional<String> saved = Optional.empty();
  private Optional<String> temporary = Optional.empty();
  private boolean dumpNamesWithInstance;
  private Optional<String> stateDump = Optional.empty();
  private Optional<String> statisticsDump = Optional.empty();
  private Optional<String> jsonDump = Optional.empty();
  private Optional<String> iprouteSystem = Optional.empty();
  private Optional<String> iprouteLocal = Optional.empty();
  private int jsonVersion = FileSettings.DEFAULT.jsonVersion();

  ReloadSettings reload() {
    return new ReloadSettings(
        checksFirst, checkLog, timeFile, repeats, markerFile, Set.copyOf(includeChecks));
  }

  FileSettings files(boolean pidDirectory) {
    return new FileSettings(
        pidDirectory,
        saved,
        temporary,
        dumpNamesWithInstance,
        stateDump,
        statisticsDump,
        jsonDump,
        iprouteSystem,
        iprouteLocal,
        jsonVersion);
  }

  private static BlockGrammar<ReloadGlobals> grammar() {
    BlockGrammar<ReloadGlobals> g = new BlockGrammar<>("global_defs");
    g.from(KeywordState.WITHOUT_EFFECT, "a reload always checks first and keeps the old one");
    g.keyword("reload_check_config", "[LOGFILE]", "off", "-", (a, d) -> d.takeCheck(a));
    g.from(KeywordState.ENGINE_LATER, "reloads at a set time");
    file(g, "reload_time_file", (d, v) -> d.timeFile = v);
    g.flag("reload_repeat", (d, on) -> d.repeats = on);
    g.keyword(
            "reload_file",
            "[FILE]",
            "off",
            "-",
            (a, d) -> d.markerFile = a.hasNext() ? a.word() : Optional.of(""))
        .engineLater("marker file of a running reload");
    g.keyword(
            "include_check",
            "[[+|-]read|match|wildcard_match|brace_match …]",
            "none",
            "-",
            (a, d) -> d.includeChecks = IncludeCheckWords.read(a, d.includeChecks))
        .state(KeywordState.WORKS, "which failures of an include are errors and not warnings");
    g.from(KeywordState.WITHOUT_EFFECT, "nothing of the kind is written");
    file(g, "config_save_dir", (d, v) -> d.saved = v);
    file(g, "tmp_config_directory", (d, v) -> d.temporary = v);
    g.bool("data_use_instance", "off", (d, on) -> d.dumpNamesWithInstance = on);
    g.from(KeywordState.WITHOUT_EFFECT, "lvs-director status --json serves instead");
    file(g, "state_dump_file", (d, v) -> d.stateDump = v);
    file(g, "stats_dump_file", (d, v) -> d.statisticsDump = v);
    file(g, "json_dump_file", (d, v) -> d.jsonDump = v);
    g.integer("json_version", "1", 1, 2, (d, n) -> d.jsonVersion = n);
    g.from(
        KeywordState.ENGINE_LATER,
        "names of tables, scopes and groups come from /usr/share/iproute2 and /etc/iproute2");
    file(g, "iproute_usr_dir", (d, v) -> d.iprouteSystem = v);
    file(g, "iproute_etc_dir", (d, v) -> d.iprouteLocal = v);
    return g;
  }

  private static void file(
      BlockGrammar<ReloadGlobals> g,
      String keyword,
      BiConsumer<ReloadGlobals, Optional<String>> setter) {
    g.word(keyword, "PATH", "-", (d, path) -> setter.accept(d, Optional.of(path)));
  }

  private void takeCheck(Arguments arguments) {
    checksFirst = true;
    checkLog = arguments.hasNext() ? arguments.word() : Optional.empty();
  }
}
