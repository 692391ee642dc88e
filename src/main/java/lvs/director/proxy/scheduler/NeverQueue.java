package lvs.director.proxy.scheduler;

import java.util.List;

/** nq: the first idle server, even a slow one; with none idle the shortest expected delay. */
final class NeverQueue implements SchedulingAlgorithm {
  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    for (PoolServer server : servers) {
      if (server.available() && server.active() == 0) {
        return server;
      }
    }
    return LeastLoad.weighted(servers, LeastLoad::expectedDelay);
  }
}
