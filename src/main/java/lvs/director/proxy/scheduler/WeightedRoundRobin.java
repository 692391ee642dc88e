package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * wrr: passes over the list with a falling demand. The first pass wants the highest weight, each
 * further one a step (the greatest common divisor) less, the last one 1; then it starts over. A
 * server of weight w is met in w/step of the passes, so choices interleave.
 */
final class WeightedRoundRobin implements SchedulingAlgorithm {
  private int place = -1;
  private int demand;
  private int highestDemand;
  private int step = 1;

  @Override
  public void changed(List<PoolServer> servers) {
    step = commonDivisor(servers);
    highestDemand = Math.max(0, highestWeight(servers) - (step - 1));
    place = -1;
    if (demand > highestDemand || demand <= 0) {
      demand = highestDemand;
    } else if (step > 1) {
      demand = demand / step * step + 1;
    }
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    // The rest of this pass, then at most one whole pass at a demand that somebody meets.
    for (int pass = 0; pass < 2; pass++) {
      while (++place < servers.size()) {
        PoolServer server = servers.get(place);
        if (demand > 0 && !server.overloaded() && server.weight() >= demand) {
          return server;
        }
      }
      if (!beginNextPass(servers)) {
        return null;
      }
    }
    throw new IllegalStateException("no server meets the demand " + demand + ": " + servers);
  }

  /**
   * Lowers the demand until somebody meets it: passes without a hit are stepped over at once, since
   * walking them would cost weight/step rounds.
   *
   * @return false when no server is available
   */
  private boolean beginNextPass(List<PoolServer> servers) {
    place = -1;
    demand = demand > step ? demand - step : highestDemand;
    int reachable = highestAvailable(servers);
    if (reachable < demand) {
      demand -= Math.ceilDiv(demand - reachable, step) * step;
    }
    return reachable > 0;
  }

  private static int highestAvailable(List<PoolServer> servers) {
    int highest = 0;
    for (PoolServer server : servers) {
      highest = server.available() ? Math.max(highest, server.weight()) : highest;
    }
    return highest;
  }

  static int commonDivisor(List<PoolServer> servers) {
    int divisor = 0;
    for (PoolServer server : servers) {
      divisor = gcd(server.weight(), divisor);
    }
    return Math.max(1, divisor);
  }

  private static int highestWeight(List<PoolServer> servers) {
    return servers.stream().mapToInt(PoolServer::weight).max().orElse(0);
  }

  static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
