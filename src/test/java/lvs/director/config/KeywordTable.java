package lvs.director.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of all keywords that docs/keywords.md shows, written from the grammars themselves. */
public final class KeywordTable {
  /** What a row of the table says, for tools and tests. */
  public record Row(
      String block,
      String keyword,
      String arguments,
      String defaultValue,
      String range,
      KeywordState state,
      String note) {}

  private static final String HEAD =
      """
      # Keywords

      This file is generated from the grammars in `lvs.director.config`; the test
      `KeywordTableTest` fails when it is stale and says how to write it anew.

      What each keyword means is told by keepalived.conf(5). The last two columns tell how far this
      version goes with it: **works** is read, checked and acted upon; **understood, engine comes
      later** is read and checked, but nothing acts upon it yet; **accepted without effect** is read
      so that one file serves keepalived too. SECONDS may have decimals; BOOL is on, true, yes, off,
      false or no, and nothing means on; SCRIPT is a program with its arguments in one pair of
      quotes. `include` and its kin, `$NAME=`, `~SEQ`, `~LST` and `@ID` belong to the text itself and
      stand in no block.

      """;

  private KeywordTable() {}

  /** Every keyword of every block, blocks in the order in which they are met. */
  public static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    blocks().forEach((name, grammar) -> grammar.keywords().forEach(k -> rows.add(row(name, k))));
    return rows;
  }

  /**
   * @param reference the keywords of keepalived, to count those that are not bound
   */
  public static String markdown(Set<String> reference) {
    StringBuilder text = new StringBuilder(HEAD).append(count(reference)).append('\n');
    blocks().forEach((name, grammar) -> section(text, name, grammar));
    return text.toString();
  }

  private static String count(Set<String> reference) {
    Set<String> bound = new TreeSet<>();
    rows().forEach(row -> bound.add(row.keyword()));
    Set<String> unknown = new TreeSet<>(reference);
    unknown.removeAll(bound);
    return "keepalived's distinct keywords: "
        + reference.size()
        + "; unknown: "
        + unknown.size()
        + (unknown.isEmpty() ? "" : " (" + String.join(", ", unknown) + ")")
        + ". Rows below: "
        + rows().size()
        + ", of which "
        + count(KeywordState.WORKS)
        + " work, "
        + count(KeywordState.ENGINE_LATER)
        + " wait for their engine, "
        + count(KeywordState.WITHOUT_EFFECT)
        + " are without effect.\n";
  }

  private static long count(KeywordState state) {
    return rows().stream().filter(row -> row.state() == state).count();
  }

  private static void section(StringBuilder text, String name, BlockGrammar<?> grammar) {
    text.append("## ").append(name).append("\n\n");
    text.append("| Keyword | Arguments | Default | Range | State | Note |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Keyword<?> keyword : grammar.keywords()) {
      Row row = row(name, keyword);
      line(
          text,
          code(row.keyword()),
          code(row.arguments()),
          row.defaultValue(),
          row.range(),
          row.state().words(),
          row.note());
    }
    text.append('\n');
  }

  private static void line(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.equals("-") ? "" : cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static Row row(String block, Keyword<?> keyword) {
    return new Row(
        block,
        keyword.name(),
        keyword.arguments() + braces(keyword),
        keyword.defaultValue(),
        keyword.range(),
        keyword.state(),
        keyword.note());
  }

  private static String braces(Keyword<?> keyword) {
    String blank = keyword.arguments().isEmpty() ? "" : " ";
    return switch (keyword.block()) {
      case Keyword.Body.None none -> "";
      case Keyword.Body.Items items ->
          keyword.arguments().contains("{") ? "" : blank + "{ item … }";
      case Keyword.Body.Nested nested -> blank + "{ … }";
    };
  }

  /** Every grammar once, under the name of its block. */
  private static Map<String, BlockGrammar<?>> blocks() {
    Map<String, BlockGrammar<?>> blocks = new LinkedHashMap<>();
    collect(RootBlock.GRAMMAR, blocks, new LinkedHashSet<>());
    return blocks;
  }

  private static void collect(
      BlockGrammar<?> grammar, Map<String, BlockGrammar<?>> blocks, Set<BlockGrammar<?>> met) {
    if (!met.add(grammar)) {
      return;
    }
    String name = grammar.name();
    for (int n = 2; blocks.containsKey(name); n++) {
      name = grammar.name() + " (" + n + ")";
    }
    blocks.put(name, grammar);
    for (Keyword<?> keyword : grammar.keywords()) {
      if (keyword.block() instanceof Keyword.Body.Nested(BlockGrammar<?> inner)) {
        collect(inner, blocks, met);
      }
    }
  }
}
