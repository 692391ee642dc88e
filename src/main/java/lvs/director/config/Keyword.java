package lvs.director.config;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One keyword of one block: what it takes, what it means when absent, and how it is bound.
 *
 * @param name as written in the file
 * @param arguments their syntax: capitals are values, {@code […]} optional
 * @param defaultValue what holds when the keyword is absent; a dash for nothing
 * @param range allowed values; a dash when the type says it all
 * @param state how far this version goes with it
 * @param note why it has that state, or what else an operator should know; may be empty
 * @param repeatable whether several in one block are meant; otherwise the last one holds
 * @param replacement the keyword to write instead of this deprecated one
 * @param block what stands in its braces: another grammar, free items, or nothing
 * @param handler binds the statement into the block's draft
 */
record Keyword<B>(
    String name,
    String arguments,
    String defaultValue,
    String range,
    KeywordState state,
    String note,
    boolean repeatable,
    Optional<String> replacement,
    Body block,
    BiConsumer<Arguments, B> handler) {

  /** What may follow the arguments. */
  sealed interface Body {
    /** No braces. */
    record None() implements Body {}

    /** One free item a line, such as addresses. */
    record Items() implements Body {}

    /** Keywords of another grammar. */
    record Nested(BlockGrammar<?> grammar) implements Body {}
  }
}
