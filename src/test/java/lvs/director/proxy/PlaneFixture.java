package lvs.director.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding;
import lvs.director.model.LvsSettings;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Refused;

/** A plane with one service (others may be added) on a free loopback port. */
final class PlaneFixture implements AutoCloseable {
  static final int DEADLINE_MILLIS = 20_000;

  final ProxyPlane plane;
  final ServiceKey.Address key;
  private final List<Socket> clients = new ArrayList<>();
  private final Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
  Scheduling scheduling = Scheduling.of(Scheduler.RR);
  Optional<Persistence> persistence = Optional.empty();

  PlaneFixture() throws IOException {
    this(Protocol.TCP, "127.0.0.1", new ProxyPlane(2, 65536));
  }

  PlaneFixture(Protocol protocol, String address, ProxyPlane plane) throws IOException {
    this.plane = plane;
    this.key = new ServiceKey.Address(protocol, free(address));
  }

  static Endpoint free(String address) throws IOException {
    InetAddress literal = InetAddress.ofLiteral(address);
    try (ServerSocket probe = new ServerSocket(0, 1, literal)) {
      return new Endpoint(literal, probe.getLocalPort());
    }
  }

  PlaneFixture server(Endpoint endpoint, int weight) {
    return server(endpoint, weight, 0, 0);
  }

  PlaneFixture server(Endpoint endpoint, int weight, int upper, int lower) {
    servers.put(endpoint, new ServiceTable.Server(endpoint, Forwarding.NAT, weight, upper, lower));
    return this;
  }

  PlaneFixture without(Endpoint endpoint) {
    servers.remove(endpoint);
    return this;
  }

  ServiceTable.Service service() {
    return service(key);
  }

  ServiceTable.Service service(ServiceKey other) {
    return new ServiceTable.Service(other, scheduling, persistence, new LinkedHashMap<>(servers));
  }

  PlaneFixture apply() {
    List<Refused> refused = plane.apply(table(service())).refused();
    if (!refused.isEmpty()) {
      throw new AssertionError(refused.toString());
    }
    return this;
  }

  static ServiceTable table(ServiceTable.Service... services) {
    Map<ServiceKey, ServiceTable.Service> table = new LinkedHashMap<>();
    for (ServiceTable.Service service : services) {
      table.put(service.key(), service);
    }
    return new ServiceTable(table);
  }

  static LvsSettings timeouts(int tcp, int tcpFin, int udp) {
    LvsSettings none = LvsSettings.DEFAULT;
    return new LvsSettings(
        tcp, tcpFin, udp, false, false, false, false, none.notifyPipe(), none.syncDaemon());
  }

  Socket connect() throws IOException {
    return connect("0.0.0.0");
  }

  Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    clients.add(socket);
    if (!from.equals("0.0.0.0")) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    }
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.connect(key.endpoint().socketAddress(), DEADLINE_MILLIS);
    return socket;
  }

  /** Everything that the service says to a client that only listens. */
  String listen() throws IOException {
    try (Socket socket = connect()) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads until the peer resets or ends; true for a reset. */
  static boolean endsWithReset(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // Whatever came before does not matter.
      }
      return false;
    } catch (java.net.SocketTimeoutException stillOpen) {
      throw new AssertionError("the connection is still open", stillOpen);
    } catch (IOException reset) {
      return true;
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  long active(Endpoint server) {
    return plane.counters().get(key).servers().get(server).active();
  }

  long inactive(Endpoint server) {
    return plane.counters().get(key).servers().get(server).inactive();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : clients) {
      socket.close();
    }
    plane.close();
  }
}
