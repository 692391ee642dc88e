package lvs.director.probe;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lvs.director.model.Check.BodyPattern;

/**
 * A regular expression over a body. Like PCRE2 it sees bytes unless the option {@code utf} is
 * given, offsets included; a line ends with a line feed only.
 */
public final class BodyMatcher {
  private static final int CHARACTERS_PER_LOOK_AT_THE_CLOCK = 4096;

  private final BodyPattern wanted;
  private final Charset charset;
  private final Pattern pattern;

  private BodyMatcher(BodyPattern wanted) {
    this.wanted = wanted;
    this.charset =
        wanted.options().contains("utf") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String regex = new String(wanted.regex().getBytes(StandardCharsets.UTF_8), charset);
    this.pattern =
        Pattern.compile(RegexTranslation.toJava(regex, wanted.options()), flags(wanted.options()));
  }

  /** What is wrong with the regular expression; empty when it can be used. */
  public static Optional<String> problem(BodyPattern wanted) {
    try {
      new BodyMatcher(wanted);
      return Optional.empty();
    } catch (PatternSyntaxException wrong) {
      return Optional.of(
          "regex /%s/ is not understood: %s near character %d"
              .formatted(wanted.regex(), wrong.getDescription(), wrong.getIndex() + 1));
    } catch (StackOverflowError tooDeep) {
      return Optional.of("regex is nested too deeply");
    }
  }

  static BodyMatcher of(BodyPattern wanted) throws BadAnswer {
    Optional<String> problem = problem(wanted);
    if (problem.isPresent()) {
      throw new BadAnswer(problem.get());
    }
    return new BodyMatcher(wanted);
  }

  private static int flags(List<String> options) {
    int flags = Pattern.UNIX_LINES;
    for (String option : options) {
      flags |=
          switch (option) {
            case "caseless" -> Pattern.CASE_INSENSITIVE | utf(options, Pattern.UNICODE_CASE);
            case "multiline" -> Pattern.MULTILINE;
            case "dotall" -> Pattern.DOTALL;
            case "extended" -> Pattern.COMMENTS;
            case "ucp" -> utf(options, Pattern.UNICODE_CHARACTER_CLASS);
            default -> 0;
          };
    }
    return flags;
  }

  private static int utf(List<String> options, int flag) {
    return options.contains("utf") ? flag : 0;
  }

  /**
   * @throws BadAnswer when the search does not end before the deadline or needs too much stack
   */
  boolean matches(byte[] body, Attempt attempt) throws BadAnswer, InterruptedException {
    String text = new String(body, charset);
    try {
      return found(text, attempt);
    } catch (DeadlineReached late) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new BadAnswer(
          "regex /%s/ needs too long: no verdict on %s after %s; make it simpler"
              .formatted(wanted.regex(), Wording.count(body.length, "byte"), attempt.elapsed()));
    } catch (StackOverflowError deep) {
      throw new BadAnswer(
          "regex /%s/ needs too much memory for %s; write a character class instead of (a|b)*"
              .formatted(wanted.regex(), Wording.count(body.length, "byte")));
    }
  }

  private boolean found(String text, Attempt attempt) {
    int from = characters(text, wanted.minOffset());
    Matcher matcher = pattern.matcher(new Watched(text, attempt, new int[1]));
    if (from > text.length() || !matcher.find(from)) {
      return false;
    }
    int end = wanted.maxOffset() == 0 ? Integer.MAX_VALUE : characters(text, wanted.maxOffset());
    return matcher.start() < end
        && (!wanted.options().contains("firstline") || inFirstLine(text, from, matcher.start()));
  }

  private static boolean inFirstLine(String text, int from, int start) {
    int newline = text.indexOf('\n', from);
    return newline < 0 || start <= newline;
  }

  /** How many characters the first bytes are. */
  private int characters(String text, int bytes) {
    if (charset != StandardCharsets.UTF_8 || bytes == 0) {
      return bytes;
    }
    byte[] all = text.getBytes(charset);
    return new String(all, 0, Math.min(bytes, all.length), charset).length();
  }

  private static final class DeadlineReached extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadlineReached() {
      super(null, null, false, false);
    }
  }

  /** Text that looks at the clock now and then, so that a search that explodes ends in time. */
  private record Watched(CharSequence text, Attempt attempt, int[] reads) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++reads[0] % CHARACTERS_PER_LOOK_AT_THE_CLOCK == 0
          && (attempt.expired() || Thread.currentThread().isInterrupted())) {
        throw new DeadlineReached();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end), attempt, reads);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
