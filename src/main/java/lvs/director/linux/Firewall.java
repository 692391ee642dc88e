package lvs.director.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualAddress;

/**
 * Drops traffic to and from addresses that the director holds but must not answer by (no_accept),
 * except neighbour discovery. One nftables table holds all of it and is replaced as a whole; it is
 * made by the program {@code nft}, so its rules are those of {@link FirewallTable}.
 */
final class Firewall implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final FirewallTable table;
  private final Map<String, Set<VirtualAddress>> blocked = new LinkedHashMap<>();
  private boolean installed;

  Firewall(FirewallSettings settings) {
    this.table = new FirewallTable(settings.nftables().orElse(FirewallTable.DEFAULT));
  }

  List<String> block(String router, List<VirtualAddress> addresses) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    boolean more = blocked.computeIfAbsent(router, _ -> new LinkedHashSet<>()).addAll(addresses);
    return more || !installed ? install() : List.of();
  }

  List<String> unblock(String router, List<VirtualAddress> addresses) {
    Set<VirtualAddress> left = blocked.getOrDefault(router, new LinkedHashSet<>());
    if (!left.removeAll(Set.copyOf(addresses))) {
      return List.of();
    }
    if (left.isEmpty()) {
      blocked.remove(router);
    }
    return install();
  }

  /** A table that an earlier run left would go on dropping; without nft there is none. */
  void removeLeftovers() {
    if (!installed) {
      run(table.removal());
    }
  }

  private List<String> install() {
    Set<VirtualAddress> all = new LinkedHashSet<>();
    blocked.values().forEach(all::addAll);
    Optional<String> problem = run(all.isEmpty() ? table.removal() : table.script(all));
    installed = problem.isEmpty() && !all.isEmpty();
    return problem.stream().toList();
  }

  /** Runs {@code nft} with a script; it makes all of it or nothing. */
  private static Optional<String> run(String script) {
    try {
      Process nft = new ProcessBuilder("nft", "-f", "-").redirectErrorStream(true).start();
      try (var in = nft.getOutputStream()) {
        in.write(script.getBytes(StandardCharsets.UTF_8));
      }
      if (!nft.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        nft.destroyForcibly();
        return Optional.of("cannot block addresses: nft did not end within 10 s");
      }
      String said = new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return nft.exitValue() == 0
          ? Optional.empty()
          : Optional.of("cannot block addresses: nft: " + said.strip().replace('\n', ' '));
    } catch (IOException missing) {
      return Optional.of(
          "cannot block addresses that must not accept traffic: nft does not run ("
              + missing.getMessage()
              + "); install the package nftables, or write accept");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of("cannot block addresses: interrupted");
    }
  }

  @Override
  public void close() {
    if (installed) {
      run(table.removal());
      installed = false;
    }
    blocked.clear();
  }
}
