package lvs.director.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;

/** Says what an operator probably meant with a word that no grammar of this block knows. */
final class UnknownKeyword {
  /** Words of guides that many have copied; keepalived passes over them. */
  private static final Map<String, String> MISPRINTS =
      Map.of(
          "lvs_sync_daemon_inteface",
          "Write lvs_sync_daemon INTERFACE VRRP_INSTANCE in global_defs, or the old"
              + " lvs_sync_daemon_interface.");

  private UnknownKeyword() {}

  static void report(BlockGrammar<?> grammar, Binding binding, Statement statement) {
    String word = statement.keyword();
    List<String> blocks = binding.blocksWith(word);
    Optional<String> nearest =
        NearestWord.of(word, grammar.keywords().stream().map(Keyword::name).toList());
    if (CommentSign.begins(statement.words().getFirst())) {
      CommentSign.warn(binding, statement);
    } else if (MISPRINTS.containsKey(word)) {
      binding.warning(
          "misprint",
          statement,
          word + " is a misprint of an old guide; the line is ignored.",
          MISPRINTS.get(word));
    } else if (!blocks.isEmpty()) {
      binding.error(
          "wrong-context",
          statement,
          word + " does not belong into " + grammar.name() + "; it is ignored here.",
          "Move it into " + String.join(" or ", blocks) + "; check the braces above this line.");
    } else {
      binding.error(
          "unknown-keyword",
          statement,
          word + " is not a keyword of " + grammar.name() + ".",
          nearest
              .map(n -> "Did you mean " + n + "?")
              .orElse("Remove it, or see docs/keywords.md."));
    }
  }
}
