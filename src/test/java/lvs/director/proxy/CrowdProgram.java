package lvs.director.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that is an echo server and a crowd of clients, so that the plane's process
 * has its open files for itself. Prints its port, reads "VIRTUAL_PORT COUNT", connects so many
 * clients and lets each speak; then lets all speak again for each further line.
 */
final class CrowdProgram {
  private CrowdProgram() {}

  public static void main(String[] arguments) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(loopback, 0), 4096);
    Thread.ofPlatform().daemon().start(() -> echo(listener));
    System.out.println(((InetSocketAddress) listener.getLocalAddress()).getPort());
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    String[] order = orders.readLine().split(" ");
    InetSocketAddress virtual = new InetSocketAddress(loopback, Integer.parseInt(order[0]));
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(order[1]); i++) {
      clients.add(SocketChannel.open(virtual));
      speak(clients.get(i), i);
    }
    System.out.println("spoke " + clients.size());
    while (orders.readLine() != null) {
      for (int i = 0; i < clients.size(); i++) {
        speak(clients.get(i), -i);
      }
      System.out.println("spoke " + clients.size());
    }
  }

  private static void speak(SocketChannel client, int number) throws IOException {
    client.write(ByteBuffer.allocate(4).putInt(number).flip());
    ByteBuffer answer = ByteBuffer.allocate(4);
    while (answer.hasRemaining()) {
      if (client.read(answer) < 0) {
        throw new IOException("client " + number + " was closed");
      }
    }
    if (answer.flip().getInt() != number) {
      throw new IOException("client " + number + " got another one's answer");
    }
  }

  private static void echo(ServerSocketChannel listener) {
    try {
      Selector selector = Selector.open();
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      while (true) {
        selector.select(key -> serve(key, buffer));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void serve(SelectionKey key, ByteBuffer buffer) {
    try {
      if (key.channel() instanceof ServerSocketChannel listener) {
        SocketChannel accepted = listener.accept();
        accepted.configureBlocking(false);
        accepted.register(key.selector(), SelectionKey.OP_READ);
      } else if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
        key.channel().close();
      } else {
        ((SocketChannel) key.channel()).write(buffer.flip());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
