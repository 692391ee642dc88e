package lvs.director.jmx;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;

/**
 * Which virtual addresses this machine has, whatever the election believes. The loopback interface
 * does not count: there a director that is a real server too has them all the time. What was seen
 * counts for a second, so that a scrape of many virtual routers asks once.
 */
final class MachineAddresses {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private record Seen(long nanos, Set<InetAddress> addresses) {}

  private volatile Seen seen;

  /** How many of a virtual router's addresses are here. */
  int held(VirtualRouter router) {
    Set<InetAddress> here = addresses();
    return (int)
        Stream.concat(router.addresses().stream(), router.excludedAddresses().stream())
            .map(VirtualAddress::address)
            .filter(here::contains)
            .count();
  }

  private Set<InetAddress> addresses() {
    Seen last = seen;
    long now = System.nanoTime();
    if (last == null || now - last.nanos > FRESH_NANOS) {
      last = new Seen(now, read());
      seen = last;
    }
    return last.addresses;
  }

  private static Set<InetAddress> read() {
    Set<InetAddress> found = new HashSet<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        if (!each.isLoopback()) {
          each.inetAddresses().map(Endpoint::withoutScope).forEach(found::add);
        }
      }
    } catch (SocketException gone) {
      // An interface that went away meanwhile has no addresses.
    }
    return found;
  }
}
