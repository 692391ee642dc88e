package lvs.director.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.port.DataPlane;
import lvs.director.proxy.scheduler.Flow;
import lvs.director.proxy.scheduler.ServerPool.Seat;

/** A client's connection and the one to its real server, on one event loop from begin to end. */
final class TcpConnection {
  private enum State {
    CONNECTING("SYN_RECV"),
    ESTABLISHED("ESTABLISHED"),
    HALF_CLOSED("FIN_WAIT"),
    CLOSED("CLOSE");

    /** The name in the state column of {@code ipvsadm -Lnc}. */
    private final String shown;

    State(String shown) {
      this.shown = shown;
    }
  }

  private final TcpService service;
  private final EventLoop loop;
  private final SocketChannel client;
  private final InetSocketAddress clientAddress;
  private final TcpSide clientSide;
  private TcpSide serverSide;
  private SocketChannel server;
  private Seat<ServerEntry> seat;
  private State state = State.CONNECTING;
  private boolean triedAnother;
  private long lastActivityNanos;

  /** Index in the loop's list. */
  int place;

  TcpConnection(TcpService service, EventLoop loop, SocketChannel client) throws IOException {
    this.service = service;
    this.loop = loop;
    this.client = client;
    this.clientAddress = (InetSocketAddress) client.getRemoteAddress();
    this.clientSide = new TcpSide(this, loop, true);
  }

  /** Chooses a server and connects to it. */
  void start() {
    loop.add(this);
    lastActivityNanos = loop.nowNanos();
    try {
      chooseServer();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void chooseServer() {
    Optional<Seat<ServerEntry>> chosen = service.pool().take(flow());
    if (chosen.isEmpty()) {
      service.noServer();
      abort();
    } else {
      connect(chosen.get());
    }
  }

  private Flow flow() {
    return new Flow(
        clientAddress.getAddress(),
        clientAddress.getPort(),
        service.virtual().address(),
        loop.nowNanos());
  }

  private void connect(Seat<ServerEntry> chosen) {
    seat = chosen;
    seat.server().countConnection();
    serverSide = new TcpSide(this, loop, false);
    try {
      server = SocketChannel.open(EventLoop.family(seat.server().endpoint()));
      server.configureBlocking(false);
      server.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.connect(seat.server().endpoint().socketAddress());
      // On a fast network the answer is there by now, which saves a turn of the loop.
      if (server.finishConnect()) {
        established();
      } else {
        serverSide.open(server, clientSide, SelectionKey.OP_CONNECT);
      }
    } catch (IOException e) {
      connectFailed(e);
    }
  }

  void finishConnect() {
    try {
      if (server.finishConnect()) {
        established();
      }
    } catch (IOException e) {
      connectFailed(e);
    }
  }

  private void established() throws IOException {
    state = State.ESTABLISHED;
    progressed();
    serverSide.open(server, clientSide, SelectionKey.OP_READ);
    clientSide.open(client, serverSide, SelectionKey.OP_READ);
    // The first request is mostly there already; this saves a turn of the loop.
    clientSide.read();
  }

  private void connectFailed(IOException failure) {
    service.connectFailed(seat.server(), failure);
    closeQuietly(server);
    boolean serversFault =
        failure instanceof ConnectException || failure instanceof NoRouteToHostException;
    Optional<Seat<ServerEntry>> another =
        serversFault && !triedAnother
            ? service.pool().takeOther(flow(), seat.server())
            : Optional.empty();
    if (another.isEmpty()) {
      abort();
    } else {
      triedAnother = true;
      leaveSeat();
      lastActivityNanos = loop.nowNanos();
      connect(another.get());
    }
  }

  /** Counts bytes that came from one side. */
  void moved(boolean fromClient, int bytes) {
    progressed();
    if (fromClient) {
      seat.server().countIn(bytes);
    } else {
      seat.server().countOut(bytes);
    }
  }

  void progressed() {
    lastActivityNanos = loop.nowNanos();
  }

  void halfClosed() {
    if (state == State.ESTABLISHED) {
      state = State.HALF_CLOSED;
      service.pool().becomeInactive(seat);
    }
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  void expireIfIdle(long nowNanos) {
    if (nowNanos - lastActivityNanos < idleLimitNanos()) {
      return;
    }
    if (state == State.CONNECTING) {
      connectFailed(new ConnectException("no answer to the connect"));
    } else {
      abort();
    }
  }

  private long idleLimitNanos() {
    return switch (state) {
      case CONNECTING, CLOSED -> Timeouts.CONNECT_NANOS;
      case ESTABLISHED -> service.timeouts().tcpNanos();
      case HALF_CLOSED -> service.timeouts().tcpFinNanos();
    };
  }

  boolean serverRemoved() {
    return seat != null && seat.server().removed();
  }

  boolean belongsTo(TcpService wanted) {
    return service == wanted;
  }

  /** Both ends have finished: closes both sockets in the ordinary way. */
  void close() {
    if (!isClosed()) {
      state = State.CLOSED;
      closeQuietly(client);
      closeQuietly(server);
      forget();
    }
  }

  /** Resets both ends. */
  void abort() {
    if (!isClosed()) {
      state = State.CLOSED;
      reset(client);
      reset(server);
      forget();
    }
  }

  void fail(Exception failure) {
    service.unexpected(failure);
    abort();
  }

  private void forget() {
    clientSide.discard();
    if (serverSide != null) {
      serverSide.discard();
    }
    leaveSeat();
    loop.remove(this);
    service.ended();
  }

  private void leaveSeat() {
    if (seat != null) {
      service.pool().leave(seat, loop.nowNanos());
      seat = null;
    }
  }

  /** With a linger time of 0, close sends a reset. */
  static void reset(SocketChannel socket) {
    try {
      if (socket != null && socket.isOpen()) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException alreadyGone) {
      // Closing is all that is left to do.
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(SocketChannel socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException alreadyGone) {
      // The descriptor is released in any case.
    }
  }

  /** One line of the connection list. */
  DataPlane.Connection view(long nowNanos) {
    long leftNanos = idleLimitNanos() - (nowNanos - lastActivityNanos);
    return new DataPlane.Connection(
        service.key(),
        state.shown,
        Math.max(0, TimeUnit.NANOSECONDS.toSeconds(leftNanos)),
        new Endpoint(clientAddress.getAddress(), clientAddress.getPort()),
        service.virtual(),
        seat.server().endpoint());
  }
}
