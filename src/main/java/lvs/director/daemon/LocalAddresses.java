package lvs.director.daemon;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;

/**
 * Watches which addresses this machine has, for services with ha_suspend. Looks once a second while
 * it is switched on; a listener on kernel events replaces it when the director manages addresses
 * itself.
 */
final class LocalAddresses implements AutoCloseable {
  private final Consumer<Set<InetAddress>> onChange;
  private final EventLog log;
  private Thread thread;
  private Set<InetAddress> last = Set.of();

  LocalAddresses(Consumer<Set<InetAddress>> onChange, EventLog log) {
    this.onChange = onChange;
    this.log = log;
  }

  /** Switching on reports the addresses at once. */
  synchronized void watch(boolean on) {
    if (on && thread == null) {
      last = Set.of();
      look();
      thread = Thread.ofPlatform().name("link-monitor").daemon().start(this::run);
    } else if (!on && thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.SECONDS.sleep(1);
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    try {
      Set<InetAddress> now = new HashSet<>();
      NetworkInterface.networkInterfaces()
          .forEach(
              nic ->
                  nic.inetAddresses().forEach(address -> now.add(Endpoint.withoutScope(address))));
      if (!now.equals(last)) {
        last = Set.copyOf(now);
        onChange.accept(last);
      }
    } catch (SocketException unreadable) {
      log.warning("cannot read the addresses of this machine: " + unreadable.getMessage());
    }
  }

  @Override
  public void close() {
    watch(false);
  }
}
