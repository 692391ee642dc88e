package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lvs.director.base.MacAddress;

/**
 * Hears on the LAN who else says that it has an address: ARP requests and replies with it as the
 * sender, and neighbour advertisements of it. Its thread {@code claims} owns the sockets; an
 * interface that is gone or came back is noticed within five seconds. Needs CAP_NET_RAW.
 */
public final class ClaimWatch implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SAME_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_REMEMBERED = 1_024;
  private static final int FRAME_BYTES = 2_048;

  /** Is told of claims, the same one at most once a second; must not wait. */
  @FunctionalInterface
  public interface Listener {
    void claimed(String interfaceName, InetAddress address, MacAddress by);
  }

  private record Wanted(Map<String, Set<InetAddress>> addresses, Predicate<MacAddress> ours) {}

  private final Listener listener;
  private final Poll poll;
  private final Message message = new Message(FRAME_BYTES);
  private final Map<ClaimSocket.Key, ClaimSocket> sockets = new LinkedHashMap<>();
  private final Map<ClaimSocket.Claim, Long> toldNanos = new HashMap<>();
  private final Thread thread;
  private List<ClaimSocket> polled = List.of();
  private volatile Wanted wanted = new Wanted(Map.of(), _ -> false);
  private volatile List<String> problems = List.of();
  private volatile boolean closed;

  /**
   * @throws IOException when native calls are not possible or no descriptor is left
   */
  public ClaimWatch(Listener listener) throws IOException {
    this.listener = listener;
    this.poll = Poll.open();
    this.thread = Thread.ofPlatform().daemon().name("claims").unstarted(this::run);
    thread.start();
  }

  /**
   * Claims of exactly these addresses are of interest. May be called by any thread.
   *
   * @param addresses by the name of the interface that they belong to
   * @param ours MAC addresses of this machine; their claims are our own
   */
  public void watch(Map<String, Set<InetAddress>> addresses, Predicate<MacAddress> ours) {
    wanted = new Wanted(Map.copyOf(addresses), ours);
    poll.wake();
  }

  /** Interfaces that cannot be listened to at present, with the reason. */
  public List<String> problems() {
    return problems;
  }

  private void run() {
    Wanted applied = null;
    long lookAtNanos = System.nanoTime();
    while (!closed) {
      Wanted now = wanted;
      if (now != applied || System.nanoTime() - lookAtNanos >= 0) {
        apply(now);
        applied = now;
        lookAtNanos = System.nanoTime() + LOOK_AGAIN_NANOS;
      }
      poll.await(Math.max(0, lookAtNanos - System.nanoTime()));
      if (poll.ready()) {
        drain(now);
      }
    }
    apply(new Wanted(Map.of(), _ -> false));
    poll.close();
  }

  private void apply(Wanted now) {
    List<String> failures = new ArrayList<>();
    Set<ClaimSocket.Key> keys = keys(now.addresses, failures);
    sockets.values().removeIf(socket -> !keys.contains(socket.key) && closed(socket));
    for (ClaimSocket.Key key : keys) {
      try {
        if (!sockets.containsKey(key)) {
          sockets.put(key, ClaimSocket.open(key));
        }
      } catch (LastErrorException failed) {
        failures.add(problem(key.interfaceName(), failed.getErrorCode()));
      }
    }
    polled = List.copyOf(sockets.values());
    poll.watch(polled.stream().mapToInt(socket -> socket.fd).toArray());
    problems = List.copyOf(failures);
  }

  private static Set<ClaimSocket.Key> keys(
      Map<String, Set<InetAddress>> addresses, List<String> failures) {
    Set<ClaimSocket.Key> keys = new LinkedHashSet<>();
    addresses.forEach(
        (name, all) -> {
          int index = SocketCalls.interfaceIndex(name);
          if (index == 0) {
            failures.add(problem(name, Errno.ENODEV));
            return;
          }
          all.stream()
              .collect(Collectors.partitioningBy(ClaimSocket::isIpv6, Collectors.toSet()))
              .forEach((ipv6, some) -> keys.add(new ClaimSocket.Key(name, index, ipv6, some)));
        });
    keys.removeIf(key -> key.addresses().isEmpty());
    return keys;
  }

  private static String problem(String interfaceName, int errno) {
    return "claims of addresses on " + interfaceName + " are not heard: " + Errno.text(errno);
  }

  private static boolean closed(ClaimSocket socket) {
    SocketCalls.close(socket.fd);
    return true;
  }

  private void drain(Wanted now) {
    for (int i = 0; i < polled.size(); i++) {
      ClaimSocket socket = polled.get(i);
      for (int n = 0; poll.isReady(i) && n < MOST_AT_ONCE; n++) {
        if (message.receive(socket.fd)) {
          socket.claim(message).filter(each -> !now.ours.test(each.by())).ifPresent(this::tell);
        } else if (Native.getLastError() != Errno.EINTR) {
          break;
        }
      }
    }
  }

  private void tell(ClaimSocket.Claim claim) {
    long nowNanos = System.nanoTime();
    Long lastNanos = toldNanos.get(claim);
    if (lastNanos != null && nowNanos - lastNanos < SAME_AGAIN_NANOS) {
      return;
    }
    if (toldNanos.size() >= MOST_REMEMBERED) {
      toldNanos.clear();
    }
    toldNanos.put(claim, nowNanos);
    listener.claimed(claim.interfaceName(), claim.address(), claim.by());
  }

  @Override
  public void close() {
    closed = true;
    poll.wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
