package lvs.director.pool;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Script;
import lvs.director.model.ServiceTable;

/** What the pool engine wants done; the order of a list is the order of doing. */
public sealed interface PoolEffect {

  /**
   * @param probe number to answer with
   * @param step which URL of an HTTP check, from 0
   */
  record StartCheck(long probe, Check check, int step) implements PoolEffect {}

  /** The answer of this probe is no longer wanted. */
  record StopCheck(long probe) implements PoolEffect {}

  /** The data plane shall hold this table. */
  record Want(ServiceTable table) implements PoolEffect {}

  /**
   * A notify script, without waiting for its end.
   *
   * @param object scripts of one object run in order, one at a time: the id of the virtual service
   * @param cause what happened, in an operator's words
   */
  record RunScript(Script script, String object, String cause) implements PoolEffect {}

  /** A line for the notify FIFO, without line end. */
  record WriteFifo(String line) implements PoolEffect {}

  /** Overrides to keep on disk, all of them. */
  record KeepOverrides(List<ServerOverride> overrides) implements PoolEffect {}

  /** Something that people want to know: log, JMX notification, later mail and journal. */
  record Announce(Notice notice) implements PoolEffect {}

  /**
   * @param kind what happened
   * @param serviceId virtual service
   * @param server real server, empty where the service itself is meant
   * @param text one line with the reason: {@code real server 10.0.0.2:80 of TCP 10.0.0.1:80 is
   *     down: connection refused after 0.4 ms (3 of 3 attempts); 1 of 2 servers up}
   * @param smtpAlert whether the configuration asks for mail about it
   */
  record Notice(
      Kind kind, String serviceId, Optional<Endpoint> server, String text, boolean smtpAlert) {

    /** What a notice is about. */
    public enum Kind {
      SERVER_UP,
      SERVER_DOWN,
      SERVER_WEIGHT,
      SERVER_OVERRIDE,
      SERVER_DRAINED,
      CHECK_FAILED,
      QUORUM_GAINED,
      QUORUM_LOST,
      SERVICE_SUSPENDED,
      SERVICE_RESUMED,
      SERVICE_ADDED,
      SERVICE_REMOVED
    }
  }
}
