package lvs.director.port;

import java.net.InetAddress;
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

  /**
   * Weight 0, and out of the table when no connection and no persistence template is left; {@link
   * #enable} cancels it at any time and puts the server back.
   *
   * @param deadline takes it out then, whatever it still has; empty waits until it is empty
   * @param expiresAfter enables it again, drained or not; longer than the deadline
   */
  void drainAndRemove(
      String service,
      String server,
      String reason,
      Optional<Duration> deadline,
      Optional<Duration> expiresAfter)
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

  /**
   * Hands the mastership of a virtual router or sync group over and returns when the successor
   * serves.
   *
   * @param to address of the router that shall take over; empty lets the election decide
   * @param hold keeps the mastership away until {@link #release}
   * @return who took over, how long it took and the gap
   * @throws Refusal when this machine is not master, no peer took over within the protocol's time
   *     (then it never stopped serving), or {@code to} would not win
   */
  String failover(String name, Optional<InetAddress> to, boolean hold) throws Refusal;

  /** Ends the hold of {@link #failover}. */
  void release(String name) throws Refusal;

  /** Begins an orderly stop and returns; a kernel's table stays or goes as configured. */
  void stop();

  /**
   * The same, but a kernel's table stays in any case, for the next run to adopt.
   *
   * @throws Refusal when the plane in use ends with the director
   */
  void stopKeepingTable() throws Refusal;
}
