package lvs.director.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a line, comment already gone, into words and braces. */
final class Tokenizer {
  /** The include family; its pattern may hold braces. */
  static final Set<String> INCLUDES =
      Set.of("include", "includer", "includem", "includew", "includeb", "includea");

  private final SourceLine line;
  private final String text;
  private final ProblemList problems;
  private final List<Token> tokens = new ArrayList<>();

  private Tokenizer(SourceLine line, ProblemList problems) {
    this.line = line;
    this.text = line.text();
    this.problems = problems;
  }

  static List<Token> tokens(SourceLine line, ProblemList problems) {
    return new Tokenizer(line, problems).all();
  }

  private List<Token> all() {
    int i = Blanks.skip(text, 0);
    while (i < text.length()) {
      i = Blanks.skip(text, token(i));
    }
    return tokens;
  }

  /** Reads one token and says where it ends. */
  private int token(int begin) {
    char c = text.charAt(begin);
    if (c != '"' && afterInclude()) {
      return plain(begin, true);
    }
    if (c == '{') {
      tokens.add(new Token.Open(begin));
      return begin + 1;
    }
    if (c == '}') {
      tokens.add(new Token.Close(begin));
      return begin + 1;
    }
    return c == '"' ? quoted(begin) : plain(begin, false);
  }

  private boolean afterInclude() {
    int last = tokens.size() - 1;
    return last >= 0
        && tokens.get(last) instanceof Token.Text keyword
        && INCLUDES.contains(keyword.word().text())
        && (last == 0 || !(tokens.get(last - 1) instanceof Token.Text));
  }

  private int quoted(int begin) {
    int end = begin + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      boolean escape = text.charAt(end) == '\\' && end + 1 < text.length();
      end += escape && "\"\\".indexOf(text.charAt(end + 1)) >= 0 ? 2 : 1;
    }
    boolean closed = end < text.length();
    if (!closed) {
      problems.errorHere(
          "unclosed-quote",
          line,
          begin,
          "The double quote opened here is not closed on this line.",
          "Add the closing double quote.");
    }
    String inside = text.substring(begin + 1, Math.min(end, text.length()));
    add(inside.replace("\\\"", "\""), begin, Math.min(end + 1, text.length()), true);
    return Math.min(end + 1, text.length());
  }

  private int plain(int begin, boolean bracesToo) {
    int end = begin;
    while (end < text.length() && !ends(end, bracesToo) && "\\$".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length() || ends(end, bracesToo)) {
      add(text.substring(begin, end), begin, end, false);
      return end;
    }
    return escaped(begin, bracesToo);
  }

  private int escaped(int begin, boolean bracesToo) {
    StringBuilder word = new StringBuilder();
    int end = begin;
    while (end < text.length() && !ends(end, bracesToo)) {
      end = reference(end, word);
    }
    add(word.toString(), begin, end, false);
    return end;
  }

  private boolean ends(int i, boolean bracesToo) {
    char c = text.charAt(i);
    return Blanks.isBlank(c) || c == '"' || !bracesToo && (c == '{' || c == '}');
  }

  /** Takes one character, an escaped one, or a whole <code>${NAME}</code> that nobody defined. */
  private int reference(int i, StringBuilder word) {
    char c = text.charAt(i);
    char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
    if (c == '\\' && (next == '#' || next == '!' || next == '"')) {
      word.append(next);
      return i + 2;
    }
    int brace = c == '$' && next == '{' ? text.indexOf('}', i) : -1;
    int end = brace < 0 ? i + 1 : brace + 1;
    word.append(text, i, end);
    return end;
  }

  private void add(String word, int begin, int end, boolean quoted) {
    tokens.add(new Token.Text(new Word(word, line.at(begin), quoted), begin, end));
  }
}
