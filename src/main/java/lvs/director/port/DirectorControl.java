package lvs.director.port;

import java.time.Duration;
import java.util.Optional;
import lvs.director.pool.CheckResult;

/**
 * Commands from views. Each blocks until the engine has carried it out, so that a later read shows
 * its effect. Services are named by id or name, servers by id or {@code address:port}.
 */
public interface DirectorControl {

  /**
   * Reads the configuration again.
   *
   * @return one line that says what changed
   * @throws Refusal when the file has errors; the director goes on with what it had
   */
  String reload() throws Refusal;

  /**
   * @param weight 0 to 65535
   * @param expiresAfter empty keeps it until undone
   */
  void setWeight(String service, String server, int weight, Optional<Duration> expiresAfter)
      throws Refusal;

  /** Weight 0: connections end by themselves. */
  void drain(String service, String server, String reason, Optional<Duration> expiresAfter)
      throws Refusal;

  /** Takes the server out. */
  void disable(String service, String server, String reason, Optional<Duration> expiresAfter)
      throws Refusal;

  /** Undoes what {@link #setWeight}, {@link #drain} and {@link #disable} did. */
  void enable(String service, String server) throws Refusal;

  /** Runs a check outside its schedule and returns what it saw. */
  CheckResult checkNow(String service, String server, String check) throws Refusal;

  /** Zeroes the counters of one service, or of all when the name is empty. */
  void zeroCounters(String service) throws Refusal;

  /** Begins an orderly stop and returns. */
  void stop();
}
