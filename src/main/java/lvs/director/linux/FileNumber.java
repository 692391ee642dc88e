package lvs.director.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import lvs.director.base.IntegerText;

/**
 * What stands in a tracked file.
 *
 * @param value empty when it is too large to count, so that the one before goes on
 * @param blank there is nothing in the file, or no file
 * @param remark what is wrong with it, in an operator's words
 */
record FileNumber(Optional<Integer> value, boolean blank, Optional<String> remark) {
  /** keepalived looks at so many bytes. */
  private static final int LARGEST_BYTES = 127;

  static FileNumber read(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        try (InputStream in = Files.newInputStream(path)) {
          return of(path, new String(in.readNBytes(LARGEST_BYTES), StandardCharsets.ISO_8859_1));
        }
      }
      return Files.exists(path)
          ? wrong(path + " is no ordinary file and counts as 0; put a number into a file there")
          : new FileNumber(Optional.of(0), true, Optional.empty());
    } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
      return new FileNumber(Optional.of(0), true, Optional.empty());
    } catch (AccessDeniedException denied) {
      return wrong(path + " counts as 0: permission denied; let the director's user read it");
    } catch (IOException failed) {
      return wrong(path + " counts as 0: " + failed.getMessage());
    }
  }

  private static FileNumber wrong(String remark) {
    return new FileNumber(Optional.of(0), false, Optional.of(remark));
  }

  private static FileNumber of(Path path, String text) {
    Optional<Integer> value = IntegerText.parse(text);
    if (value.isEmpty()) {
      return new FileNumber(
          value,
          false,
          Optional.of(
              path + " holds a number outside -2147483648 to 2147483647, which is ignored"));
    }
    Optional<String> remark =
        IntegerText.isClean(text)
            ? Optional.empty()
            : Optional.of(
                path + " holds more than one number or none; it counts as " + value.get());
    return new FileNumber(value, text.isBlank(), remark);
  }
}
