package lvs.director.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.config.text.Position;
import lvs.director.config.text.Problem;
import lvs.director.config.text.Statement;

/** What is known while one configuration is bound: problems so far, the files, all grammars. */
final class Binding {
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Set<String>> blocksByKeyword = new HashMap<>();
  private final FileFacts files;
  private boolean secureScripts;
  private LocalInterfaces interfaces = LocalInterfaces.UNKNOWN;
  private Optional<String> scriptUser = Optional.empty();
  private Optional<String> scriptGroup = Optional.empty();

  /**
   * @param root the grammar of the whole file, from which all others are found
   */
  Binding(FileFacts files, BlockGrammar<?> root) {
    this.files = files;
    index(root);
  }

  /** enable_script_security: programs that root runs must be safe from everybody else. */
  boolean secureScripts() {
    return secureScripts;
  }

  void secureScripts(boolean on) {
    secureScripts = on;
  }

  /** This machine's interfaces, or {@link LocalInterfaces#UNKNOWN}. */
  LocalInterfaces interfaces() {
    return interfaces;
  }

  void interfaces(LocalInterfaces found) {
    interfaces = found;
  }

  FileFacts files() {
    return files;
  }

  List<Problem> problems() {
    return problems;
  }

  /** User and group for scripts that name none: global_defs is bound before everything else. */
  void defaultScriptUser(String user, Optional<String> group) {
    scriptUser = Optional.of(user);
    scriptGroup = group;
  }

  Optional<String> scriptUser() {
    return scriptUser;
  }

  Optional<String> scriptGroup() {
    return scriptGroup;
  }

  /** The blocks that know a keyword, for words that stand in the wrong place. */
  List<String> blocksWith(String keyword) {
    return List.copyOf(blocksByKeyword.getOrDefault(keyword, Set.of()));
  }

  void error(String code, Statement at, String what, String remedy) {
    error(code, at.at(), at.line(), what, remedy);
  }

  void error(String code, Position at, String line, String what, String remedy) {
    problems.add(new Problem(Problem.Severity.ERROR, code, at, what, remedy, line));
  }

  void warning(String code, Statement at, String what, String remedy) {
    warning(code, at.at(), at.line(), what, remedy);
  }

  void warning(String code, Position at, String line, String what, String remedy) {
    problems.add(new Problem(Problem.Severity.WARNING, code, at, what, remedy, line));
  }

  private void index(BlockGrammar<?> grammar) {
    for (Keyword<?> keyword : grammar.keywords()) {
      blocksByKeyword
          .computeIfAbsent(keyword.name(), k -> new LinkedHashSet<>())
          .add(grammar.name());
      if (keyword.block() instanceof Keyword.Body.Nested(var inner)) {
        index(inner);
      }
    }
  }
}
