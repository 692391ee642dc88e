package lvs.director.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import lvs.director.model.Check.Target;

/** A connected UDP socket: it hears only its target, ICMP errors included. */
final class DatagramExchange implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final DatagramSocket socket;
  private final Attempt attempt;

  DatagramExchange(Target target, Attempt attempt) throws IOException, BadAnswer {
    this.attempt = attempt;
    Optional<InetAddress> source = Dialer.source(target);
    InetSocketAddress from =
        source
            .map(address -> new InetSocketAddress(address, target.bindPort()))
            .orElseGet(() -> new InetSocketAddress(target.bindPort()));
    try {
      socket = bound(from);
    } catch (IOException refused) {
      throw new Dialer.SourceRefused(from, refused);
    }
    connect(target);
  }

  private void connect(Target target) throws IOException, BadAnswer {
    try {
      socket.connect(Dialer.destination(target));
    } catch (IOException | BadAnswer failed) {
      socket.close();
      throw failed;
    }
  }

  private static DatagramSocket bound(SocketAddress from) throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    try {
      socket.setReuseAddress(true);
      socket.bind(from);
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  void send(byte[] payload) throws IOException {
    if (payload.length > 0) {
      socket.send(new DatagramPacket(payload, payload.length));
    } else {
      sendEmpty();
    }
  }

  /**
   * The JDK silently sends nothing when an empty datagram is written to a connected socket. So it
   * leaves by an unconnected one on the same port; what comes back prefers the connected one.
   */
  private void sendEmpty() throws IOException {
    try (DatagramSocket unconnected = bound(socket.getLocalSocketAddress())) {
      unconnected.send(new DatagramPacket(new byte[0], 0, socket.getRemoteSocketAddress()));
    }
  }

  /** The next datagram; empty when none comes before the deadline. */
  Optional<byte[]> receive() throws IOException {
    if (attempt.expired()) {
      return Optional.empty();
    }
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    socket.setSoTimeout(attempt.remainingMillis());
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException silence) {
      return Optional.empty();
    }
    attempt.received(packet.getLength());
    return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
