package lvs.director.config;

/** Letters that look like digits, as they come from printed pages and tired eyes. */
final class DigitLikeLetters {
  private DigitLikeLetters() {}

  /** " because …" naming the first such letter, or nothing. */
  static String hint(String text) {
    int at = firstLookAlike(text);
    return at < 0
        ? ""
        : ": character "
            + (at + 1)
            + " is the letter "
            + text.charAt(at)
            + ", not the digit "
            + digit(text.charAt(at));
  }

  /** What to write instead of an unreadable address. */
  static String remedy(String text) {
    if (firstLookAlike(text) < 0) {
      return "Write an IPv4 address such as 192.0.2.1 or an IPv6 address such as 2001:db8::1.";
    }
    StringBuilder mended = new StringBuilder(text);
    for (int i = 0; i < mended.length(); i++) {
      mended.setCharAt(i, digit(mended.charAt(i)));
    }
    return "Write " + mended + ".";
  }

  /** Only IPv4 texts are looked at: in IPv6 the letters a to f are digits. */
  private static int firstLookAlike(String text) {
    int found = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (digit(c) != c) {
        found = found < 0 ? i : found;
      } else if (c != '.' && c != '/' && !Character.isDigit(c)) {
        return -1;
      }
    }
    return found;
  }

  private static char digit(char c) {
    return switch (c) {
      case 'l', 'I', 'i' -> '1';
      case 'O', 'o' -> '0';
      case 'S' -> '5';
      case 'B' -> '8';
      default -> c;
    };
  }
}
