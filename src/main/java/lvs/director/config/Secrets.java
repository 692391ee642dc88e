package lvs.director.config;

import java.nio.file.Path;

/** Files that nobody else should read. */
final class Secrets {
  private Secrets() {}

  /** Warns if the file that a keyword names is missing or readable by other users. */
  static void check(Arguments arguments, Word file) {
    Path path = Path.of(file.text());
    if (!arguments.binding().files().exists(path)) {
      arguments.warning(
          "file-missing", file, "The file " + file + " does not exist.", "Create it.");
    } else if (arguments.binding().files().isReadableByOthers(path)) {
      arguments.warning(
          "secret-readable",
          file,
          "Every user of this machine can read " + file + ".",
          "Run chmod 600 " + file + ".");
    }
  }
}
