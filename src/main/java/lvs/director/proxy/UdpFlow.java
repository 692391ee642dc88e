package lvs.director.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import lvs.director.proxy.scheduler.ServerPool.Seat;

/**
 * One client's datagrams to and from one real server, through a socket of their own. Empty
 * datagrams to the server are lost: the JDK does not send them on a connected channel.
 */
final class UdpFlow implements EventLoop.Ready {
  private static final int DATAGRAMS_A_TURN = 64;

  private final UdpService service;
  private final InetSocketAddress client;
  private final ServerEntry server;
  private final Seat<ServerEntry> seat;
  private DatagramChannel channel;
  private long lastActivityNanos;

  /**
   * @param seat null when each datagram is scheduled by itself
   */
  UdpFlow(
      UdpService service, InetSocketAddress client, ServerEntry server, Seat<ServerEntry> seat) {
    this.service = service;
    this.client = client;
    this.server = server;
    this.seat = seat;
    this.lastActivityNanos = service.loop().nowNanos();
  }

  void open() throws IOException {
    channel = DatagramChannel.open(EventLoop.family(server.endpoint()));
    try {
      channel.configureBlocking(false);
      channel.connect(server.endpoint().socketAddress());
      service.loop().register(channel, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void toServer(ByteBuffer datagram) {
    lastActivityNanos = service.loop().nowNanos();
    server.countIn(datagram.remaining());
    try {
      channel.write(datagram);
    } catch (IOException e) {
      failed(e);
    }
  }

  @Override
  public void ready(int operations) throws IOException {
    for (int i = 0; i < DATAGRAMS_A_TURN; i++) {
      ByteBuffer datagram = service.loop().buffers.scratch();
      // receive, not read: an empty datagram is one too.
      if (channel.receive(datagram) == null) {
        return;
      }
      lastActivityNanos = service.loop().nowNanos();
      server.countOut(datagram.flip().remaining());
      service.toClient(client, datagram);
    }
  }

  /** Mostly "port unreachable" from the server: the next datagram is scheduled anew. */
  @Override
  public void failed(Exception failure) {
    service.connectFailed(server, failure);
    service.end(this);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // The descriptor is released in any case.
    }
  }

  InetSocketAddress client() {
    return client;
  }

  ServerEntry server() {
    return server;
  }

  Seat<ServerEntry> seat() {
    return seat;
  }

  long lastActivityNanos() {
    return lastActivityNanos;
  }
}
