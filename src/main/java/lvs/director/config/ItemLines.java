package lvs.director.config;

import java.util.Optional;
import java.util.function.Consumer;

/** The lines of a value block, such as addresses, each handed over with its first word untaken. */
final class ItemLines {
  private ItemLines() {}

  /** Items one by one; what begins with two slashes is taken for a comment of another language. */
  static void each(Arguments arguments, Consumer<Arguments> each) {
    arguments.items(
        item -> {
          if (!isForeignComment(item)) {
            each.accept(item);
          }
        });
  }

  private static boolean isForeignComment(Arguments item) {
    Optional<Word> first = item.peek().filter(word -> word.text().startsWith("//"));
    first.ifPresent(
        word ->
            item.warning(
                "foreign-comment",
                word,
                "Two slashes begin no comment here; the line is ignored.",
                "Begin a comment with # or !."));
    first.ifPresent(word -> item.rest());
    return first.isPresent();
  }
}
