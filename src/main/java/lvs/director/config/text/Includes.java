package lvs.director.config.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lvs.director.config.text.ConfigFiles.Kind;
import lvs.director.model.ReloadSettings.IncludeCheck;

/** Opens files: the first one and those that the include family names. */
final class Includes {
  private final ConfigFiles files;
  private final ReadSettings settings;
  private final ProblemList problems;
  private final IncludePattern patterns;
  private final List<String> read = new ArrayList<>();

  private int bytesRead;
  private IncludeChecks checks = IncludeChecks.NONE;

  /** Absolute names of the files being read, the outermost first. */
  private final Set<String> reading = new LinkedHashSet<>();

  /** The file of the line that is read now, relative includes begin in its directory. */
  private final List<String> names = new ArrayList<>();

  Includes(ConfigFiles files, ReadSettings settings, ProblemList problems) {
    this.files = files;
    this.settings = settings;
    this.problems = problems;
    this.patterns = new IncludePattern(files);
  }

  /** Every file that was read, each once. */
  List<String> filesRead() {
    return read.stream().distinct().toList();
  }

  /** Reads the file that everything begins with, or all that a pattern matches. */
  void first(String pattern, LineReader reader) {
    List<String> found =
        files.kind(pattern) == Kind.MISSING
            ? IncludePattern.alternatives(pattern).stream()
                .flatMap(alternative -> patterns.matches(alternative).stream())
                .toList()
            : List.of();
    (found.isEmpty() ? List.of(pattern) : found).forEach(file -> initial(file, reader));
  }

  private void initial(String file, LineReader reader) {
    SourceLine nowhere = SourceLine.of(file, 1, "");
    try {
      lines(file, bytes(file), 0, reader);
    } catch (IOException unreadable) {
      problems.error(
          "file-unreadable",
          nowhere,
          0,
          "The configuration cannot be read: " + message(unreadable) + ".",
          "Name a file that exists and that you may read.");
    }
  }

  private static String message(IOException problem) {
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }

  private byte[] bytes(String file) throws IOException {
    if (files.kind(file) == Kind.DIRECTORY) {
      throw new IOException("this is a directory");
    }
    byte[] bytes = files.read(file, settings.limits().bytes() - bytesRead);
    bytesRead += bytes.length;
    return bytes;
  }

  /** Takes {@code include_check}; it holds to the end of the file that is read now. */
  void check(List<String> words) {
    checks = checks.set(words);
  }

  /** Reads what an include statement names. */
  void include(SourceLine code, List<Token.Text> texts, LineReader.Place place, LineReader reader) {
    IncludeChecks errors = checks.and(texts.getFirst().word().text());
    if (texts.size() < 2) {
      problems.errorHere(
          "include-without-name",
          code,
          texts.getFirst().begin(),
          "A file name is missing behind " + texts.getFirst().word().text() + ".",
          "Write the name of a file, or a pattern such as conf.d/*.conf.");
      return;
    }
    if (texts.size() > 2) {
      problems.errorHere(
          "include-extra-words",
          code,
          texts.get(2).begin(),
          "An include takes one name or pattern; further words are not read.",
          "Write one include line for each name, or use {a,b}.");
    }
    Request request = new Request(code, texts.get(1), errors);
    if (room(request, place)) {
      matches(request, place, reader);
    }
  }

  /** What an include asks for, with the place for messages. */
  private record Request(SourceLine code, Token.Text pattern, IncludeChecks errors) {
    int index() {
      return pattern.begin();
    }

    String text() {
      return pattern.word().text();
    }
  }

  private boolean room(Request request, LineReader.Place place) {
    boolean deep = names.size() > settings.limits().includeDepth();
    if (deep) {
      problems.errorOnce(
          "include-depth",
          request.code(),
          request.index(),
          "Includes are nested more than " + settings.limits().includeDepth() + " deep.",
          "Include the files from one place.");
    }
    return !deep && place.nesting() <= LineReader.MAX_NESTING;
  }

