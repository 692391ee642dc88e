package lvs.director.config;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lvs.director.base.Prefix;

/**
 * The option words of an address, route or rule line, each with what it does to the draft. Such a
 * line is read word by word; a word that is no option is handed back to the caller.
 *
 * @param <D> what the line is collected in
 */
final class SyntaxOptions<D> {
  private final Map<String, BiConsumer<Arguments, D>> options = new LinkedHashMap<>();

  SyntaxOptions<D> add(String word, BiConsumer<Arguments, D> taken) {
    options.put(word, taken);
    return this;
  }

  /** An option of equal meaning. */
  SyntaxOptions<D> also(String word, String same) {
    return add(word, options.get(same));
  }

  /** An option without a value. */
  SyntaxOptions<D> flag(String word, Consumer<D> taken) {
    return add(word, (arguments, draft) -> taken.accept(draft));
  }

  SyntaxOptions<D> word(String word, BiConsumer<D, String> setter) {
    return add(word, (a, draft) -> a.word().ifPresent(value -> setter.accept(draft, value)));
  }

  SyntaxOptions<D> prefix(String word, BiConsumer<D, Prefix> setter) {
    return add(
        word,
        (a, draft) ->
            a.next()
                .flatMap(w -> SyntaxWords.prefix(a, w))
                .ifPresent(value -> setter.accept(draft, value)));
  }

  SyntaxOptions<D> address(String word, BiConsumer<D, InetAddress> setter) {
    return add(word, (a, draft) -> a.address().ifPresent(value -> setter.accept(draft, value)));
  }

  SyntaxOptions<D> number(String word, long maximum, BiConsumer<D, Long> setter) {
    return add(
        word,
        (a, draft) ->
            SyntaxWords.number(a, word, maximum).ifPresent(value -> setter.accept(draft, value)));
  }

  /** Takes one word and its values if it is an option. */
  boolean take(Arguments arguments, D draft) {
    Optional<BiConsumer<Arguments, D>> option =
        arguments.peek().map(word -> options.get(word.text()));
    option.ifPresent(
        found -> {
          arguments.next();
          found.accept(arguments, draft);
        });
    return option.isPresent();
  }

  /** Takes options to the end of the line; what is none is reported and ends the line. */
  void takeAll(Arguments arguments, D draft) {
    while (arguments.hasNext() && take(arguments, draft)) {}
    arguments
        .peek()
        .filter(word -> !CommentSign.begins(word))
        .ifPresent(
            word -> {
              arguments.badChoice(word, List.copyOf(options.keySet()));
              arguments.rest();
            });
  }
}
