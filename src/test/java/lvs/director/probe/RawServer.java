package lvs.director.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.Target;

/** A server on loopback that behaves as badly as a test wants; closing it ends everything. */
final class RawServer implements AutoCloseable {
  /** Serves one accepted connection, which is closed afterwards. */
  interface Behaviour {
    void serve(Socket socket) throws Exception;
  }

  private final ServerSocket listener;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final List<String> requests;

  RawServer(Behaviour behaviour) throws IOException {
    this(List.of(), behaviour);
  }

  private RawServer(List<String> requests, Behaviour behaviour) throws IOException {
    this.requests = requests;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("raw-server").start(() -> accept(behaviour));
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        Thread.startVirtualThread(() -> serve(behaviour, socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void serve(Behaviour behaviour, Socket socket) {
    try (socket) {
      behaviour.serve(socket);
    } catch (Exception peerWentAway) {
      // What the prober made of it is what the test looks at.
    }
  }

  /** A server that reads a request head and then writes these bytes. */
  static RawServer answering(byte[] answer) throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    return new RawServer(
        requests,
        socket -> {
          requests.add(readHead(socket));
          socket.getOutputStream().write(answer);
        });
  }

  static RawServer answering(String answer) throws IOException {
    return answering(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The heads of the requests that {@link #answering} has read. */
  List<String> requests() {
    return requests;
  }

  static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  Target target() {
    return Target.of(new Endpoint(listener.getInetAddress(), listener.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
