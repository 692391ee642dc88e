package lvs.director.config;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import lvs.director.config.text.Statement;
import lvs.director.model.Script;

/**
 * The keywords of one kind of block, in the order of the documentation, bound into a draft {@code
 * B}. Grammars are built once; {@link #bind} walks statements through them. The short forms ({@link
 * #integer}, {@link #seconds} …) give argument syntax and range from one place; {@link #keyword} is
 * for everything else.
 *
 * @param <B> what the block is collected in, usually a package-private class of plain fields
 */
final class BlockGrammar<B> {
  private final String name;
  private final Map<String, Keyword<B>> keywords = new LinkedHashMap<>();
  private KeywordState state = KeywordState.WORKS;
  private String stateNote = "";

  /**
   * @param name the block's keyword, or words for a set of keywords that several blocks share
   */
  BlockGrammar(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Collection<Keyword<B>> keywords() {
    return keywords.values();
  }

  Optional<Keyword<B>> find(String keyword) {
    return Optional.ofNullable(keywords.get(keyword));
  }

  /** State and note of the keywords added from here on, unless they say otherwise. */
  void from(KeywordState newState, String note) {
    state = newState;
    stateNote = note;
  }

  /** A keyword without braces; {@code range} may be a dash. */
  Entry keyword(
      String keyword,
      String arguments,
      String defaultValue,
      String range,
      BiConsumer<Arguments, B> handler) {
    return add(keyword, arguments, defaultValue, range, new Keyword.Body.None(), handler);
  }

  /** A keyword whose braces hold keywords; its handler calls {@link Arguments#block}. */
  Entry block(
      String keyword, String arguments, BlockGrammar<?> inner, BiConsumer<Arguments, B> handler) {
    return add(keyword, arguments, "-", "-", new Keyword.Body.Nested(inner), handler).repeatable();
  }

  /** A keyword whose braces hold free items; its handler calls {@link Arguments#items}. */
  Entry items(String keyword, String arguments, BiConsumer<Arguments, B> handler) {
    return add(keyword, arguments, "-", "-", new Keyword.Body.Items(), handler).repeatable();
  }

  Entry integer(
      String keyword, String defaultValue, int min, int max, BiConsumer<B, Integer> setter) {
    return keyword(
        keyword,
        "NUMBER",
        defaultValue,
        Arguments.rangeText(min, max),
        (arguments, draft) ->
            arguments.integer(min, max).ifPresent(value -> setter.accept(draft, value)));
  }

  /** Decimal seconds; {@code min} and {@code max} in seconds. */
  Entry seconds(
      String keyword, String defaultValue, String min, String max, BiConsumer<B, Duration> setter) {
    return keyword(
        keyword,
        "SECONDS",
        defaultValue,
        min + " to " + max,
        (arguments, draft) ->
            arguments.seconds(min, max).ifPresent(value -> setter.accept(draft, value)));
  }

  /** A keyword that is a statement by itself and takes no argument. */
  Entry flag(String keyword, BiConsumer<B, Boolean> setter) {
    return keyword(keyword, "", "off", "-", (arguments, draft) -> setter.accept(draft, true));
  }

  /** A keyword that alone means on, and takes on, true, yes, off, false or no. */
  Entry bool(String keyword, String defaultValue, BiConsumer<B, Boolean> setter) {
    return keyword(
        keyword,
        "[BOOL]",
        defaultValue,
        "-",
        (arguments, draft) -> arguments.bool().ifPresent(value -> setter.accept(draft, value)));
  }

  Entry word(String keyword, String syntax, String defaultValue, BiConsumer<B, String> setter) {
    return keyword(
        keyword,
        syntax,
        defaultValue,
        "-",
        (arguments, draft) -> arguments.word().ifPresent(value -> setter.accept(draft, value)));
  }

  /** A command line with optional user and group. */
  Entry script(String keyword, BiConsumer<B, Script> setter) {
    return keyword(
        keyword,
        "SCRIPT [USER [GROUP]]",
        "-",
        "-",
        (arguments, draft) -> arguments.script().ifPresent(value -> setter.accept(draft, value)));
  }

  /** A deprecated name: bound like the keyword that replaces it, which must be there already. */
  Entry synonym(String deprecated, String replacement) {
    Keyword<B> same = keywords.get(replacement);
    return alias(deprecated, replacement)
        .note("old name of " + same.name())
        .replacedBy(replacement);
  }

  /** A second name of equal standing. */
  Entry alias(String other, String keyword) {
    Keyword<B> same = keywords.get(keyword);
    Entry entry =
        add(
            other,
            same.arguments(),
            same.defaultValue(),
            same.range(),
            same.block(),
            same.handler());
    return entry.state(same.state(), "same as " + same.name());
  }

  /** Takes over the keywords of another grammar, which work on a part of this draft. */
  <P> void include(BlockGrammar<P> shared, Function<B, P> part) {
    for (Keyword<P> each : shared.keywords.values()) {
      keywords.put(
          each.name(),
          new Keyword<>(
              each.name(),
              each.arguments(),
              each.defaultValue(),
              each.range(),
              each.state(),
              each.note(),
              each.repeatable(),
              each.replacement(),
              each.block(),
              (arguments, draft) -> each.handler().accept(arguments, part.apply(draft))));
    }
  }

  /** Binds every statement into the draft and reports everything that is wrong. */
  void bind(Binding binding, List<Statement> statements, B draft) {
    BlockReader.read(this, binding, statements, draft);
  }

  private Entry add(
      String keyword,
      String arguments,
      String defaultValue,
      String range,
      Keyword.Body body,
      BiConsumer<Arguments, B> handler) {
    Keyword<B> added =
        new Keyword<>(
            keyword,
            arguments,
            defaultValue,
            range,
            state,
            stateNote,
            false,
            Optional.empty(),
            body,
            handler);
    if (keywords.put(keyword, added) != null) {
      throw new IllegalStateException(keyword + " stands twice in " + name);
    }
    return new Entry(keyword);
  }

  /** Says more about the keyword just added. */
  final class Entry {
    private final String keyword;

    private Entry(String keyword) {
      this.keyword = keyword;
    }

    /** Several of them in one block are meant. */
    Entry repeatable() {
      Keyword<B> k = keywords.get(keyword);
      return put(k, k.state(), k.note(), true, k.replacement());
    }

    /** At most one of them in a block, although it is a block. */
    Entry once() {
      Keyword<B> k = keywords.get(keyword);
      return put(k, k.state(), k.note(), false, k.replacement());
    }

    Entry note(String note) {
      Keyword<B> k = keywords.get(keyword);
      return put(k, k.state(), note, k.repeatable(), k.replacement());
    }

    Entry state(KeywordState newState, String note) {
      Keyword<B> k = keywords.get(keyword);
      return put(k, newState, note, k.repeatable(), k.replacement());
    }

    Entry engineLater(String note) {
      return state(KeywordState.ENGINE_LATER, note);
    }

    Entry withoutEffect(String why) {
      return state(KeywordState.WITHOUT_EFFECT, why);
    }

    /** Deprecated: a warning names the keyword to write instead. */
    Entry replacedBy(String replacement) {
      Keyword<B> k = keywords.get(keyword);
      return put(k, k.state(), k.note(), k.repeatable(), Optional.of(replacement));
    }

    private Entry put(
        Keyword<B> k,
        KeywordState newState,
        String note,
        boolean repeatable,
        Optional<String> replacement) {
      keywords.put(
          keyword,
          new Keyword<>(
              k.name(),
              k.arguments(),
              k.defaultValue(),
              k.range(),
              newState,
              note,
              repeatable,
              replacement,
              k.block(),
              k.handler()));
      return this;
    }
  }
}
