package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lvs.director.base.ByteWriter;

/** The other end of a {@link NotifySocket}: what systemd would hear. */
public final class DatagramReceiver implements AutoCloseable {
  private static final int SO_RCVTIMEO = 20;
  private static final int PATIENCE_SECONDS = 60;

  private final int fd;

  /**
   * @param address a path, or a name behind an @
   */
  public DatagramReceiver(String address) throws IOException {
    Libc.load();
    byte[] structure = NotifySocket.socketAddress(address);
    fd = Libc.socket(NotifySocket.AF_UNIX, NotifySocket.SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC, 0);
    SocketCalls.bind(fd, structure);
    SocketCalls.set(
        fd,
        SocketCalls.SOL_SOCKET,
        SO_RCVTIMEO,
        new ByteWriter(16).u64ne(PATIENCE_SECONDS).u64ne(0).toBytes());
  }

  /** The lines of the next datagram; waits a minute at most. */
  public List<String> next() {
    byte[] buffer = new byte[8_192];
    try {
      NativeLong length = Libc.recvfrom(fd, buffer, new NativeLong(buffer.length), 0, null, null);
      String text = new String(buffer, 0, length.intValue(), StandardCharsets.UTF_8);
      return List.of(text.split("\n"));
    } catch (LastErrorException silence) {
      throw new AssertionError("no datagram within " + PATIENCE_SECONDS + " s", silence);
    }
  }

  /** Reads for a minute at most until a datagram has this line; all lines up to it. */
  public List<String> until(String line) {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    List<String> heard = new ArrayList<>();
    while (!heard.contains(line)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + line + " among " + heard);
      }
      heard.addAll(next());
    }
    return heard;
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
