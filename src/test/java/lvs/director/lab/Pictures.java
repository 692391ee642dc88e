package lvs.director.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pictures that tests make. Each is left in {@code target/pictures} to be looked at; with {@code
 * -Dpictures.write=true} those that the documents show are replaced too.
 */
public final class Pictures {
  private static final Path MADE = Path.of("target", "pictures");
  private static final Path SHOWN = Path.of("docs", "pictures");

  private Pictures() {}

  /**
   * @param name of the file, with {@code .png}
   */
  public static Path keep(String name, byte[] png) throws IOException {
    Path made = Files.createDirectories(MADE).resolve(name);
    Files.write(made, png);
    Path shown = SHOWN.resolve(name);
    if (Boolean.getBoolean("pictures.write") && Files.exists(shown)) {
      Files.write(shown, png);
    }
    return made;
  }
}
