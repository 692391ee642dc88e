package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import lvs.director.model.VirtualAddress;

/**
 * The virtual addresses of one machine. They outlive the director until their lease is over. An
 * address counts as expired from that instant on, not only when somebody looks.
 */
final class SimulatedKernel {
  static final long FOREVER = Long.MAX_VALUE;

  private final Map<InetAddress, Held> held = new LinkedHashMap<>();

  /**
   * @param address with prefix and interface
   * @param endNanos when the kernel removes it
   */
  record Held(VirtualAddress address, long endNanos) {}

  void put(long nowNanos, List<VirtualAddress> addresses, OptionalInt leaseSeconds) {
    long end =
        leaseSeconds.isPresent()
            ? nowNanos + TimeUnit.SECONDS.toNanos(leaseSeconds.getAsInt())
            : FOREVER;
    for (VirtualAddress each : addresses) {
      held.put(each.address(), new Held(each, end));
    }
  }

  /** Whether it was there. */
  boolean remove(InetAddress address) {
    return held.remove(address) != null;
  }

  boolean has(long nowNanos, InetAddress address) {
    return endNanos(address) > nowNanos;
  }

  /** When the lease ends; {@link Long#MIN_VALUE} where the address is not there. */
  long endNanos(InetAddress address) {
    Held found = held.get(address);
    return found == null ? Long.MIN_VALUE : found.endNanos;
  }

  /** Takes away what is over. */
  List<VirtualAddress> expire(long nowNanos) {
    List<VirtualAddress> gone = new ArrayList<>();
    held.values().removeIf(each -> each.endNanos <= nowNanos && gone.add(each.address));
    return gone;
  }

  List<VirtualAddress> addresses() {
    return held.values().stream().map(Held::address).toList();
  }
}
