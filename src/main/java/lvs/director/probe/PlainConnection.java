package lvs.director.probe;

import java.io.IOException;
import java.net.Socket;

/**
 * A TCP connection. It is reset on close until the server has ended its side: the server does not
 * wait for us then, so we need not remember the connection either.
 */
record PlainConnection(Socket socket, Attempt attempt) implements Connection {
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = socket.getInputStream().read(buffer, offset, length);
    if (count > 0) {
      attempt.received(count);
    } else {
      socket.setSoLinger(false, 0);
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public boolean endedProperly() {
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
