package lvs.director.config.text;

/**
 * A use of a definition: {@code $NAME} or <code>${NAME}</code> or <code>${NAME words}</code>.
 *
 * @param name without the sign
 * @param arguments what follows the name inside the braces; empty for most
 * @param braced whether it stands in braces
 * @param begin index of the dollar sign
 * @param end index behind the reference
 */
record Reference(String name, String arguments, boolean braced, int begin, int end) {

  /** The reference at a dollar sign, or null when the sign is only a sign. */
  static Reference at(String text, int dollar) {
    boolean braced = dollar + 1 < text.length() && text.charAt(dollar + 1) == '{';
    int begin = dollar + (braced ? 2 : 1);
    int end = nameEnd(text, begin);
    if (end == begin) {
      return null;
    }
    String name = text.substring(begin, end);
    return braced ? braced(text, dollar, name, end) : new Reference(name, "", false, dollar, end);
  }

  private static Reference braced(String text, int dollar, String name, int nameEnd) {
    int close = text.indexOf('}', nameEnd);
    if (close < 0 || close > nameEnd && !Blanks.isBlank(text.charAt(nameEnd))) {
      return null;
    }
    String arguments = text.substring(nameEnd, close).strip();
    return new Reference(name, arguments, true, dollar, close + 1);
  }

  static int nameEnd(String text, int begin) {
    if (begin >= text.length() || !Blanks.isNameStart(text.charAt(begin))) {
      return begin;
    }
    int end = begin;
    while (end < text.length() && Blanks.isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Without braces a name counts only before a blank, a comma, a bracket or the end. */
  boolean delimited(String text) {
    if (braced || end == text.length()) {
      return true;
    }
    char next = text.charAt(end);
    return Blanks.isBlank(next) || next == ',' || next == ')';
  }
}
