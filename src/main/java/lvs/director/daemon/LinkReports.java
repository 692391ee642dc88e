package lvs.director.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.VrrpEvent;

/**
 * LinkReports and addresses of this machine as the kernel tells them, for all who want to know: the
 * election, services with ha_suspend, and the plane that listens on virtual addresses. Watching
 * begins when the first of them asks.
 */
final class LinkReports implements NetworkControl.Listener, AutoCloseable {
  private final OperatingSystem machine;
  private final EventLog log;
  private final List<Consumer<Set<InetAddress>>> addressListeners = new CopyOnWriteArrayList<>();
  private volatile Consumer<VrrpEvent> election = _ -> {};
  private volatile NetworkState state = NetworkState.EMPTY;
  private volatile Set<InetAddress> addresses = Set.of();
  private Optional<AutoCloseable> watch = Optional.empty();
  private boolean impossible;

  LinkReports(OperatingSystem machine, EventLog log) {
    this.machine = machine;
    this.log = log;
  }

  /** Is told all addresses of the machine whenever they change. */
  void onAddresses(Consumer<Set<InetAddress>> listener) {
    addressListeners.add(listener);
  }

  /** Sends the present state and every event to come. */
  void tell(Consumer<VrrpEvent> receiver) {
    election = receiver;
    receiver.accept(new VrrpEvent.NetworkChanged(state));
  }

  NetworkState state() {
    return state;
  }

  /** Begins to watch; the state is known when it returns. */
  synchronized void watch() throws IOException {
    if (watch.isEmpty()) {
      watch = Optional.of(machine.watchLinks(this));
    }
  }

  /** Begins to watch where that is possible, and says once where it is not. */
  synchronized void watchIfPossible(String otherwise) {
    try {
      if (!impossible) {
        watch();
      }
    } catch (IOException impossibleHere) {
      impossible = true;
      log.warning(
          "changes of this machine's addresses are not seen: "
              + impossibleHere.getMessage()
              + "; "
              + otherwise);
    }
  }

  @Override
  public void network(NetworkState now) {
    state = now;
    election.accept(new VrrpEvent.NetworkChanged(now));
    Set<InetAddress> found = new HashSet<>();
    now.links()
        .values()
        .forEach(
            link ->
                link.addresses().forEach(each -> found.add(Endpoint.withoutScope(each.address()))));
    if (!found.equals(addresses)) {
      addresses = Set.copyOf(found);
      addressListeners.forEach(listener -> listener.accept(addresses));
    }
  }

  @Override
  public void lost(String router, String what, boolean tracked, Optional<String> trackGroup) {
    election.accept(new VrrpEvent.OwnedItemLost(router, what, tracked, trackGroup));
  }

  @Override
  public void claimed(String interfaceName, InetAddress address, MacAddress by) {
    election.accept(new VrrpEvent.AddressClaimed(interfaceName, address, by));
  }

  @Override
  public synchronized void close() {
    election = _ -> {};
    try {
      if (watch.isPresent()) {
        watch.get().close();
      }
    } catch (Exception failed) {
      log.warning("the watch on links did not end well: " + failed.getMessage());
    }
    watch = Optional.empty();
  }
}
