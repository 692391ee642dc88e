package lvs.director.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;

/** Files that nobody else should read. */
final class Secrets {
  /** What follows these words opens doors. */
  private static final Set<String> SECRET_KEYWORDS = Set.of("auth_pass", "auth_hmac", "password");

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

  /** Warns of configuration files with passwords in them that other users may read. */
  static void checkConfiguration(Binding binding, List<Statement> statements) {
    Set<String> told = new HashSet<>();
    walk(binding, statements, told);
  }

  private static void walk(Binding binding, List<Statement> statements, Set<String> told) {
    for (Statement statement : statements) {
      statement.block().ifPresent(block -> walk(binding, block.statements(), told));
      String file = statement.at().file();
      if (SECRET_KEYWORDS.contains(statement.keyword())
          && told.add(file)
          && binding.files().isReadableByOthers(FileFacts.named(file))) {
        binding.warning(
            "secret-readable",
            statement,
            "Every user of this machine can read " + file + ", and a password stands in it.",
            "Run chmod 600 " + file + ".");
      }
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
