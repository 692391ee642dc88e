package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.LvsSettings;
import lvs.director.port.DataPlane.Refused;

/** The kernel's idle times of connections: set where configured, put back at the end. */
final class IdleTimes {
  private static final String NAME = "lvs_timeouts";

  private final IpvsSocket kernel;
  private final TableKeeper memory;

  /**
   * @param memory where it is kept what they were before
   */
  IdleTimes(IpvsSocket kernel, TableKeeper memory) {
    this.kernel = kernel;
    this.memory = memory;
  }

  /** Makes them as configured; those that are not configured are what they were before us. */
  Optional<Refused> hold(LvsSettings settings) {
    IpvsTimeouts wanted =
        new IpvsTimeouts(
            settings.tcpTimeoutSeconds(),
            settings.tcpFinTimeoutSeconds(),
            settings.udpTimeoutSeconds());
    return wanted.equals(new IpvsTimeouts(0, 0, 0)) ? release() : hold(wanted);
  }

  private Optional<Refused> hold(IpvsTimeouts wanted) {
    try {
      IpvsTimeouts before = memory.timeouts().orElse(null);
      if (before == null) {
        before = kernel.timeouts();
        memory.rememberTimeouts(Optional.of(before));
      }
      return set(
          new IpvsTimeouts(
              wanted.tcp() == 0 ? before.tcp() : wanted.tcp(),
              wanted.tcpFin() == 0 ? before.tcpFin() : wanted.tcpFin(),
              wanted.udp() == 0 ? before.udp() : wanted.udp()));
    } catch (IOException unreadable) {
      return Optional.of(new Refused(NAME, unreadable.getMessage()));
    }
  }

  /** Puts back what was before us. */
  Optional<Refused> release() {
    Optional<Refused> refused = memory.timeouts().flatMap(this::set);
    if (refused.isEmpty()) {
      memory.rememberTimeouts(Optional.empty());
    }
    return refused;
  }

  private Optional<Refused> set(IpvsTimeouts timeouts) {
    return kernel
        .apply(List.of(new IpvsChange.SetTimeouts(timeouts)))
        .getFirst()
        .map(refusal -> new Refused(NAME, refusal.words()));
  }
}
