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
import lvs.director.model.LinkSettings;
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

  /** Held while a state is told, so that an older one never comes after a newer. */
  private final Object order = new Object();

  private volatile Set<InetAddress> addresses = Set.of();
  private Optional<OperatingSystem.LinkWatcher> watch = Optional.empty();
  private LinkSettings settings = LinkSettings.DEFAULT;
  private boolean impossible;
  private boolean closed;

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
    synchronized (order) {
      election = receiver;
      receiver.accept(new VrrpEvent.NetworkChanged(state));
    }
  }

  synchronized void configure(LinkSettings links) {
    settings = links;
    watch.ifPresent(open -> open.configure(links));
  }

  /** Whether a link of this machine has the MAC address. */
  boolean isOurs(MacAddress mac) {
    return state.links().values().stream().anyMatch(link -> link.mac().equals(Optional.of(mac)));
  }

  NetworkState state() {
    return state;
  }

  /** Begins to watch; the state is known when it returns. */
  synchronized void watch() throws IOException {
    if (watch.isEmpty()) {
      watch = Optional.of(machine.watchLinks(this));
      watch.get().configure(settings);
    }
  }

  /** Begins to watch where that is possible, and says once where it is not. */
  synchronized void watchIfPossible() {
    try {
      if (!impossible && !closed) {
        watch();
      }
    } catch (IOException impossibleHere) {
      impossible = true;
      log.warning(
          "changes of this machine's addresses are not seen: "
              + impossibleHere.getMessage()
              + "; ha_suspend does nothing, and new addresses are served up to 2 s late");
    }
  }

  @Override
  public void network(NetworkState now) {
    synchronized (order) {
      state = now;
      election.accept(new VrrpEvent.NetworkChanged(now));
    }
    Set<InetAddress> found = new HashSet<>();
    now.links()
        .values()
        .forEach(
            link ->
                link.addresses().stream()
                    .filter(each -> !each.tentative()) // nobody can listen on it yet
                    .forEach(each -> found.add(Endpoint.withoutScope(each.address()))));
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
    closed = true;
    election = _ -> {};
    watch.ifPresent(OperatingSystem.LinkWatcher::close);
    watch = Optional.empty();
  }
}
