package lvs.director.port;

import java.util.List;
import java.util.Optional;
import lvs.director.model.ServiceKey;

/**
 * What a plane in the kernel knows besides its table, as read at the last comparison.
 *
 * @param version of the kernel's interface, such as 1.2.1; empty for a plane outside the kernel
 * @param connectionTableSize hash buckets for connections
 * @param foreign services that somebody else put into the table; they are left alone
 * @param sync synchronisation daemons that run: none, one or two
 * @param synchronisedConnections connections in the table that were learned from another director
 * @param sysctls those that matter, whether configured or not
 */
public record KernelStatus(
    String version,
    int connectionTableSize,
    List<Foreign> foreign,
    List<Sync> sync,
    long synchronisedConnections,
    List<Sysctl> sysctls) {
  /** Of a plane outside the kernel. */
  public static final KernelStatus NONE =
      new KernelStatus("", 0, List.of(), List.of(), 0, List.of());

  /** A service that is not ours. */
  public record Foreign(ServiceKey key, String scheduler, int servers) {}

  /**
   * @param role {@code master} or {@code backup}
   * @param settings device, id, length, group, port and ttl as ipvsadm prints them
   */
  public record Sync(String role, String device, int syncId, String settings) {}

  /**
   * @param name as sysctl(8) writes it: {@code net.ipv4.vs.expire_nodest_conn}
   * @param purpose what it does
   * @param wanted what the configuration asks for
   * @param actual what is; empty where this kernel has no such setting
   * @param original what it was before the director came
   * @param advice why it matters on this kernel with this configuration; empty when all is well
   */
  public record Sysctl(
      String name,
      String purpose,
      Optional<String> wanted,
      Optional<String> actual,
      Optional<String> original,
      String advice) {}
}
