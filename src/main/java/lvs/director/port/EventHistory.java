package lvs.director.port;

import java.util.List;
import java.util.function.Consumer;

/** What happened, kept on disk and bounded. Any thread may ask. */
public interface EventHistory {

  /** A director that keeps nothing. */
  EventHistory NONE = new NoEvents();

  /**
   * Those before a number, newest first.
   *
   * @param number {@link Long#MAX_VALUE} begins with the newest
   * @param subject only those of this subject; empty takes all
   * @param limit 1 to 10,000
   */
  List<Event> before(long number, String subject, int limit);

  /** Those of a span, oldest first; the newest {@code limit} of them where there are more. */
  List<Event> between(long fromEpochMillis, long toEpochMillis, int limit);

  /** Calls the listener for each new event, in order; it must not wait. */
  void listen(Consumer<Event> listener);

  /** Ends what {@link #listen} began. */
  void forget(Consumer<Event> listener);
}
