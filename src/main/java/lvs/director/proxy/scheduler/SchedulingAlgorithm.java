package lvs.director.proxy.scheduler;

import java.util.List;
import java.util.random.RandomGenerator;
import lvs.director.model.Scheduling;

/** Chooses the real server of a new connection. State lives in the object; time in the flow. */
public interface SchedulingAlgorithm {

  /**
   * @param servers in the kernel's order, newest first
   * @return null when no server may take the connection
   */
  PoolServer pick(List<PoolServer> servers, Flow flow);

  /** Servers came, went or changed weight; called once per edit with the new list. */
  default void changed(List<PoolServer> servers) {}

  /**
   * A server leaves; called before {@link #changed}.
   *
   * @param before the list that still holds it
   */
  default void leaving(PoolServer server, List<PoolServer> before) {}

  /** The algorithm of a service. */
  static SchedulingAlgorithm of(Scheduling scheduling, RandomGenerator random) {
    return switch (scheduling.scheduler()) {
      case RR -> new RoundRobin();
      case WRR -> new WeightedRoundRobin();
      case LC -> new LeastConnections();
      case WLC -> (servers, flow) -> LeastLoad.weighted(servers, PoolServer::overhead);
      case LBLC -> new LocalityLeastConnections();
      case LBLCR -> new LocalityReplication();
      case DH -> new DestinationHashing();
      case SH -> new SourceHashing(scheduling.fallback(), scheduling.port());
      case SED -> (servers, flow) -> LeastLoad.weighted(servers, LeastLoad::expectedDelay);
      case NQ -> new NeverQueue();
      case FO -> new Failover();
      case OVF -> new Overflow();
      case MH -> new MaglevHashing(scheduling.fallback(), scheduling.port());
      case TWOS -> new TwoRandomChoices(random);
    };
  }
}
