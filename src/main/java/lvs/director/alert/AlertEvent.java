package lvs.director.alert;

import java.time.Duration;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;

/** What the alert engine reacts to. Services are named by their ids. */
public sealed interface AlertEvent {

  /**
   * What an earlier run kept; comes before the first configuration.
   *
   * @param memory the text of the last {@link AlertEffect.Keep}
   */
  record Restored(String memory) implements AlertEvent {}

  /** Who wants to be told of what; what has left the configuration is over. */
  record Configured(Configuration configuration) implements AlertEvent {}

  /**
   * @param wanted the configuration asks for mail about it; asked only when it goes down
   * @param reason of the check that decided
   * @param left how the service stands now: {@code 1 of 2 servers up}; may be empty
   */
  record ServerSeen(
      String service, Endpoint server, boolean up, boolean wanted, String reason, String left)
      implements AlertEvent {}

  /** A further check of a real server failed: the reason in the mail that is to come. */
  record CheckFailed(String service, Endpoint server, String reason) implements AlertEvent {}

  /**
   * @param wanted the configuration asks for mail about the service itself; a service that had
   *     quorum is told of also when mail about its servers is wanted
   * @param text one line
   */
  record QuorumSeen(String service, boolean up, boolean wanted, String text)
      implements AlertEvent {}

  /** Its checks rest because its address is on another machine, or run again. */
  record ServiceRests(String service, boolean rests) implements AlertEvent {}

  /**
   * @param wanted the configuration asks for mail about it
   * @param text one line with the reason
   */
  record RouterSeen(String name, Condition condition, boolean wanted, String text)
      implements AlertEvent {}

  /** The same for a sync group. */
  record GroupSeen(String name, Condition condition, boolean wanted, String text)
      implements AlertEvent {}

  /** Somebody else is master too; told again while it lasts. */
  record SecondMaster(String router, String text) implements AlertEvent {}

  /** A held router hears no master; told again while it lasts. */
  record NobodyServes(String router, String text) implements AlertEvent {}

  /**
   * Somebody else changed the kernel's table.
   *
   * @param mended it was put right
   */
  record TableChanged(boolean mended, String text) implements AlertEvent {}

  /** None of somebody else's changes stands any more. */
  record TableRight() implements AlertEvent {}

  /** Nothing goes out for so long; replaces an earlier silence. */
  record Silence(Duration duration, String reason) implements AlertEvent {}

  /** The silence ends now. */
  record Speak() implements AlertEvent {}

  /** A deadline is due. */
  record TimePassed() implements AlertEvent {}

  /** The director ends: what waits goes out now. */
  record Ending() implements AlertEvent {}
}
