package lvs.director.vrrp;

import java.util.List;
import java.util.Optional;
import lvs.director.model.AddressLease;
import lvs.director.model.VirtualRouter;

/** What holds for all virtual routers of this machine. */
final class Setting {
  /** Wall time at which the monotonic clock read 0. */
  long epochNanosAtZero;

  /** No virtual router leaves its first state before (vrrp_startup_delay). */
  long quietUntilNanos = Long.MIN_VALUE;

  AddressLease lease = AddressLease.AUTOMATIC;
  boolean putsLostAddressesBack = true;

  /** The director is on its way out. */
  boolean stopping;

  /** Who serves has changed, so that claims of other addresses are of interest. */
  boolean mastersChanged;

  /** Name of the virtual router that leaves the mastership to others for now; empty for none. */
  Optional<String> catchingUp = Optional.empty();

  /** Whether it leaves the mastership to any master that it hears, with its sync group. */
  boolean catchesUp(Router router) {
    return catchingUp.isPresent()
        && router.group.map(Group::members).orElse(List.of(router)).stream()
            .anyMatch(each -> each.name().equals(catchingUp.get()));
  }

  boolean isQuiet(long nowNanos) {
    return nowNanos < quietUntilNanos;
  }

  /** Now, or the end of the startup delay. */
  long timersFrom(long nowNanos) {
    return Math.max(nowNanos, quietUntilNanos);
  }

  /** Whether the kernel has removed its addresses: only who holds some has a lease. */
  boolean leaseOver(Router router, long unrenewedNanos) {
    return lease.enabled()
        && !router.wiring().items().addresses().isEmpty()
        && unrenewedNanos >= leaseSeconds(router.config()) * Timers.SECOND;
  }

  /** The longest master down interval that a peer can have, rounded up, and a second more. */
  int leaseSeconds(VirtualRouter router) {
    long longestNanos = Timers.masterDown(router, 1, Timers.interval(router));
    long automatic = Math.ceilDiv(longestNanos, Timers.SECOND) + 1;
    return lease.seconds().orElse((int) automatic);
  }
}
