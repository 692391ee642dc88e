package lvs.director.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.base.MacAddress;
import lvs.director.lab.Await;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.NetworkState;

/** What a link monitor told, in order; made in the namespace that it watches. */
final class Recorder implements NetworkControl.Listener, AutoCloseable {
  private final List<NetworkState> states = new CopyOnWriteArrayList<>();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final LinkMonitor monitor;

  Recorder(HeldItems held) throws IOException {
    monitor = LinkMonitor.start(held, this);
  }

  LinkMonitor monitor() {
    return monitor;
  }

  int states() {
    return states.size();
  }

  NetworkState last() {
    return states.getLast();
  }

  List<String> lost() {
    return List.copyOf(lost);
  }

  boolean sawTentative(String prefix) {
    return states.stream()
        .flatMap(state -> state.links().values().stream())
        .flatMap(link -> link.addresses().stream())
        .anyMatch(each -> each.prefix().toString().equals(prefix) && each.tentative());
  }

  NetworkState.Link link(String name) {
    return last().link(name).orElseThrow();
  }

  void await(String what, Await.Condition condition) {
    Await.until(Duration.ofSeconds(5), () -> what + " in " + last() + ", lost " + lost, condition);
  }

  @Override
  public void network(NetworkState state) {
    states.add(state);
  }

  @Override
  public void lost(String router, String what, boolean tracked, Optional<String> trackGroup) {
    lost.add(router + ": " + what + (tracked ? " tracked" : "") + trackGroup.orElse(""));
  }

  @Override
  public void claimed(String interfaceName, InetAddress address, MacAddress by) {
    throw new AssertionError("not its business");
  }

  @Override
  public void close() {
    monitor.close();
  }
}
