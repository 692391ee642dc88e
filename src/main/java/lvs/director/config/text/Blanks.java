package lvs.director.config.text;

/** What separates words. */
public final class Blanks {
  private Blanks() {}

  /** The blanks of the C locale; line feeds never get here. */
  public static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || c >= '0' && c <= '9';
  }

  /** The index of the first character from {@code begin} on that is no blank. */
  static int skip(String text, int begin) {
    int i = begin;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
