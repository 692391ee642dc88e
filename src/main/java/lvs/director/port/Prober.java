package lvs.director.port;

import lvs.director.model.Check;
import lvs.director.pool.CheckResult;

/** Runs one check. Blocks the calling (virtual) thread until the verdict. */
public interface Prober {

  /**
   * Never throws for anything that the server, the network or the program did; that is a bad result
   * with its reason.
   *
   * @param step which URL of an HTTP check, from 0
   * @throws InterruptedException when the answer is no longer wanted
   */
  CheckResult run(Check check, int step) throws InterruptedException;
}
