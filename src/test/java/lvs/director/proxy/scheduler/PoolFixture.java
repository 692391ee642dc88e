package lvs.director.proxy.scheduler;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.proxy.scheduler.ServerPool.Seat;

/**
 * One service whose servers are called by letters. Added as "A:3 B:2", so that the kernel's list,
 * newest first, is B A.
 */
final class PoolFixture {
  private final ServerPool<PoolServer> pool = new ServerPool<>(new Random(7), PoolServer::new);
  private final List<Seat<PoolServer>> seats = new ArrayList<>();
  private Scheduling scheduling;
  private Optional<Persistence> persistence = Optional.empty();
  private String servers;
  long nowNanos = 1_000_000_000L;

  PoolFixture(Scheduler scheduler, String servers) {
    this(Scheduling.of(scheduler), servers);
  }

  PoolFixture(Scheduling scheduling, String servers) {
    this.scheduling = scheduling;
    edit(servers);
  }

  PoolFixture persistent(int timeoutSeconds, int prefixLength) {
    persistence = Optional.of(new Persistence(timeoutSeconds, prefixLength, Optional.empty()));
    edit(servers);
    return this;
  }

  void scheduling(Scheduling wanted) {
    scheduling = wanted;
    edit(servers);
  }

  /** Each word is name:weight[:upper[:lower]]. */
  void edit(String wanted) {
    servers = wanted;
    Map<Endpoint, ServiceTable.Server> table = new LinkedHashMap<>();
    for (String word : wanted.split(" ")) {
      if (!word.isEmpty()) {
        String[] parts = (word + ":0:0").split(":");
        Endpoint endpoint = endpoint(parts[0]);
        table.put(
            endpoint,
            new ServiceTable.Server(
                endpoint,
                Forwarding.NAT,
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3])));
      }
    }
    ServiceKey key = new ServiceKey.Address(Protocol.TCP, endpoint("V"));
    pool.edit(new ServiceTable.Service(key, scheduling, persistence, table));
  }

  private static Endpoint endpoint(String name) {
    return Endpoint.parse("10.0.0." + (int) name.charAt(0) + ":80").orElseThrow();
  }

  static InetAddress address(String text) {
    return Endpoint.address(text).orElseThrow();
  }

  Flow flow(String client, int port, String destination) {
    return new Flow(address(client), port, address(destination), nowNanos);
  }

  /** Where the next client would go, without staying there; "-" for nowhere. */
  String peek() {
    return peek(flow("192.0.2.1", 40000, "10.0.0.1"));
  }

  String peek(Flow flow) {
    Optional<Seat<PoolServer>> seat = pool.take(flow);
    seat.ifPresent(s -> pool.leave(s, flow.nowNanos()));
    return seat.map(PoolFixture::name).orElse("-");
  }

  /** Where so many clients in a row go, without staying there. */
  String peek(int times) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < times; i++) {
      names.append(peek());
    }
    return names.toString();
  }

  /** A client comes and stays. */
  String take() {
    return take(flow("192.0.2.1", 40000, "10.0.0.1"));
  }

  String take(Flow flow) {
    Optional<Seat<PoolServer>> seat = pool.take(flow);
    seat.ifPresent(seats::add);
    return seat.map(PoolFixture::name).orElse("-");
  }

  String take(int times) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < times; i++) {
      names.append(take());
    }
    return names.toString();
  }

  /** The oldest connection at a server ends. */
  void end(String name) {
    Seat<PoolServer> seat = seat(name);
    seats.remove(seat);
    pool.leave(seat, nowNanos);
  }

  void halfClose(String name) {
    pool.becomeInactive(seat(name));
  }

  private Seat<PoolServer> seat(String name) {
    return seats.stream().filter(s -> name(s).equals(name)).findFirst().orElseThrow();
  }

  PoolServer server(String name) {
    return pool.servers().stream()
        .filter(s -> s.endpoint().equals(endpoint(name)))
        .findFirst()
        .orElseThrow();
  }

  ServerPool<PoolServer> pool() {
    return pool;
  }

  /** How often each server was chosen for so many flows. */
  Map<String, Integer> distribution(int times, IntFunction<Flow> flows) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(peek(flows.apply(i)), 1, Integer::sum);
    }
    return counts;
  }

  /** A flow from the client whose address is the number. */
  Flow client(int number) {
    String text = "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    return flow(text, 1024 + number % 60000, "10.0.0.1");
  }

  /** A flow to the virtual address whose last bytes are the number. */
  Flow destination(int number) {
    return flow("192.0.2.1", 40000, "10.9." + (number >> 8 & 255) + "." + (number & 255));
  }

  private static String name(Seat<PoolServer> seat) {
    return String.valueOf((char) seat.server().endpoint().address().getAddress()[3]);
  }
}
