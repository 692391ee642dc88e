package lvs.director.proxy.scheduler;

import java.util.List;

/** lc: the least loaded available server, whatever its weight. */
final class LeastConnections implements SchedulingAlgorithm {
  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    PoolServer least = null;
    for (PoolServer server : servers) {
      if (server.available() && (least == null || server.overhead() < least.overhead())) {
        least = server;
      }
    }
    return least;
  }
}
