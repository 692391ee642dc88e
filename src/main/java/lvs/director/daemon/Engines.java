package lvs.director.daemon;

import lvs.director.model.Check;
import lvs.director.pool.PoolEngine;

/** The engines as this version runs them. */
final class Engines {
  private Engines() {}

  static PoolEngine pool(long seed) {
    return new PoolEngine(seed, Engines::runs);
  }

  /** Kinds of checks that this version can run; the others do not count against a server. */
  static boolean runs(Check check) {
    return switch (check) {
      case Check.Tcp ignored -> true;
      case Check.Http ignored -> true;
      case Check.Misc ignored -> true;
      case Check.Smtp ignored -> true;
      case Check.Dns ignored -> true;
      case Check.Udp ignored -> true;
      case Check.Ping ignored -> false;
      case Check.File ignored -> false;
      case Check.Bfd ignored -> false;
    };
  }
}
