package lvs.director.config.text;

/** Finds the braces of blocks in text: not those in quotes, nor those of <code>${NAME}</code>. */
final class Braces {
  private Braces() {}

  /** The index of the next brace from {@code begin} on, which is outside quotes; -1 for none. */
  static int next(String text, int begin) {
    boolean quoted = false;
    int i = begin;
    while (i < text.length()) {
      char c = text.charAt(i);
      Reference reference = c == '$' ? Reference.at(text, i) : null;
      if (!quoted && (c == '{' || c == '}')) {
        return i;
      }
      quoted ^= c == '"';
      i = reference != null ? reference.end() : c == '\\' ? i + 2 : i + 1;
    }
    return -1;
  }

  /** How many more blocks the text opens than it closes. */
  static int balance(String text) {
    int open = 0;
    for (int i = next(text, 0); i >= 0; i = next(text, i + 1)) {
      open += text.charAt(i) == '{' ? 1 : -1;
    }
    return open;
  }
}
