package lvs.director.config;

import java.util.List;
import lvs.director.config.text.Word;

/** The program of a script keyword: split into arguments, looked up on this machine. */
final class ScriptCommand {
  private static final List<String> SEARCH_PATH =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private ScriptCommand() {}

  /** A program that is not there yet is a warning: it may be installed later. */
  static void check(Arguments arguments, Word command, String program) {
    FileFacts files = arguments.binding().files();
    if (!isRunnable(files, program)) {
      boolean there = program.contains("/") && files.exists(FileFacts.named(program));
      arguments.warning(
          there ? "script-not-executable" : "script-missing",
          command,
          "The program "
              + program
              + (there ? " cannot be executed" : " does not exist")
              + consequence(arguments),
          there ? "Run chmod +x " + program + "." : "Install it, or correct the path.");
    }
  }

  private static String consequence(Arguments arguments) {
    return arguments.statement().keyword().equals("misc_path")
        ? "; as long as that is so at a start or reload, the server counts as up without this"
            + " check."
        : ".";
  }

  static boolean isRunnable(FileFacts files, String program) {
    return program.contains("/")
        ? files.isExecutable(FileFacts.named(program))
        : SEARCH_PATH.stream()
            .anyMatch(dir -> files.isExecutable(FileFacts.named(dir + "/" + program)));
  }
}
