package lvs.director.daemon;

import lvs.director.pool.PoolEngine;
import lvs.director.probe.NetworkProber;

/** The engines as this version runs them. */
final class Engines {
  private Engines() {}

  /** Checks of a kind that cannot be run do not count against a server. */
  static PoolEngine pool(long seed) {
    return new PoolEngine(seed, NetworkProber::runs);
  }
}
