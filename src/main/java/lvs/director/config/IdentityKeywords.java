package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.Identity;
import lvs.director.model.ProcessSettings;

/** Single words at the root of the file about which director this is and where it works. */
final class IdentityKeywords {
  static final BlockGrammar<IdentityKeywords> GRAMMAR = grammar();

  private Optional<String> instance = Optional.empty();
  private Optional<String> namespace = Optional.empty();
  private Optional<String> ipvsNamespace = Optional.empty();
  private boolean namespaceWithIpsets;
  private boolean pidDirectory;
  private Duration childWait = ProcessSettings.DEFAULT.childWait();

  Identity identity(Optional<String> routerId) {
    return new Identity(routerId, instance, namespace, ipvsNamespace, namespaceWithIpsets);
  }

  boolean pidDirectory() {
    return pidDirectory;
  }

  Duration childWait() {
    return childWait;
  }

  private static BlockGrammar<IdentityKeywords> grammar() {
    BlockGrammar<IdentityKeywords> g = new BlockGrammar<>("the top level");
    g.from(KeywordState.ENGINE_LATER, "network namespaces");
    g.word("net_namespace", "NAME", "-", (d, v) -> d.namespace = Optional.of(v));
    g.keyword(
        "net_namespace_ipvs",
        "[NAME]",
        "net_namespace",
        "-",
        (a, d) -> d.ipvsNamespace = a.hasNext() ? a.word() : Optional.of(""));
    g.flag("namespace_with_ipsets", (d, on) -> d.namespaceWithIpsets = on);
    g.from(KeywordState.WITHOUT_EFFECT, "--run-dir chooses the instance and its files");
    g.flag("use_pid_dir", (d, on) -> d.pidDirectory = on);
    g.word("instance", "NAME", "-", (d, v) -> d.instance = Optional.of(v));
    g.seconds("child_wait_time", "5", "0", "4294967", (d, v) -> d.childWait = v)
        .withoutEffect("there are no child processes to wait for");
    return g;
  }
}
