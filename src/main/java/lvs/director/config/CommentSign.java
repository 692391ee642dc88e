package lvs.director.config;

import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;

/** Other languages' comment signs, which people write out of habit. */
final class CommentSign {
  private CommentSign() {}

  /** Whether a word looks like the beginning of a comment in another language. */
  static boolean begins(Word word) {
    return !word.quoted()
        && (word.text().startsWith("//")
            || word.text().startsWith("/*")
            || word.text().startsWith("--")
            || word.text().startsWith(";"));
  }

  /** A statement or item that only looks like a comment. */
  static void warn(Binding binding, Statement statement) {
    binding.warning(
        "comment-sign",
        statement,
        "\"" + statement.keyword() + "\" does not begin a comment; the line is ignored.",
        "Begin a comment with # or !.");
  }
}
