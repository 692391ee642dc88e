package lvs.director.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.Script;

/**
 * The words after a keyword, taken one by one as what they should be. What is not that is reported
 * at the very word, and nothing is returned; words that nobody took are reported at the end.
 */
final class Arguments {
  private final Binding binding;
  private final Keyword<?> keyword;
  private final Statement statement;
  private int cursor;
  private boolean reported;

  Arguments(Binding binding, Keyword<?> keyword, Statement statement) {
    this(binding, keyword, statement, 1);
  }

  private Arguments(Binding binding, Keyword<?> keyword, Statement statement, int first) {
    this.binding = binding;
    this.keyword = keyword;
    this.statement = statement;
    this.cursor = first;
  }

  Binding binding() {
    return binding;
  }

  Statement statement() {
    return statement;
  }

  boolean hasNext() {
    return cursor < statement.words().size();
  }

  /** The next word without taking it. */
  Optional<Word> peek() {
    return hasNext() ? Optional.of(statement.words().get(cursor)) : Optional.empty();
  }

  /** Takes the next word if it reads so. */
  boolean takes(String text) {
    boolean matches = peek().filter(word -> word.text().equals(text)).isPresent();
    cursor += matches ? 1 : 0;
    return matches;
  }

  /** The next word whatever it is; its absence is an error. */
  Optional<Word> next() {
    Optional<Word> word = peek();
    if (word.isEmpty() && !reported) {
      error(
          "missing-argument",
          statement.words().getLast(),
          label() + " needs a value.",
          "Write " + syntax() + ".");
    }
    cursor++;
    return word;
  }

  Optional<String> word() {
    return next().map(Word::text);
  }

  /** All remaining words. */
  List<Word> rest() {
    List<Word> rest =
        hasNext() ? statement.words().subList(cursor, statement.words().size()) : List.of();
    cursor = statement.words().size();
    return rest;
  }

  Optional<Integer> integer(int min, int max) {
    return number(min, max).map(Long::intValue);
  }

  /** A whole number in the range; 64 bits, so that unsigned 32-bit values fit. */
  Optional<Long> number(long min, long max) {
    return next().flatMap(word -> number(word, min, max));
  }

  /** The same for a word already taken. */
  Optional<Long> number(Word word, long min, long max) {
    Optional<Long> value = Numbers.whole(word.text());
    if (value.isEmpty()) {
      error(
          "not-a-number",
          word,
          "\"" + word + "\" is not a whole number.",
          "Write a number from " + rangeText(min, max) + defaultText());
      return value;
    }
    return value.filter(
        number -> inRange(word, number >= min && number <= max, rangeText(min, max)));
  }

  /** Decimal seconds; {@code min} and {@code max} in seconds, both included. */
  Optional<Duration> seconds(String min, String max) {
    Optional<Word> word = next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> micros = Numbers.micros(word.get().text());
    if (micros.isEmpty()) {
      error(
          "not-a-number",
          word.get(),
          "\"" + word.get() + "\" is not a number of seconds.",
          "Write seconds from " + min + " to " + max + defaultText());
      return Optional.empty();
    }
    if (Numbers.decimalPlaces(word.get().text()) > 6) {
      warning(
          "rounded",
          word.get(),
          "\"" + word.get() + "\" is finer than a microsecond and is rounded.",
          "Write at most six decimal places.");
    }
    boolean fits =
        micros.get() >= Numbers.micros(min).orElseThrow()
            && micros.get() <= Numbers.micros(max).orElseThrow();
    return micros
        .filter(value -> inRange(word.get(), fits, min + " to " + max + " seconds"))
        .map(value -> Duration.ofNanos(value * 1000));
  }

  /** On, true, yes, off, false or no; nothing means on. */
  Optional<Boolean> bool() {
    if (!hasNext()) {
      return Optional.of(true);
    }
    Word word = next().orElseThrow();
    return switch (word.text()) {
      case "on", "true", "yes" -> Optional.of(true);
      case "off", "false", "no" -> Optional.of(false);
      default -> {
        error(
            "not-a-switch",
            word,
            "\"" + word + "\" is neither on nor off.",
            "Write on, true, yes, off, false or no" + defaultText());
        yield Optional.empty();
      }
    };
  }

  Optional<InetAddress> address() {
    return next().flatMap(this::address);
  }

  /** The same for a word already taken. */
  Optional<InetAddress> address(Word word) {
    Optional<InetAddress> address = Endpoint.address(word.text());
    if (address.isEmpty()) {
      error(
          "bad-address",
          word,
          "\"" + word + "\" is not an IP address" + DigitLikeLetters.hint(word.text()) + ".",
          DigitLikeLetters.remedy(word.text()));
    }
    return address;
  }

  /** An address and, if it follows, a port; otherwise port 0. */
  Optional<Endpoint> endpoint() {
    Optional<InetAddress> address = address();
    Optional<Integer> port = hasNext() ? port(0) : Optional.of(0);
    return address.flatMap(a -> port.map(p -> new Endpoint(a, p)));
  }

