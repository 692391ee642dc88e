package lvs.director.proxy.scheduler;

import java.util.List;
import java.util.function.ToLongFunction;

/** Least load divided by weight, compared without division; of equals the first one wins. */
final class LeastLoad {
  private LeastLoad() {}

  static PoolServer weighted(List<PoolServer> servers, ToLongFunction<PoolServer> load) {
    PoolServer least = null;
    long leastLoad = 0;
    for (PoolServer server : servers) {
      if (!server.available()) {
        continue;
      }
      long serverLoad = load.applyAsLong(server);
      if (least == null || lighter(serverLoad, server.weight(), leastLoad, least.weight())) {
        least = server;
        leastLoad = serverLoad;
      }
    }
    return least;
  }

  /** load1/weight1 below load2/weight2. */
  static boolean lighter(long load1, int weight1, long load2, int weight2) {
    return load2 * weight1 > load1 * weight2;
  }

  /** sed and nq: how many connections a newcomer would find, itself included. */
  static long expectedDelay(PoolServer server) {
    return server.active() + 1L;
  }
}
