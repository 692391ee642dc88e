package lvs.director.proxy.scheduler;

import java.util.List;
import java.util.random.RandomGenerator;

/** twos: draws two servers at random by weight and takes the less loaded one. */
final class TwoRandomChoices implements SchedulingAlgorithm {
  private final RandomGenerator random;

  TwoRandomChoices(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    long total = 0;
    for (PoolServer server : servers) {
      total += server.available() ? server.weight() : 0;
    }
    if (total == 0) {
      return null;
    }
    PoolServer one = at(servers, random.nextLong(total));
    PoolServer two = at(servers, random.nextLong(total));
    return LeastLoad.lighter(two.overhead(), two.weight(), one.overhead(), one.weight())
        ? two
        : one;
  }

  /** The server in whose stretch of the summed weights the point lies. */
  private static PoolServer at(List<PoolServer> servers, long point) {
    long rest = point;
    for (PoolServer server : servers) {
      if (server.available()) {
        if (rest < server.weight()) {
          return server;
        }
        rest -= server.weight();
      }
    }
    throw new IllegalStateException("a point beyond the sum of weights: " + point);
  }
}
