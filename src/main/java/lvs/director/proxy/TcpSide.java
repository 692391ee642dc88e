package lvs.director.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One of the two sockets of a connection. What is read here is written to the other side at once;
 * what the other side does not take waits there, and this side is not read until it is gone.
 */
final class TcpSide implements EventLoop.Ready {
  private static final int SMALL_READS_A_TURN = 32;

  private final TcpConnection connection;
  private final EventLoop loop;
  private final boolean isClient;
  private SocketChannel channel;
  private SelectionKey key;
  private TcpSide other;
  private int interest;

  /** Waits to be written to this side. */
  private ByteBuffer waiting;

  /** This side sends nothing more. */
  private boolean ended;

  /** Nothing more is sent to this side. */
  private boolean shut;

  TcpSide(TcpConnection connection, EventLoop loop, boolean isClient) {
    this.connection = connection;
    this.loop = loop;
    this.isClient = isClient;
  }

  void open(SocketChannel socket, TcpSide peer, int operations) throws IOException {
    channel = socket;
    other = peer;
    interest = operations;
    key = loop.register(socket, operations, this);
  }

  @Override
  public void ready(int operations) {
    if ((operations & SelectionKey.OP_CONNECT) != 0) {
      connection.finishConnect();
    } else {
      if ((operations & SelectionKey.OP_WRITE) != 0) {
        writeWaiting();
      }
      if ((operations & interest & SelectionKey.OP_READ) != 0 && !connection.isClosed()) {
        read();
      }
    }
  }

  @Override
  public void failed(Exception failure) {
    connection.fail(failure);
  }

  /** Moves what can be read now: one large read, or a few small ones while memory is short. */
  void read() {
    if (readOnce() && loop.buffers.isShort()) {
      for (int i = 1; i < SMALL_READS_A_TURN && other.waiting == null && readOnce(); i++) {
        // Until the other side takes no more or nothing is left.
      }
    }
  }

  /**
   * @return true when there may be more
   */
  private boolean readOnce() {
    ByteBuffer buffer = loop.buffers.forReading();
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException reset) {
      connection.abort();
      return false;
    }
    if (count > 0) {
      connection.moved(isClient, count);
      other.write(buffer.flip());
    } else if (count < 0) {
      end();
    }
    return count > 0 && !connection.isClosed();
  }

  private void end() {
    ended = true;
    want(interest & ~SelectionKey.OP_READ);
    if (other.waiting == null) {
      other.shut();
    }
    connection.halfClosed();
  }

  /** Forwards the end of the stream; the second one closes both sockets. */
  private void shut() {
    shut = true;
    if (other.shut) {
      connection.close();
      return;
    }
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      connection.abort();
    }
  }

  private void write(ByteBuffer data) {
    try {
      channel.write(data);
    } catch (IOException reset) {
      connection.abort();
      return;
    }
    if (data.hasRemaining()) {
      waiting = loop.buffers.keep(data);
      want(interest | SelectionKey.OP_WRITE);
      other.want(other.interest & ~SelectionKey.OP_READ);
    }
  }

  private void writeWaiting() {
    try {
      channel.write(waiting);
    } catch (IOException reset) {
      connection.abort();
      return;
    }
    connection.progressed();
    if (!waiting.hasRemaining()) {
      release();
      want(interest & ~SelectionKey.OP_WRITE);
      if (other.ended) {
        shut();
      } else {
        other.want(other.interest | SelectionKey.OP_READ);
      }
    }
  }

  private void release() {
    ByteBuffer done = waiting;
    waiting = null;
    loop.buffers.release(done);
  }

  void want(int operations) {
    if (operations != interest) {
      interest = operations;
      key.interestOps(operations);
    }
  }

  void discard() {
    if (waiting != null) {
      release();
    }
  }
}
