package lvs.director.port;

import java.util.List;
import java.util.function.Consumer;

/** {@link EventHistory#NONE}. */
final class NoEvents implements EventHistory {
  @Override
  public List<Event> before(long number, String subject, int limit) {
    return List.of();
  }

  @Override
  public List<Event> between(long fromEpochMillis, long toEpochMillis, int limit) {
    return List.of();
  }

  @Override
  public void listen(Consumer<Event> listener) {}

  @Override
  public void forget(Consumer<Event> listener) {}
}
