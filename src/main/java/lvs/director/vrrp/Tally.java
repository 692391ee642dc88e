package lvs.director.vrrp;

import java.util.EnumMap;
import java.util.Map;
import lvs.director.vrrp.packet.DiscardReason;

/** Counters of one virtual router, named as in RFC 8347. */
final class Tally {
  long masterTransitions;
  long masterReleases;
  long advertisementsReceived;
  long advertisementsSent;
  long priorityZeroReceived;
  long priorityZeroSent;
  long addressConflicts;
  private final Map<DiscardReason, Long> discarded = new EnumMap<>(DiscardReason.class);

  void discarded(DiscardReason reason) {
    discarded.merge(reason, 1L, Long::sum);
  }

  VrrpView.Counters snapshot() {
    return new VrrpView.Counters(
        masterTransitions,
        masterReleases,
        advertisementsReceived,
        advertisementsSent,
        priorityZeroReceived,
        priorityZeroSent,
        addressConflicts,
        Map.copyOf(discarded));
  }
}
