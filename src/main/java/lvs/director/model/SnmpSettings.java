package lvs.director.model;

import java.time.Duration;
import java.util.Optional;

/**
 * SNMP of keepalived; this director offers JMX, Jolokia and Prometheus instead.
 *
 * @param socket of the AgentX master
 * @param virtualServiceStatisticsAge greatest age of statistics, 1 ms to 30 s
 * @param realServerStatisticsAge the same; zero follows the services'
 */
public record SnmpSettings(
    Optional<String> socket,
    boolean traps,
    boolean vrrp,
    boolean rfcVersion2,
    boolean rfcVersion3,
    boolean checker,
    Duration virtualServiceStatisticsAge,
    Duration realServerStatisticsAge) {
  public static final SnmpSettings DEFAULT =
      new SnmpSettings(
          Optional.empty(),
          false,
          false,
          false,
          false,
          false,
          Duration.ofSeconds(5),
          Duration.ZERO);
}
