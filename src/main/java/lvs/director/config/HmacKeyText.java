package lvs.director.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.Secret;

/** The text of an HMAC key: hexadecimal digits, plain text, or a file that holds one of the two. */
final class HmacKeyText {
  private static final int SHORTEST_BYTES = 32;
  private static final int LONGEST_BYTES = 64;

  private HmacKeyText() {}

  /** Empty when it is no key; that is then reported, without the key. */
  static Optional<Secret> read(Arguments arguments, Word word) {
    if (word.text().startsWith("file:")) {
      return fromFile(arguments, word, word.text().substring("file:".length()));
    }
    return decode(arguments, word, word.text());
  }

  private static Optional<Secret> fromFile(Arguments arguments, Word word, String name) {
    Secrets.check(arguments, new Word(name, word.at(), word.quoted()));
    try {
      String text = arguments.binding().files().text(FileFacts.named(name));
      return decode(arguments, word, text.replaceFirst("\\R\\z", ""));
    } catch (IOException unreadable) {
      arguments.error(
          "file-unreadable",
          word,
          "The key file " + name + " cannot be read.",
          "Create it, readable by the director's user only.");
      return Optional.empty();
    }
  }

  private static Optional<Secret> decode(Arguments arguments, Word at, String text) {
    Optional<byte[]> bytes =
        text.startsWith("hex:")
            ? fromHex(text.substring("hex:".length()))
            : Optional.of(text.getBytes(StandardCharsets.UTF_8));
    if (bytes.isEmpty()) {
      arguments.error(
          "bad-key",
          at,
          "The key is not an even number of hexadecimal digits.",
          "Write hex: and 64 to 128 digits.");
    } else if (bytes.get().length < SHORTEST_BYTES || bytes.get().length > LONGEST_BYTES) {
      arguments.error(
          "bad-key",
          at,
          "The key has " + bytes.get().length + " bytes.",
          "Write a key of " + SHORTEST_BYTES + " to " + LONGEST_BYTES + " bytes.");
      return Optional.empty();
    }
    return bytes.map(Secret::new);
  }

  private static Optional<byte[]> fromHex(String digits) {
    try {
      return Optional.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }
}
