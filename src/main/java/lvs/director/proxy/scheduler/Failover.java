package lvs.director.proxy.scheduler;

import java.util.List;

/** fo: the available server of the highest weight takes everything. */
final class Failover implements SchedulingAlgorithm {
  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    PoolServer highest = null;
    for (PoolServer server : servers) {
      if (server.available() && (highest == null || server.weight() > highest.weight())) {
        highest = server;
      }
    }
    return highest;
  }
}
