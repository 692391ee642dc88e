package lvs.director.lab.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Lets the programs of one host reach a program that listens on this machine's loopback: the same
 * port of the host's loopback is a way to it.
 */
public final class Doorway implements AutoCloseable {
  private final ServerSocket door;
  private final int port;

  /**
   * @param port of the program on 127.0.0.1
   */
  public Doorway(Host host, int port) {
    this.port = port;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.door = Inside.call(host.namespace(), () -> new ServerSocket(port, 50, loopback));
    Thread.ofPlatform().daemon().name("doorway").start(this::open);
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket outside = door.accept();
        Thread.ofVirtual().start(() -> connect(outside));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket outside) {
    try (outside;
        Socket inside = new Socket()) {
      inside.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread back = Thread.ofVirtual().start(() -> carry(inside, outside));
      carry(outside, inside);
      back.join();
    } catch (IOException notThere) {
      // the caller sees the end
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void carry(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException ended) {
      // one side has gone
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
