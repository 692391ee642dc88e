package lvs.director.daemon;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualAddress;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.OwnedItems;

/**
 * A machine's network in memory: holds addresses as a kernel does and writes down what was asked.
 */
final class RecordingNetwork implements NetworkControl {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Set<String>> held = new LinkedHashMap<>();
  private final Map<String, Integer> failures = new LinkedHashMap<>();
  private CountDownLatch gate = new CountDownLatch(0);
  private boolean closed;

  /** The next so many takes of the router fail. */
  synchronized void failTakes(String router, int times) {
    failures.put(router, times);
  }

  /** Every call waits until the gate opens. */
  synchronized CountDownLatch close(int opens) {
    gate = new CountDownLatch(opens);
    return gate;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized Set<String> held(String router) {
    return Set.copyOf(held.getOrDefault(router, Set.of()));
  }

  synchronized boolean closed() {
    return closed;
  }

  private List<String> note(String call) {
    CountDownLatch waitFor;
    synchronized (this) {
      waitFor = gate;
    }
    try {
      waitFor.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      calls.add(call);
    }
    return List.of();
  }

  private static String text(List<VirtualAddress> addresses) {
    return addresses.stream()
        .map(each -> each.address().getHostAddress())
        .collect(Collectors.joining(","));
  }

  @Override
  public List<String> interfaces(Set<InterfacePlan> plans) {
    return note("interfaces " + plans.size());
  }

  @Override
  public List<String> statics(StaticAddresses statics) {
    return note("statics " + text(statics.addresses()));
  }

  @Override
  public List<String> take(String router, OwnedItems items, OptionalInt leaseSeconds) {
    note("take " + router + " " + text(items.addresses()));
    synchronized (this) {
      if (failures.merge(router, -1, Integer::sum) >= 0) {
        return List.of("address " + text(items.addresses()) + ": EPERM");
      }
      Set<String> mine = held.computeIfAbsent(router, _ -> new LinkedHashSet<>());
      items.addresses().forEach(each -> mine.add(each.address().getHostAddress()));
      return List.of();
    }
  }

  @Override
  public List<String> drop(String router, OwnedItems items) {
    note("drop " + router + " " + text(items.addresses()));
    synchronized (this) {
      Set<String> mine = held.computeIfAbsent(router, _ -> new LinkedHashSet<>());
      items.addresses().forEach(each -> mine.remove(each.address().getHostAddress()));
      return List.of();
    }
  }

  @Override
  public List<String> renew(String router, List<VirtualAddress> addresses, int leaseSeconds) {
    return note("renew " + router);
  }

  @Override
  public List<String> cleanUp(Set<InetAddress> kept) {
    return note("clean up but " + kept.size());
  }

  @Override
  public List<String> announce(VirtualAddress address) {
    return note("announce " + address.address().getHostAddress());
  }

  @Override
  public List<String> probe(VirtualAddress address) {
    return note("probe " + address.address().getHostAddress());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
