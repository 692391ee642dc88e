package lvs.director.config.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Configuration files in memory, and short ways to read them. */
final class MemoryFiles implements ConfigFiles {
  static final String MAIN = "test.conf";

  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();
  private ReadSettings settings = ReadSettings.of("one", Map.of("SITE", "left"), new Random(7));

  static MemoryFiles main(String text) {
    return new MemoryFiles().with(MAIN, text);
  }

  static MemoryFiles main(byte[] bytes) {
    MemoryFiles files = new MemoryFiles();
    files.contents.put(MAIN, bytes);
    return files;
  }

  MemoryFiles with(String path, String text) {
    contents.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  MemoryFiles with(String path, String text, Kind kind) {
    kinds.put(path, kind);
    return with(path, text);
  }

  MemoryFiles limited(ReadSettings.Limits limits) {
    settings =
        new ReadSettings(settings.configId(), settings.environment(), settings.random(), limits);
    return this;
  }

  MemoryFiles as(String configId) {
    settings = ReadSettings.of(configId, settings.environment(), settings.random());
    return this;
  }

  ConfigText.Text read() {
    return ConfigText.read(MAIN, settings, this);
  }

  /** The tree on one line: {@code a b; c { d; }}, quoted words in quotes. */
  static String outline(List<Statement> statements) {
    return statements.stream().map(MemoryFiles::outline).collect(Collectors.joining(" "));
  }

  private static String outline(Statement statement) {
    String words =
        statement.words().stream().map(MemoryFiles::word).collect(Collectors.joining(" "));
    return words + statement.block().map(block -> " {" + inside(block) + "}").orElse(";");
  }

  private static String inside(Statement.Block block) {
    return block.statements().isEmpty() ? "" : " " + outline(block.statements()) + " ";
  }

  private static String word(Word word) {
    return word.quoted() ? '"' + word.text() + '"' : word.text();
  }

  static String outline(String text) {
    return outline(main(text).read().statements());
  }

  /** {@code code line:column} of each problem. */
  static List<String> problems(ConfigText.Text text) {
    return text.problems().stream().map(MemoryFiles::brief).toList();
  }

  static List<String> problems(String text) {
    return problems(main(text).read());
  }

  private static String brief(Problem problem) {
    return problem.code() + " " + problem.at().line() + ":" + problem.at().column();
  }

  static Optional<Problem> first(String text) {
    return main(text).read().problems().stream().findFirst();
  }

  @Override
  public Kind kind(String path) {
    if (kinds.containsKey(path)) {
      return kinds.get(path);
    }
    if (contents.containsKey(path)) {
      return Kind.FILE;
    }
    String inside = path.endsWith("/") ? path : path + "/";
    boolean directory = contents.keySet().stream().anyMatch(each -> each.startsWith(inside));
    return directory || path.isEmpty() || path.equals(".") ? Kind.DIRECTORY : Kind.MISSING;
  }

  @Override
  public List<String> names(String directory) {
    String inside =
        directory.equals(".") ? "" : directory.endsWith("/") ? directory : directory + "/";
    Stream<String> names =
        contents.keySet().stream()
            .filter(path -> path.startsWith(inside))
            .map(path -> path.substring(inside.length()).split("/")[0]);
    return List.copyOf(new TreeSet<>(names.toList()).descendingSet());
  }

  @Override
  public byte[] read(String path, int limitBytes) throws IOException {
    byte[] bytes = contents.get(path);
    if (bytes == null) {
      throw new IOException("there is no such file");
    }
    if (bytes.length > limitBytes) {
      throw new IOException("it is larger than " + limitBytes + " bytes");
    }
    return bytes;
  }

  @Override
  public String absolute(String path) {
    return path.startsWith("/") ? path : path.isEmpty() ? "/etc/lvs" : "/etc/lvs/" + path;
  }
}
