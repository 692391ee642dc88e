package lvs.director.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.proxy.scheduler.Flow;
import lvs.director.proxy.scheduler.ServerPool.Seat;

/**
 * A UDP service, whole on one loop: one socket for all clients, and one connected socket for each
 * flow. A flow is a client at its server; with one-packet scheduling each datagram is scheduled by
 * itself, and a client has a flow at every server that it met, so that replies find it.
 */
final class UdpService extends RunningService implements EventLoop.Ready {
  private static final int DATAGRAMS_A_TURN = 64;

  private final EventLoop home;
  private final DatagramChannel listener;
  private final Consumer<Long> ticker = this::tick;
  private final Map<FlowKey, UdpFlow> flows = new HashMap<>();

  /**
   * @param server null without one-packet scheduling: the client's only flow
   */
  private record FlowKey(InetSocketAddress client, ServerEntry server) {}

  /**
   * @throws IOException when the virtual address cannot be bound
   */
  UdpService(ServiceTable.Service wanted, ServiceKey.Address key, Shared shared)
      throws IOException {
    super(wanted, key, shared);
    home = shared.home();
    listener = DatagramChannel.open(EventLoop.family(key.endpoint()));
    try {
      listener.configureBlocking(false);
      listener.bind(key.endpoint().socketAddress());
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    home.execute(this::listen);
  }

  private void listen() {
    try {
      home.register(listener, SelectionKey.OP_READ, this);
      home.addTicker(ticker);
    } catch (IOException e) {
      unexpected(e);
    }
  }

  @Override
  public void ready(int operations) throws IOException {
    for (int i = 0; i < DATAGRAMS_A_TURN; i++) {
      ByteBuffer datagram = home.buffers.scratch();
      InetSocketAddress client = (InetSocketAddress) listener.receive(datagram);
      if (client == null) {
        return;
      }
      forward(client, datagram.flip());
    }
  }

  private void forward(InetSocketAddress client, ByteBuffer datagram) {
    UdpFlow flow =
        wanted().scheduling().onePacket()
            ? onePacketFlow(client)
            : existing(new FlowKey(client, null)).orElseGet(() -> newFlow(client));
    if (flow != null) {
      flow.toServer(datagram);
    }
  }

  private Optional<UdpFlow> existing(FlowKey key) {
    return Optional.ofNullable(flows.get(key));
  }

  private UdpFlow newFlow(InetSocketAddress client) {
    Optional<Seat<ServerEntry>> seat = take(client);
    if (seat.isEmpty()) {
      return null;
    }
    seat.get().server().countConnection();
    return open(new FlowKey(client, null), seat.get(), seat.get().server());
  }

  /** The datagram counts as a connection that ends at once; only the socket is kept. */
  private UdpFlow onePacketFlow(InetSocketAddress client) {
    Optional<Seat<ServerEntry>> seat = take(client);
    if (seat.isEmpty()) {
      return null;
    }
    pool().leave(seat.get(), home.nowNanos());
    ServerEntry server = seat.get().server();
    server.countConnection();
    FlowKey key = new FlowKey(client, server);
    return existing(key).orElseGet(() -> open(key, null, server));
  }

  private Optional<Seat<ServerEntry>> take(InetSocketAddress client) {
    Optional<Seat<ServerEntry>> seat =
        pool()
            .take(
                new Flow(
                    client.getAddress(), client.getPort(), virtual().address(), home.nowNanos()));
    if (seat.isEmpty()) {
      noServer();
    }
    return seat;
  }

  private UdpFlow open(FlowKey key, Seat<ServerEntry> seat, ServerEntry server) {
    if (!shared().admit()) {
      shared().complaints().say(key() + ": the limit of connections is reached");
      return refused(seat);
    }
    UdpFlow flow = new UdpFlow(this, key.client(), server, seat);
    try {
      flow.open();
    } catch (IOException e) {
      connectFailed(server, e);
      shared().ended();
      return refused(seat);
    }
    flows.put(key, flow);
    return flow;
  }

  private UdpFlow refused(Seat<ServerEntry> seat) {
    if (seat != null) {
      pool().leave(seat, home.nowNanos());
    }
    return null;
  }

  /** Sends a reply; one that the socket does not take now is lost, as on any network. */
  void toClient(InetSocketAddress client, ByteBuffer datagram) {
    try {
      listener.send(datagram, client);
    } catch (IOException e) {
      shared().complaints().say(key() + ": a reply was lost: " + e.getMessage());
    }
  }

  EventLoop loop() {
    return home;
  }

  void end(UdpFlow flow) {
    FlowKey key = new FlowKey(flow.client(), flow.seat() == null ? flow.server() : null);
    if (flows.remove(key, flow)) {
      flow.close();
      refused(flow.seat());
      shared().ended();
    }
  }

  private void tick(long nowNanos) {
    long oldestNanos = nowNanos - timeouts().udpNanos();
    endFlows(flow -> flow.lastActivityNanos() - oldestNanos <= 0);
    pool().expire(nowNanos);
  }

  private Void endFlows(java.util.function.Predicate<UdpFlow> which) {
    List.copyOf(flows.values()).stream().filter(which).forEach(this::end);
    return null;
  }

  @Override
  void edited(boolean serversLeft) {
    if (serversLeft) {
      home.ask(() -> endFlows(flow -> flow.server().removed()));
    }
  }

  /** Lines of the connection list; on the loop only. */
  List<DataPlane.Connection> views(int limit, long nowNanos) {
    List<DataPlane.Connection> views = new ArrayList<>();
    for (UdpFlow flow : flows.values()) {
      if (views.size() >= limit) {
        break;
      }
      long left = timeouts().udpNanos() - (nowNanos - flow.lastActivityNanos());
      InetSocketAddress client = flow.client();
      views.add(
          new DataPlane.Connection(
              key(),
              "UDP",
              Math.max(0, left / 1_000_000_000L),
              new Endpoint(client.getAddress(), client.getPort()),
              virtual(),
              flow.server().endpoint()));
    }
    return views;
  }

  @Override
  public void failed(Exception failure) {
    shared().complaints().say(key() + ": receiving failed: " + failure);
  }

  @Override
  void stop() {
    home.ask(this::stopOnLoop);
  }

  private Void stopOnLoop() {
    home.removeTicker(ticker);
    endFlows(flow -> true);
    try {
      listener.close();
    } catch (IOException e) {
      unexpected(e);
    }
    home.releaseClosed();
    return null;
  }
}
