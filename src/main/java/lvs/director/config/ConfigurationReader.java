package lvs.director.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.text.ConfigFiles;
import lvs.director.config.text.ConfigText;
import lvs.director.config.text.Position;
import lvs.director.config.text.Problem;
import lvs.director.config.text.ReadSettings;
import lvs.director.config.text.Statement;
import lvs.director.model.Configuration;
import lvs.director.model.VrrpConfiguration;

/** Reads a configuration: from files to the checked model, or to the problems that prevent it. */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /** Reads a file of this machine and what it includes. */
  public static Loaded load(Path file, ReadSettings settings) {
    ConfigText.Text text = ConfigText.read(file, settings);
    return bind(text, FileFacts.SYSTEM, LocalInterfaces.system());
  }

  /** Reads from wherever {@code files} are; what they name is looked up in {@code facts}. */
  public static Loaded load(
      String file, ReadSettings settings, ConfigFiles files, FileFacts facts) {
    return load(file, settings, files, facts, LocalInterfaces.UNKNOWN);
  }

  /** The same; addresses and interfaces are compared with {@code interfaces}. */
  public static Loaded load(
      String file,
      ReadSettings settings,
      ConfigFiles files,
      FileFacts facts,
      LocalInterfaces interfaces) {
    return bind(ConfigText.read(file, settings, files), facts, interfaces);
  }

  /** The second half of reading: from statements to the model. */
  static Loaded bind(ConfigText.Text text, FileFacts facts, LocalInterfaces interfaces) {
    Binding binding = new Binding(facts, RootBlock.GRAMMAR);
    binding.interfaces(interfaces);
    binding.problems().addAll(text.problems());
    reportEmpty(binding, text);
    RootBlock root = new RootBlock();
    RootBlock.GRAMMAR.bind(binding, globalsFirst(text.statements()), root);
    Secrets.checkConfiguration(binding, text.statements());
    Configuration configuration = assemble(binding, root);
    List<Problem> problems = inOrder(binding.problems(), text.files());
    boolean usable = problems.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
    return new Loaded(
        usable ? Optional.of(configuration) : Optional.empty(), problems, text.files());
  }

  /** An editor or a full disk may have emptied the file; a reload would end every service. */
  private static void reportEmpty(Binding binding, ConfigText.Text text) {
    if (text.read() && text.statements().isEmpty() && text.problems().isEmpty()) {
      binding.warning(
          "empty-configuration",
          new Position(text.files().getFirst(), 1, 1),
          "",
          "The configuration is empty: the director has nothing to do.",
          "Write at least one virtual_server block, or see whether this is the file you meant.");
    }
  }

  private static Configuration assemble(Binding binding, RootBlock root) {
    LvsGlobals lvs = root.vrrp.lvs;
    VrrpConfiguration vrrp = root.vrrp.vrrp(binding);
    lvs.checkSyncDaemon(binding, vrrp);
    return new Configuration(
        root.director.settings(),
        lvs.settings(),
        root.vrrp.global(),
        vrrp,
        new ServiceAssembly(binding, root, lvs, vrrp).services());
  }

  /** Other blocks take defaults from global_defs, wherever it stands. */
  private static List<Statement> globalsFirst(List<Statement> statements) {
    List<Statement> ordered = new ArrayList<>(statements);
    ordered.sort(Comparator.comparing(s -> !s.keyword().equals("global_defs")));
    return ordered;
  }

  private static List<Problem> inOrder(List<Problem> problems, List<String> files) {
    Map<String, Integer> rank = new HashMap<>();
    files.forEach(file -> rank.putIfAbsent(file, rank.size()));
    return problems.stream()
        .sorted(
            Comparator.comparingInt((Problem p) -> rank.getOrDefault(p.at().file(), rank.size()))
                .thenComparingInt(p -> p.at().line())
                .thenComparingInt(p -> p.at().column()))
        .distinct()
        .toList();
  }
}
