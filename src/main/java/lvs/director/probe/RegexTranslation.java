package lvs.director.probe;

import java.util.List;

/**
 * Writes a PCRE2 pattern as a {@link java.util.regex.Pattern} understands it. The two agree on
 * nearly everything; here is what differs and occurs: braces and brackets that stand for
 * themselves, POSIX classes, {@code (?P<name>…)}, and the options {@code ungreedy} and {@code
 * dollar_endonly}, which Java has not.
 */
final class RegexTranslation {
  private final String source;
  private final boolean swapGreed;
  private final boolean dollarOnlyAtEnd;
  private final StringBuilder target = new StringBuilder();
  private int at;

  private RegexTranslation(String source, List<String> options) {
    this.source = source;
    this.swapGreed = options.contains("ungreedy");
    this.dollarOnlyAtEnd = options.contains("dollar_endonly") && !options.contains("multiline");
  }

  static String toJava(String pcre, List<String> options) {
    RegexTranslation translation = new RegexTranslation(pcre, options);
    while (translation.at < pcre.length()) {
      translation.element();
    }
    return translation.target.toString();
  }

  private void element() {
    char c = source.charAt(at);
    switch (c) {
      case '\\' -> escape();
      case '[' -> characterClass();
      case '(' -> group();
      case '$' -> replace(1, dollarOnlyAtEnd ? "\\z" : "$");
      case '*', '+', '?' -> quantifier(1);
      case '{' -> brace();
      default -> copy(1);
    }
  }

  private void escape() {
    if (source.startsWith("\\Q", at)) {
      int end = source.indexOf("\\E", at);
      copy((end < 0 ? source.length() : end + 2) - at);
    } else {
      copy(2);
    }
  }

  private void group() {
    if (source.startsWith("(?P<", at)) {
      replace(4, "(?<");
    } else if (source.startsWith("(?P=", at) && source.indexOf(')', at) > 0) {
      int end = source.indexOf(')', at);
      replace(end + 1 - at, "\\k<" + source.substring(at + 4, end) + ">");
    } else if (source.startsWith("(?", at)) {
      copy(2);
    } else {
      copy(1);
    }
  }

  private void brace() {
    int end = at + 1;
    while (end < source.length() && (Character.isDigit(source.charAt(end)) || ranges(end))) {
      end++;
    }
    boolean quantifier = end > at + 1 && end < source.length() && source.charAt(end) == '}';
    if (quantifier && Character.isDigit(source.charAt(at + 1))) {
      quantifier(end + 1 - at);
    } else {
      replace(1, "\\{");
    }
  }

  private boolean ranges(int index) {
    return source.charAt(index) == ',' && source.lastIndexOf(',', index - 1) < at;
  }

  private void quantifier(int length) {
    copy(length);
    char next = at < source.length() ? source.charAt(at) : ' ';
    if (next == '+') {
      copy(1);
    } else if (next == '?' && !swapGreed) {
      copy(1);
    } else if (next == '?') {
      at++;
    } else if (swapGreed) {
      target.append('?');
    }
  }

  /** Inside brackets Java reads '[' and "&&" as set operations; PCRE2 as themselves. */
  private void characterClass() {
    copy(1);
    if (at < source.length() && source.charAt(at) == '^') {
      copy(1);
    }
    if (at < source.length() && source.charAt(at) == ']') {
      replace(1, "\\]");
    }
    while (at < source.length() && source.charAt(at) != ']') {
      classMember();
    }
    copy(1);
  }

  private void classMember() {
    char c = source.charAt(at);
    if (c == '\\') {
      escape();
    } else if (c == '[' && !posixClass()) {
      replace(1, "\\[");
    } else if (c == '&' || c == '^' || c == '#' || c == ' ') {
      replace(1, "\\" + c);
    } else if (c != '[') {
      copy(1);
    }
  }

  private boolean posixClass() {
    int end = source.indexOf(":]", at);
    if (!source.startsWith("[:", at) || end < 0) {
      return false;
    }
    boolean negated = source.startsWith("[:^", at);
    String java = javaClass(source.substring(at + (negated ? 3 : 2), end));
    if (java == null) {
      return false;
    }
    replace(end + 2 - at, (negated ? "\\P{" : "\\p{") + java + "}");
    return true;
  }

  private static String javaClass(String posix) {
    return switch (posix) {
      case "alnum" -> "Alnum";
      case "alpha" -> "Alpha";
      case "ascii" -> "ASCII";
      case "blank" -> "Blank";
      case "cntrl" -> "Cntrl";
      case "digit" -> "Digit";
      case "graph" -> "Graph";
      case "lower" -> "Lower";
      case "print" -> "Print";
      case "punct" -> "Punct";
      case "space" -> "Space";
      case "upper" -> "Upper";
      case "xdigit" -> "XDigit";
      case "word" -> "IsWord";
      default -> null;
    };
  }

  private void copy(int length) {
    int end = Math.min(at + length, source.length());
    target.append(source, at, end);
    at = end;
  }

  private void replace(int length, String text) {
    target.append(text);
    at += length;
  }
}
