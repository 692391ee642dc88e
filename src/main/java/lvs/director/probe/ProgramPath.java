package lvs.director.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a shell does, and says like one why it could not. */
final class ProgramPath {
  private static final String USUAL =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ProgramPath() {}

  static String resolve(String program) throws BadAnswer {
    if (program.indexOf('/') < 0) {
      return find(program)
          .orElseThrow(() -> new BadAnswer(program + ": not found in the search path"));
    }
    if (program.indexOf('\0') >= 0) {
      throw new BadAnswer(Wording.excerpt(program) + ": the name contains a NUL");
    }
    Path path = Path.of(program);
    if (!Files.exists(path)) {
      throw new BadAnswer(program + ": No such file or directory");
    }
    if (Files.isDirectory(path)) {
      throw new BadAnswer(program + ": is a directory");
    }
    if (!Files.isExecutable(path)) {
      throw new BadAnswer(program + ": Permission denied (chmod +x it)");
    }
    return program;
  }

  static Optional<String> find(String program) {
    String search = System.getenv().getOrDefault("PATH", USUAL);
    return Stream.of(search.split(":"))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, program))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .map(Path::toString)
        .findFirst();
  }
}