  private void matches(Request request, LineReader.Place place, LineReader reader) {
    String directory = directory(names.getLast());
    boolean any = false;
    for (String alternative : IncludePattern.alternatives(request.text())) {
      List<String> found = patterns.matches(IncludePattern.join(directory, alternative));
      if (found.isEmpty() && request.errors().has(IncludeCheck.BRACE_MATCH)) {
        unmatched(request, alternative, true);
      }
      any |= !found.isEmpty();
      found.forEach(file -> each(request, file, place, reader));
    }
    if (!any && !request.errors().has(IncludeCheck.BRACE_MATCH)) {
      nothing(request);
    }
  }

  private void nothing(Request request) {
    boolean wildcard = IncludePattern.hasWildcard(request.text());
    boolean error =
        wildcard
            ? request.errors().has(IncludeCheck.WILDCARD_MATCH)
            : request.errors().has(IncludeCheck.MATCH);
    if (error || !wildcard) {
      unmatched(request, request.text(), error);
    }
  }

  private void unmatched(Request request, String pattern, boolean error) {
    String what = "No file matches `" + pattern + "`.";
    String remedy = "Relative names begin in the directory of this file, " + here() + ".";
    if (error) {
      problems.errorHere("include-unmatched", request.code(), request.index(), what, remedy);
    } else {
      problems.warningHere("include-unmatched", request.code(), request.index(), what, remedy);
    }
  }

  private String here() {
    return files.absolute(directory(names.getLast()));
  }

  private void each(Request request, String file, LineReader.Place place, LineReader reader) {
    if (reading.contains(files.absolute(file))) {
      problems.errorHere(
          "include-loop",
          request.code(),
          request.index(),
          file
              + " is being read already: "
              + String.join(" includes ", names)
              + " includes "
              + file
              + ".",
          "Remove one of these includes.");
      return;
    }
    if (read.size() >= settings.limits().files()) {
      problems.errorOnce(
          "too-many-files",
          request.code(),
          request.index(),
          "More than " + settings.limits().files() + " files are included.",
          "Use a narrower pattern.");
      return;
    }
    switch (files.kind(file)) {
      case FILE -> open(request, file, place, reader);
      case DIRECTORY ->
          skipped(request, file, "is a directory", "Name the files in it: " + file + "/*.conf.");
      case EXECUTABLE ->
          skipped(
              request,
              file,
              "is executable, and keepalived skips executable files",
              "Take the right to execute it away: chmod a-x " + file + ".");
      case OTHER -> skipped(request, file, "is not a regular file", "Include regular files only.");
      case MISSING -> skipped(request, file, "is gone", "Look for what removes it.");
    }
  }

  private void skipped(Request request, String file, String why, String remedy) {
    String what = file + " is not read: it " + why + ".";
    if (request.errors().has(IncludeCheck.READ)) {
      problems.errorHere("include-skipped", request.code(), request.index(), what, remedy);
    } else {
      problems.warningHere("include-skipped", request.code(), request.index(), what, remedy);
    }
  }

  private void open(Request request, String file, LineReader.Place place, LineReader reader) {
    try {
      lines(file, bytes(file), place.nesting() + 1, reader);
    } catch (IOException unreadable) {
      skipped(request, file, "cannot be read, " + message(unreadable), "Let this user read it.");
    }
  }

  private static String directory(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : slash == 0 ? "/" : file.substring(0, slash);
  }

  private void lines(String file, byte[] bytes, int nesting, LineReader reader) {
    IncludeChecks before = checks;
    read.add(file);
    String absolute = files.absolute(file);
    reading.add(absolute);
    names.add(file);
    reader.lines(new LineReader.Place(new FileLines(file, bytes, problems), here(), nesting));
    names.removeLast();
    reading.remove(absolute);
    checks = before;
  }
}
