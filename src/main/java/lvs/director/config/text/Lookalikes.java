package lvs.director.config.text;

/**
 * Characters that look like the grammar's own and arrive by copying from web pages and word
 * processors. keepalived takes each of them as part of a word.
 */
final class Lookalikes {
  private Lookalikes() {}

  /** The ASCII character that was meant, or 0 when the character is itself. */
  static char meant(char c) {
    if (c < '\u00a0') {
      return 0;
    }
    return switch (c) {
      case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000', '\ufeff' -> ' ';
      case '“', '”', '„', '＂' -> '"';
      case '｛' -> '{';
      case '｝' -> '}';
      case '＃' -> '#';
      default -> c >= '\u2000' && c <= '\u200b' ? ' ' : 0;
    };
  }

  /** What an operator calls it. */
  static String name(char c) {
    return switch (c) {
      case '\u00a0' -> "no-break blank (U+00A0)";
      case '\u3000' -> "full-width blank (U+3000)";
      case '\ufeff' -> "byte order mark (U+FEFF)";
      default ->
          meant(c) == ' '
              ? String.format("blank U+%04X", (int) c)
              : String.format("“%c” (U+%04X)", c, (int) c);
    };
  }
}
