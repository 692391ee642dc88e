package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.AddressFamily;
import lvs.director.model.Persistence;
import lvs.director.model.ServiceKey;

/** The persistence of a service, with keepalived's own additions. */
final class PersistenceFixUp {
  private PersistenceFixUp() {}

  static Optional<Persistence> persistence(
      Binding binding, VirtualServerBlock block, List<ServiceKey> keys) {
    Optional<Integer> timeout = block.persistenceTimeout;
    if (timeout.isEmpty() && keys.stream().anyMatch(PersistenceFixUp::takesEveryPort)) {
      timeout = Optional.of(PersistenceArguments.DEFAULT_TIMEOUT_SECONDS);
      binding.warning(
          "port-zero",
          block.statement,
          "Port 0 takes every port and needs persistence; persistence_timeout 360 is used.",
          "Write the port after the address, or add persistence_timeout.");
    }
    if (timeout.isEmpty()) {
      block.persistencePrefixStatement.ifPresent(statement -> withoutTimeout(binding, statement));
    }
    int prefix = prefix(binding, block, keys);
    return timeout.map(seconds -> new Persistence(seconds, prefix, block.persistenceEngine));
  }

  private static boolean takesEveryPort(ServiceKey key) {
    return key instanceof ServiceKey.Address address && address.endpoint().port() == 0;
  }

  private static void withoutTimeout(Binding binding, Statement statement) {
    binding.warning(
        "no-persistence",
        statement,
        "persistence_granularity has no effect without persistence_timeout.",
        "Add persistence_timeout, or remove this line.");
  }

  /** Meant well, but keepalived takes the number as the last octet of a mask. */
  private static void prefixForIpv4(Binding binding, Statement statement, int prefix) {
    binding.warning(
        "prefix-for-netmask",
        statement,
        "keepalived would read the mask 0.0.0." + prefix + " here; /" + prefix + " is used.",
        "Write a netmask such as 255.255.255.0.");
  }

  private static int prefix(Binding binding, VirtualServerBlock block, List<ServiceKey> keys) {
    boolean ipv4 = keys.stream().allMatch(key -> key.family() == AddressFamily.IPV4);
    int longest = ipv4 ? 32 : 128;
    int prefix = block.persistencePrefix.orElse(longest);
    boolean netmask =
        block
            .persistencePrefixStatement
            .filter(s -> s.words().getLast().text().indexOf('.') >= 0)
            .isPresent();
    if (block.persistencePrefix.isPresent() && !keys.isEmpty() && netmask != ipv4) {
      Statement statement = block.persistencePrefixStatement.orElseThrow();
      if (ipv4 && prefix <= 32) {
        prefixForIpv4(binding, statement, prefix);
      } else {
        binding.error(
            "bad-netmask",
            statement,
            ipv4
                ? "An IPv4 service needs a netmask here."
                : "An IPv6 service needs a prefix length here.",
            ipv4 ? "Write a netmask such as 255.255.255.0." : "Write a number from 1 to 128.");
      }
    }
    return Math.min(prefix, longest);
  }
}
