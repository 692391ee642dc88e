package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Blanks;
import lvs.director.config.text.Statement;

/**
 * Splits a command line as keepalived does for scripts.
 *
 * <p>Single and double quotes group, also in the middle of a word, and each is plain text inside
 * the other. A backslash counts everywhere: {@code \a \b \E \f \n \r \t \v} are control characters,
 * {@code \nnn} is one to three octal digits, {@code \xHH} one or two hexadecimal ones, {@code \cX}
 * the control version of X, and any other character after a backslash is itself.
 */
public final class ScriptWords {
  private ScriptWords() {}

  /**
   * The words of a command line.
   *
   * @param words empty text for an empty pair of quotes
   * @param problem what is wrong, in one sentence without an end
   * @param problemAt index of it in the text; 0 without problem
   */
  public record Split(List<String> words, Optional<String> problem, int problemAt) {}

  /**
   * The argument of a script keyword.
   *
   * @param argv the command and its arguments; empty when nothing was written
   * @param after the words after the command: user and group
   */
  public record Command(
      List<String> argv, List<String> after, Optional<String> problem, int problemAt) {}

  /** Splits a text into words, quotes removed and escapes replaced. */
  public static Split split(String raw) {
    return new Scan(raw, true).split();
  }

  /**
   * Reads {@link Statement#rawArguments} of a script keyword: first the command as one word with
   * its escapes kept, then that word split again.
   */
  public static Command command(String rawArguments) {
    Split outer = new Scan(rawArguments, false).split();
    if (outer.words().isEmpty() || outer.problem().isPresent()) {
      return new Command(List.of(), List.of(), outer.problem(), outer.problemAt());
    }
    Split inner = split(outer.words().getFirst());
    List<String> after = outer.words().subList(1, outer.words().size());
    return new Command(inner.words(), after, inner.problem(), 0);
  }

  private static final class Scan {
    private final String raw;
    private final boolean replaceEscapes;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;
    private int quoteAt;

    Scan(String raw, boolean replaceEscapes) {
      this.raw = raw;
      this.replaceEscapes = replaceEscapes;
    }

    Split split() {
      int i = 0;
      while (i < raw.length()) {
        i = raw.charAt(i) == '\\' ? escape(i) : plain(i);
      }
      end();
      Optional<String> problem =
          quote == 0 ? Optional.empty() : Optional.of("the quote " + quote + " is not closed");
      return new Split(List.copyOf(words), problem, problem.isPresent() ? quoteAt : 0);
    }

    private int plain(int i) {
      char c = raw.charAt(i);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        quoteAt = i;
        inWord = true;
      } else if (quote == 0 && Blanks.isBlank(c)) {
        end();
      } else {
        word.append(c);
        inWord = true;
      }
      return i + 1;
    }

    private void end() {
      if (inWord) {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
      }
    }

    /** Takes a backslash and what belongs to it; one at the very end is itself. */
    private int escape(int i) {
      inWord = true;
      if (i + 1 == raw.length()) {
        word.append('\\');
        return i + 1;
      }
      if (!replaceEscapes) {
        word.append('\\').append(raw.charAt(i + 1));
        return i + 2;
      }
      return replaced(i + 1);
    }

    private int replaced(int i) {
      char c = raw.charAt(i);
      if (c >= '0' && c <= '7') {
        return number(i, Math.min(i + 3, raw.length()), 8);
      }
      if (c == 'x' && i + 1 < raw.length() && Character.digit(raw.charAt(i + 1), 16) >= 0) {
        return number(i + 1, Math.min(i + 3, raw.length()), 16);
      }
      if (c == 'c' && i + 1 < raw.length()) {
        word.append((char) (raw.charAt(i + 1) & 0x1f));
        return i + 2;
      }
      int named = "abEfnrtv".indexOf(c);
      word.append(named < 0 ? c : "\u0007\b\u001b\f\n\r\t\u000b".charAt(named));
      return i + 1;
    }

    private int number(int begin, int limit, int radix) {
      int value = 0;
      int i = begin;
      while (i < limit && Character.digit(raw.charAt(i), radix) >= 0 && raw.charAt(i) < 128) {
        value = value * radix + Character.digit(raw.charAt(i++), radix);
      }
      word.append((char) (value & 0xff));
      return i;
    }
  }
}
