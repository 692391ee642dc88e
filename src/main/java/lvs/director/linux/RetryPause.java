package lvs.director.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.ipvs.IpvsChange;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Refused;

/**
 * Changes that the kernel refused, held back for a while: each try with a scheduler whose module is
 * missing starts modprobe and writes a line to the kernel's log.
 */
final class RetryPause {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Map<IpvsChange, Refused> refused = Map.of();
  private long untilNanos;

  /** Those that may be tried now; servers of a service that waits are not among them. */
  List<IpvsChange> due(List<IpvsChange> changes, long nowNanos) {
    if (refused.isEmpty() || nowNanos - untilNanos >= 0) {
      return changes;
    }
    List<IpvsChange> due = new ArrayList<>(changes);
    Set<ServiceKey> missing = new HashSet<>();
    for (IpvsChange change : changes) {
      if (change instanceof IpvsChange.AddService add && refused.containsKey(change)) {
        missing.add(add.service().key());
      }
    }
    due.removeIf(
        change -> refused.containsKey(change) || missing.contains(ChangeAnswers.service(change)));
    return due;
  }

  /**
   * @param planned what would have to be done; what no longer has to be is forgotten
   * @param fresh what was refused just now
   */
  void remember(List<IpvsChange> planned, Map<IpvsChange, Refused> fresh, long nowNanos) {
    Map<IpvsChange, Refused> now = new LinkedHashMap<>();
    if (!refused.isEmpty() && nowNanos - untilNanos < 0) {
      planned.stream()
          .filter(refused::containsKey)
          .forEach(change -> now.put(change, refused.get(change)));
    }
    if (!fresh.isEmpty()) {
      now.putAll(fresh);
      untilNanos = nowNanos + PAUSE_NANOS;
    }
    refused = now;
  }

  /** Why changes wait, one entry for each service or server. */
  List<Refused> standing() {
    return refused.values().stream().distinct().toList();
  }
}
