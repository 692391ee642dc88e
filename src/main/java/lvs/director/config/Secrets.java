package lvs.director.config;

import java.nio.file.Path;

/** Files that nobody else should read. */
final class Secrets {
  private Secrets() {}

  /** Warns if the file that a keyword names is missing or readable by other users. */
  static void check(Arguments arguments, Word file) {
    FileFacts files = arguments.binding().files();
    Path path = FileFacts.named(file.text());
    if (!files.exists(path)) {
      missing(arguments, file);
    } else if (files.isReadableByOthers(path)) {
      arguments.warning(
          "secret-readable",
          file,
          "Every user of this machine can read " + file + ".",
          "Run chmod 600 " + file + ".");
    }
  }

  /** Warns that the file a keyword names is not there. */
  static void missing(Arguments arguments, Word file) {
    arguments.warning(
        "file-missing",
        file,
        "The file " + file + " does not exist.",
        "Create it, or correct the path.");
  }
}
