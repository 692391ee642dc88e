package lvs.director.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** A TCP service: one listening socket on one loop, connections on all loops. */
final class TcpService extends RunningService implements EventLoop.Ready {
  private static final int BACKLOG = 4096;
  private static final int ACCEPTS_A_TURN = 64;

  private final EventLoop home;
  private final ServerSocketChannel listener;
  private final Consumer<Long> ticker = this::tick;
  private SelectionKey key;
  private volatile boolean stopped;

  /**
   * @throws IOException when the virtual address cannot be listened on
   */
  TcpService(ServiceTable.Service wanted, ServiceKey.Address key, Shared shared)
      throws IOException {
    super(wanted, key, shared);
    home = shared.home();
    listener = ServerSocketChannel.open(EventLoop.family(key.endpoint()));
    try {
      listener.configureBlocking(false);
      listener.bind(key.endpoint().socketAddress(), BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    home.execute(this::listen);
  }

  private void listen() {
    try {
      key = home.register(listener, SelectionKey.OP_ACCEPT, this);
      home.addTicker(ticker);
    } catch (IOException e) {
      unexpected(e);
    }
  }

  @Override
  public void ready(int operations) throws IOException {
    for (int i = 0; i < ACCEPTS_A_TURN; i++) {
      if (shared().full()) {
        pause("the limit of " + shared().maximumConnections() + " connections is reached");
        return;
      }
      SocketChannel client = listener.accept();
      if (client == null) {
        return;
      }
      accepted(client);
    }
  }

  private void accepted(SocketChannel client) {
    if (!shared().admit()) {
      TcpConnection.reset(client);
      return;
    }
    EventLoop loop = shared().idlest(home);
    loop.load.incrementAndGet();
    if (loop == home) {
      begin(client, loop);
    } else {
      loop.execute(() -> begin(client, loop));
    }
  }

  private void begin(SocketChannel client, EventLoop loop) {
    try {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      TcpConnection connection = new TcpConnection(this, loop, client);
      if (stopped) {
        throw new IOException("the service has gone");
      }
      connection.start();
    } catch (IOException clientGone) {
      TcpConnection.reset(client);
      loop.load.decrementAndGet();
      ended();
    }
  }

  /** Leaves clients in the backlog until the next tick. */
  private void pause(String reason) {
    shared().complaints().say(key() + ": new connections wait: " + reason);
    key.interestOps(0);
  }

  private void tick(long nowNanos) {
    if (key.isValid() && key.interestOps() == 0 && !shared().full()) {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
    pool().expire(nowNanos);
  }

  /** Mostly too many open files. */
  @Override
  public void failed(Exception failure) {
    pause(failure.getMessage() + "; raise the limit of open files (ulimit -n, LimitNOFILE=)");
  }

  void ended() {
    shared().ended();
  }

  @Override
  void edited(boolean serversLeft) {
    if (serversLeft) {
      endConnections(TcpConnection::serverRemoved);
    }
  }

  private void endConnections(Predicate<TcpConnection> which) {
    for (EventLoop loop : shared().loops()) {
      loop.ask(() -> abortAll(loop, which));
    }
  }

  private Void abortAll(EventLoop loop, Predicate<TcpConnection> which) {
    for (TcpConnection connection : List.copyOf(loop.connections())) {
      if (connection.belongsTo(this) && which.test(connection)) {
        connection.abort();
      }
    }
    return null;
  }

  @Override
  void stop() {
    stopped = true;
    home.ask(this::stopListening);
    endConnections(connection -> true);
  }

  private Void stopListening() {
    home.removeTicker(ticker);
    try {
      listener.close();
    } catch (IOException e) {
      unexpected(e);
    }
    home.releaseClosed();
    return null;
  }
}
