package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * ovf: the server of the highest weight until its active connections exceed that weight, then the
 * next highest.
 */
final class Overflow implements SchedulingAlgorithm {
  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    PoolServer highest = null;
    for (PoolServer server : servers) {
      boolean full = !server.available() || server.active() > server.weight();
      if (!full && (highest == null || server.weight() > highest.weight())) {
        highest = server;
      }
    }
    return highest;
  }
}
