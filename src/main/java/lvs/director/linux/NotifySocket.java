package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lvs.director.base.ByteWriter;

/**
 * The socket on which a service manager such as systemd hears of its services: datagrams of lines
 * {@code NAME=VALUE}, sd_notify(3). Any thread may send.
 */
public final class NotifySocket implements AutoCloseable {
  static final int AF_UNIX = 1;
  static final int SOCK_DGRAM = 2;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** With struct timeval. */
  private static final int SO_SNDTIMEO = 21;

  private static final int PATIENCE_SECONDS = 2;

  /** sun_path of unix(7). */
  private static final int PATH_BYTES = 108;

  private final int fd;
  private final byte[] address;

  private NotifySocket(int fd, byte[] address) {
    this.fd = fd;
    this.address = address;
  }

  /**
   * @param address a path, or a name of the abstract namespace behind an @, as the environment
   *     variable NOTIFY_SOCKET gives it
   * @throws IOException with a message for the operator
   */
  public static NotifySocket open(String address) throws IOException {
    byte[] structure = socketAddress(address);
    Libc.load();
    try {
      int fd = Libc.socket(AF_UNIX, SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC, 0);
      byte[] patience = new ByteWriter(16).u64ne(PATIENCE_SECONDS).u64ne(0).toBytes();
      SocketCalls.set(fd, SocketCalls.SOL_SOCKET, SO_SNDTIMEO, patience);
      return new NotifySocket(fd, structure);
    } catch (LastErrorException refused) {
      throw new IOException("no socket: " + Errno.text(refused.getErrorCode()), refused);
    }
  }

  /** struct sockaddr_un; an abstract name begins with a zero byte and has none at its end. */
  static byte[] socketAddress(String address) throws IOException {
    boolean named = address.startsWith("/") || address.startsWith("@");
    byte[] path = address.getBytes(StandardCharsets.UTF_8);
    if (!named || path.length < 2 || path.length >= PATH_BYTES) {
      throw new IOException(
          "'" + address + "' is neither a path nor a name behind an @, of 2 to 107 bytes");
    }
    if (path[0] == '@') {
      path[0] = 0;
      return new ByteWriter().u16ne(AF_UNIX).bytes(path).toBytes();
    }
    return new ByteWriter().u16ne(AF_UNIX).bytes(Arrays.copyOf(path, path.length + 1)).toBytes();
  }

  /**
   * Sends one datagram; waits at most two seconds when the receiver does not read.
   *
   * @param lines such as {@code READY=1}
   * @throws IOException when nobody receives
   */
  public void send(String... lines) throws IOException {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      Libc.sendto(fd, text, new NativeLong(text.length), MSG_NOSIGNAL, address, address.length);
    } catch (LastErrorException refused) {
      throw new IOException(Errno.text(refused.getErrorCode()), refused);
    }
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
