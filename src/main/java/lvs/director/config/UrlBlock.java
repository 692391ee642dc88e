package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Url;

/** A url block of HTTP_GET and SSL_GET. */
final class UrlBlock {
  /** The names of regex_options, which are PCRE2's. */
  static final List<String> REGEX_OPTIONS =
      List.of(
          "allow_empty_class",
          "alt_bsux",
          "auto_callout",
          "caseless",
          "dollar_endonly",
          "dotall",
          "dupnames",
          "extended",
          "firstline",
          "match_unset_backref",
          "multiline",
          "never_ucp",
          "never_utf",
          "no_auto_capture",
          "no_auto_possess",
          "no_dotstar_anchor",
          "no_start_optimize",
          "ucp",
          "ungreedy",
          "utf",
          "never_backslash_c",
          "alt_circumflex",
          "alt_verbnames",
          "use_offset_limit");

  static final BlockGrammar<UrlBlock> GRAMMAR = grammar();

  private static final int DIGEST_LENGTH = 32;

  private final Statement statement;
  private Optional<String> path = Optional.empty();
  private boolean pathMentioned;
  private Optional<String> virtualHost = Optional.empty();
  private final List<StatusRange> statusRanges = new ArrayList<>();
  private Optional<String> digest = Optional.empty();
  private Optional<String> regex = Optional.empty();
  private boolean mustMatch = true;
  private final List<String> regexOptions = new ArrayList<>();
  private int minOffset;
  private int maxOffset;

  UrlBlock(Statement statement) {
    this.statement = statement;
  }

  Optional<String> virtualHost() {
    return virtualHost;
  }

  /**
   * @param host Host header where this block gives none
   */
  Optional<Url> url(Binding binding, String host) {
    if (!pathMentioned) {
      binding.error("missing-keyword", statement, "This url has no path.", "Add path /.");
    }
    return path.map(
        p ->
            new Url(p, virtualHost.orElse(host), List.copyOf(statusRanges), digest, bodyPattern()));
  }

  private Optional<BodyPattern> bodyPattern() {
    return regex.map(
        r -> new BodyPattern(r, List.copyOf(regexOptions), mustMatch, minOffset, maxOffset));
  }

  private static BlockGrammar<UrlBlock> grammar() {
    BlockGrammar<UrlBlock> g = new BlockGrammar<>("url");
    g.keyword("path", "PATH", "-", "-", (a, d) -> d.path(a)).note("must be there");
    g.keyword("digest", "MD5", "-", "32 hex digits", (a, d) -> d.digest(a));
    g.keyword(
            "status_code",
            "CODE|CODE-CODE …",
            "200-299 if there is no digest and no regex",
            "100 to 599",
            (a, d) -> d.statusCodes(a))
        .repeatable();
    g.word(
        "virtualhost",
        "STRING",
        "the check's, IP:PORT",
        (d, host) -> d.virtualHost = Optional.of(host));
    g.keyword("regex", "REGEX", "-", "-", (a, d) -> d.regex(a, true));
    g.keyword("regex_no_match", "REGEX", "-", "-", (a, d) -> d.regex(a, false));
    g.keyword("regex_options", "NAME …", "-", "names of PCRE2 options", (a, d) -> d.options(a))
        .repeatable();
    g.integer("regex_min_offset", "0", 0, Integer.MAX_VALUE, (d, n) -> d.minOffset = n);
    g.integer("regex_max_offset", "-", 0, Integer.MAX_VALUE, (d, n) -> d.maxOffset = n);
    g.keyword("regex_stack", "START MAX", "-", "-", (a, d) -> regexStack(a))
        .withoutEffect("Java's matcher sizes its stack itself");
    g.bool("tls_compliant", "the check's", (d, on) -> {})
        .withoutEffect("tls_compliant of the check holds for all its URLs");
    return g;
  }

  private void path(Arguments arguments) {
    pathMentioned = true;
    arguments
        .next()
        .ifPresent(
            word -> {
              boolean absolute = word.text().startsWith("/");
              path = Optional.of(absolute ? word.text() : "/" + word);
              if (!absolute) {
                arguments.warning(
                    "relative-path",
                    word,
                    "The path " + word + " does not begin with a slash; /" + word + " is fetched.",
                    "Write path /" + word + ".");
              }
            });
  }

  private void digest(Arguments arguments) {
    arguments
        .next()
        .ifPresent(
            word -> {
              String digits = word.text().toLowerCase(Locale.ROOT);
              boolean hex = digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
              if (digits.length() == DIGEST_LENGTH && hex) {
                digest = Optional.of(digits);
              } else {
                arguments.error(
                    "bad-digest",
                    word,
                    "\"" + word + "\" is not an MD5 digest.",
                    "Write 32 hex digits, as md5sum prints them for the body of the page.");
              }
            });
  }

  private void statusCodes(Arguments arguments) {
    arguments.peek().or(arguments::next);
    while (arguments.hasNext() && !CommentSign.begins(arguments.peek().orElseThrow())) {
      statusCode(arguments, arguments.next().orElseThrow());
    }
  }

  private void statusCode(Arguments arguments, Word word) {
    int dash = word.text().indexOf('-');
    Optional<Integer> first = code(dash < 0 ? word.text() : word.text().substring(0, dash));
    Optional<Integer> last = dash < 0 ? first : code(word.text().substring(dash + 1));
    if (first.isPresent() && last.isPresent() && first.get() <= last.get()) {
      statusRanges.add(new StatusRange(first.get(), last.get()));
    } else {
      arguments.error(
          "out-of-range",
          word,
          "\"" + word + "\" is not a status code.",
          "Write a number from 100 to 599, or two with a dash between them such as 200-299.");
    }
  }

  private static Optional<Integer> code(String text) {
    return Numbers.whole(text).filter(c -> c >= 100 && c <= 599).map(Long::intValue);
  }

  private void regex(Arguments arguments, boolean match) {
    mustMatch = match;
    Optional<Word> word = arguments.next();
    regex = word.map(Word::text);
    word.ifPresent(written -> checkSyntax(arguments, written));
  }

  /** PCRE2 and Java agree on nearly everything; where they do not, the operator must know. */
  private static void checkSyntax(Arguments arguments, Word regex) {
    try {
      Pattern.compile(regex.text());
    } catch (PatternSyntaxException bad) {
      arguments.error(
          "bad-regex",
          regex,
          "The regular expression cannot be read: " + bad.getDescription() + ".",
          "Mend it near character "
              + (bad.getIndex() + 1)
              + "; \\K, (?| and recursion of PCRE2 are not known here.");
    }
  }

  private void options(Arguments arguments) {
    arguments.peek().or(arguments::next);
    for (Word word : arguments.rest()) {
      if (REGEX_OPTIONS.contains(word.text())) {
        regexOptions.add(word.text());
      } else {
        arguments.badChoice(word, REGEX_OPTIONS);
      }
    }
  }

  private static void regexStack(Arguments arguments) {
    arguments.number(1, Long.MAX_VALUE).ifPresent(start -> arguments.number(start, Long.MAX_VALUE));
  }
}
