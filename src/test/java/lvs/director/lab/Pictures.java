package lvs.director.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures that tests make, left in {@code target/pictures}; {@code bin/pictures} shows them. */
public final class Pictures {
  private static final Path MADE = Path.of("target", "pictures");

  private Pictures() {}

  /**
   * @param name of the file, with {@code .png}
   */
  public static Path keep(String name, byte[] png) throws IOException {
    Path made = Files.createDirectories(MADE).resolve(name);
    return Files.write(made, png);
  }
}
