package lvs.director.config.text;

import java.util.Set;

/**
 * Finds the part of a line that is not comment, and replaces look-alikes in it.
 *
 * <p>A comment begins at {@code #} or {@code !} outside double quotes, with or without a blank
 * before it. A backslash before one of these, or before a double quote, takes the meaning away.
 */
final class LineScanner {
  /** After these, {@code //} begins a path and not a comment. */
  private static final Set<String> PATH_KEYWORDS =
      Set.of("path", "file", "script", "misc_path", "regex", "virtualhost", "process");

  private final ProblemList problems;

  LineScanner(ProblemList problems) {
    this.problems = problems;
  }

  /** The line up to its comment, without blanks at both ends. */
  SourceLine code(SourceLine line) {
    return plain(line.text()) ? line.strip() : new Scan(line).code();
  }

  /** Most lines of a large configuration hold nothing that this class looks for. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c == '"' || c == '#' || c == '!' || c == '\\' || c == '/') {
        return false;
      }
    }
    return true;
  }

  /** One pass over one line. */
  private final class Scan {
    private final SourceLine line;
    private final StringBuilder text;
    private boolean quoted;

    /** Whether the open quote is a typographic one, so that another of these closes it. */
    private boolean foreignQuote;

    private boolean inWord;
    private int words;
    private int firstWord;

    Scan(SourceLine line) {
      this.line = line;
      this.text = new StringBuilder(line.text());
    }

    SourceLine code() {
      int end = end();
      SourceLine read = line.withText(text.toString());
      return read.slice(0, end).strip();
    }

    private int end() {
      for (int i = 0; i < text.length(); i++) {
        char c = quoted && !foreignQuote ? text.charAt(i) : plain(i);
        if (escapes(c, i)) {
          word(i);
          i++;
        } else if (c == '"') {
          quoted = !quoted;
          inWord = false;
        } else if (!quoted && (c == '#' || c == '!')) {
          gluedComment(c, i);
          return i;
        } else if (!quoted && c == '/' && slashComment(i)) {
          slashes(i);
          return i;
        } else if (!quoted) {
          step(c, i);
        }
      }
      return text.length();
    }

    /** The character, or what it was meant to be. */
    private char plain(int i) {
      char c = text.charAt(i);
      char meant = Lookalikes.meant(c);
      if (meant == 0 || quoted && meant != '"') {
        return c;
      }
      foreignQuote = meant == '"' && !quoted;
      text.setCharAt(i, meant);
      problems.everyLine(
          meant == ' ' ? "foreign-blank" : "foreign-sign",
          line,
          i,
          "A "
              + Lookalikes.name(c)
              + (meant == ' ' ? " stands between words" : " stands for " + meant)
              + "; keepalived would take it as part of a word.",
          "Replace it by a plain " + (meant == ' ' ? "blank" : meant) + ".");
      return meant;
    }

    private boolean escapes(char c, int i) {
      if (c != '\\' || i + 1 == text.length()) {
        return false;
      }
      char next = text.charAt(i + 1);
      return next == '"' || quoted && next == '\\' || !quoted && (next == '#' || next == '!');
    }

    private void step(char c, int i) {
      boolean brace = c == '}' || c == '{' && (i == 0 || text.charAt(i - 1) != '$');
      if (brace) {
        inWord = false;
        words = 0;
      } else if (Blanks.isBlank(c)) {
        inWord = false;
      } else {
        word(i);
      }
    }

    private void word(int i) {
      if (!inWord && !quoted) {
        words++;
        firstWord = words == 1 ? i : firstWord;
        inWord = true;
      }
    }

    /** True where two slashes begin a word that cannot be the path of a keyword. */
    private boolean slashComment(int i) {
      if (inWord || i + 1 == text.length() || text.charAt(i + 1) != '/') {
        return false;
      }
      char next = i + 2 < text.length() ? text.charAt(i + 2) : ' ';
      return words != 1 || next <= ' ' || next > '~' || !takesPath(first(i));
    }

    private String first(int end) {
      int stop = firstWord;
      while (stop < end && !Blanks.isBlank(text.charAt(stop))) {
        stop++;
      }
      return text.substring(firstWord, stop);
    }

    private static boolean takesPath(String keyword) {
      return PATH_KEYWORDS.contains(keyword)
          || keyword.startsWith("include")
          || keyword.startsWith("notify")
          || keyword.startsWith("quorum_")
          || keyword.endsWith("_script")
          || keyword.endsWith("_file")
          || keyword.endsWith("_fifo");
    }

    private void slashes(int i) {
      problems.everyLine(
          "slash-comment",
          line,
          i,
          "`//` does not begin a comment in keepalived.conf; keepalived would take it and what"
              + " follows as further words.",
          "Begin the comment with ! or #.");
    }

    /** A password with a comment sign in it is cut without a word by keepalived. */
    private void gluedComment(char sign, int i) {
      boolean behindWord = inWord && i > 0 && text.charAt(i - 1) > ' ' && text.charAt(i - 1) <= '~';
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      boolean beforeWord = sign == '!' ? next > ' ' && next <= '~' : Blanks.isNamePart(next);
      if (behindWord && beforeWord && (sign == '!' || lastWord(i))) {
        problems.warningHere(
            "comment-in-word",
            line,
            i,
            "A comment begins in the middle of a word here, the rest of the line is not read.",
            "Put the word in double quotes if "
                + sign
                + " belongs to it, else set a blank before "
                + sign
                + ".");
      }
    }

    private boolean lastWord(int i) {
      return text.chars().skip(i).noneMatch(c -> c <= ' ' || c > '~') && words > 1;
    }
  }
}