  Optional<Integer> port(int min) {
    return integer(min, 65535);
  }

  /** One of the constants, written in lower case with underscores or as {@code spelling} says. */
  <E extends Enum<E>> Optional<E> choice(Class<E> type) {
    return choice(type, constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  <E extends Enum<E>> Optional<E> choice(
      Class<E> type, java.util.function.Function<E, String> spelling) {
    Optional<Word> word = next();
    E[] constants = type.getEnumConstants();
    Optional<E> found =
        word.flatMap(
            w ->
                Arrays.stream(constants)
                    .filter(c -> spelling.apply(c).equals(w.text()))
                    .findFirst());
    if (word.isPresent() && found.isEmpty()) {
      badChoice(word.get(), Arrays.stream(constants).map(spelling).toList());
    }
    return found;
  }

  /** Reports that a word is none of the words that may stand there. */
  void badChoice(Word word, List<String> allowed) {
    String all = String.join(", ", allowed);
    error(
        "bad-choice",
        word,
        "\"" + word + "\" is not one of " + all + ".",
        NearestWord.of(word.text(), allowed)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Write one of " + all + defaultText()));
  }

  /**
   * A command line, then optionally a user and a group: everything after the keyword, split by the
   * rules for scripts. Warns if there is no such program.
   */
  Optional<Script> script() {
    Optional<Script> script = scriptOfUserToCome();
    return script.filter(found -> ScriptSecurity.allows(binding, statement, found));
  }

  /** The same where another line may name the user, on whom the security depends. */
  Optional<Script> scriptOfUserToCome() {
    Optional<Word> first = peek().or(this::next);
    ScriptWords.Command command = ScriptWords.command(statement.rawArguments());
    rest();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (command.problem().isPresent() || command.argv().isEmpty()) {
      error(
          "bad-script",
          first.get(),
          command
              .problem()
              .map(problem -> "The command cannot be read: " + problem + ".")
              .orElse(label() + " names no program."),
          "Write " + label() + " \"/path/of/program argument …\".");
      return Optional.empty();
    }
    return Optional.of(script(first.get(), command));
  }

  private Script script(Word first, ScriptWords.Command command) {
    ScriptCommand.check(this, first, command.argv().getFirst());
    Optional<String> user = command.after().stream().findFirst();
    Optional<String> group = command.after().stream().skip(1).findFirst();
    if (command.after().size() > 2) {
      surplus(statement.words().getLast());
    }
    return user.isPresent()
        ? new Script(command.argv(), user, group)
        : new Script(command.argv(), binding.scriptUser(), binding.scriptGroup());
  }

  /** Binds the keywords in this statement's braces. */
  <C> void block(BlockGrammar<C> grammar, C draft) {
    statement.block().ifPresent(block -> grammar.bind(binding, block.statements(), draft));
  }

  /** Reads the free items in this statement's braces, each from its first word. */
  void items(Consumer<Arguments> each) {
    for (Statement item : statement.block().map(Statement.Block::statements).orElse(List.of())) {
      if (CommentSign.begins(item.words().getFirst())) {
        CommentSign.warn(binding, item);
      } else {
        Arguments words = new Arguments(binding, keyword, item, 0);
        each.accept(words);
        words.end();
      }
    }
  }

  void error(String code, Word at, String what, String remedy) {
    reported = true;
    binding.error(code, at.at(), statement.line(), what, remedy);
  }

  void warning(String code, Word at, String what, String remedy) {
    binding.warning(code, at.at(), statement.line(), what, remedy);
  }

  /** Words that nobody asked for are ignored, as keepalived does, but not silently. */
  void end() {
    if (hasNext() && !reported) {
      surplus(statement.words().get(cursor));
    }
  }

  /** Reports a word and everything after it as ignored. */
  void surplus(Word first) {
    int from = statement.words().indexOf(first);
    String words =
        statement.words().subList(from, statement.words().size()).stream()
            .map(Word::text)
            .collect(Collectors.joining(" "));
    reported = true;
    warning(
        "surplus-argument",
        first,
        "\"" + words + "\" is ignored: " + label() + " takes no more values.",
        CommentSign.begins(first)
            ? "Begin a comment with # or !."
            : "Remove it, or put # before it if it is a comment.");
  }

  static String rangeText(long min, long max) {
    return min + " to " + max;
  }

  private boolean inRange(Word word, boolean fits, String range) {
    if (!fits) {
      error(
          "out-of-range",
          word,
          label() + " cannot be " + word + ".",
          "Write a value from " + range + defaultText());
    }
    return fits;
  }

  private String label() {
    return keyword.name();
  }

  private String syntax() {
    return (keyword.name() + " " + keyword.arguments()).strip();
  }

  private String defaultText() {
    return keyword.defaultValue().equals("-")
        ? "."
        : "; the default is " + keyword.defaultValue() + ".";
  }
}
