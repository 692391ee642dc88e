package lvs.director.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.base.Endpoint;

/** A TCP server on a free loopback port, one virtual thread a connection. */
final class RealProgram implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  /** What the server does with a connection. */
  interface Conversation {
    void hold(Socket socket) throws IOException, InterruptedException;
  }

  RealProgram(String address, Conversation conversation) throws IOException {
    listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 4096);
    Thread.ofVirtual().start(() -> accept(conversation));
  }

  RealProgram(Conversation conversation) throws IOException {
    this("127.0.0.1", conversation);
  }

  /** Returns every byte. */
  static RealProgram echo() throws IOException {
    return new RealProgram(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  /** Says its name and closes. */
  static RealProgram named(String name) throws IOException {
    return new RealProgram(
        socket -> socket.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Says its name and then echoes. */
  static RealProgram greeting(String name) throws IOException {
    return new RealProgram(
        socket -> {
          socket.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
          InputStream in = socket.getInputStream();
          in.transferTo(socket.getOutputStream());
        });
  }

  private void accept(Conversation conversation) {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> hold(conversation, socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void hold(Conversation conversation, Socket socket) {
    try (socket) {
      conversation.hold(socket);
    } catch (IOException | InterruptedException ended) {
      // A reset is part of some tests; they look at it from the other end.
    } finally {
      open.remove(socket);
    }
  }

  Endpoint endpoint() {
    return new Endpoint(listener.getInetAddress(), listener.getLocalPort());
  }

  int accepted() {
    return accepted.get();
  }

  int open() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
