package lvs.director.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.text.Statement;

/** Walks the statements of one block through its grammar. */
final class BlockReader {
  private BlockReader() {}

  static <B> void read(
      BlockGrammar<B> grammar, Binding binding, List<Statement> statements, B draft) {
    Map<String, Statement> seen = new HashMap<>();
    for (Statement statement : statements) {
      Optional<Keyword<B>> keyword = grammar.find(statement.keyword());
      if (keyword.isEmpty()) {
        UnknownKeyword.report(grammar, binding, statement);
      } else {
        reportDuplicate(
            binding, keyword.get(), statement, seen.put(statement.keyword(), statement));
        readStatement(grammar, binding, keyword.get(), statement, draft);
      }
    }
  }

  private static <B> void readStatement(
      BlockGrammar<B> grammar, Binding binding, Keyword<B> keyword, Statement statement, B draft) {
    keyword
        .replacement()
        .ifPresent(
            replacement ->
                binding.warning(
                    "deprecated-keyword",
                    statement,
                    keyword.name() + " is an old name.",
                    "Write " + replacement + "."));
    Arguments arguments = new Arguments(binding, keyword, statement);
    if (bracesFit(binding, grammar, keyword, statement)) {
      keyword.handler().accept(arguments, draft);
      arguments.end();
    }
  }

  /** A keyword without its braces, or with braces it cannot have, is not bound at all. */
  private static boolean bracesFit(
      Binding binding, BlockGrammar<?> grammar, Keyword<?> keyword, Statement statement) {
    boolean wantsBlock = !(keyword.block() instanceof Keyword.Body.None);
    if (wantsBlock && statement.block().isEmpty()) {
      binding.error(
          "missing-block",
          statement,
          keyword.name() + " needs a block in braces.",
          "Write " + (keyword.name() + " " + keyword.arguments()).strip() + " { … }.");
      return false;
    }
    if (!wantsBlock && statement.block().isPresent()) {
      binding.error(
          "unexpected-block",
          statement.block().get().opened(),
          statement.line(),
          keyword.name() + " in " + grammar.name() + " takes no block in braces.",
          "Remove the braces, or close the block before this line.");
      return false;
    }
    return true;
  }

  private static void reportDuplicate(
      Binding binding, Keyword<?> keyword, Statement statement, Statement earlier) {
    if (earlier != null && !keyword.repeatable()) {
      binding.warning(
          "duplicate-keyword",
          statement,
          keyword.name() + " already stands in line " + earlier.at().line() + "; this one holds.",
          "Keep one of the two lines.");
    }
  }
}
