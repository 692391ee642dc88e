package lvs.director.mail;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.model.MailPolicy.Relay;

/** The order of the configuration, but relays that failed lately come last: one may hang long. */
final class RelayOrder {
  private final Duration memory;
  private final Map<Relay, Long> failedNanos = new HashMap<>();

  RelayOrder(Duration memory) {
    this.memory = memory;
  }

  List<Relay> of(List<Relay> relays) {
    long nowNanos = System.nanoTime();
    failedNanos.values().removeIf(at -> nowNanos - at > memory.toNanos());
    return relays.stream().sorted(Comparator.comparing(failedNanos::containsKey)).toList();
  }

  void failed(Set<Relay> relays) {
    relays.forEach(relay -> failedNanos.put(relay, System.nanoTime()));
  }
}
