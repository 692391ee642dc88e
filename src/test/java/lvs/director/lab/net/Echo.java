package lvs.director.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A service on a host that answers each probe from the virtual address with the host's number. It
 * is bound to the address even while the host does not own it (ip_nonlocal_bind), so it answers
 * from the moment when the kernel takes packets for it.
 */
public final class Echo implements AutoCloseable {
  static final int PORT = 7007;

  private final DatagramChannel channel;

  public Echo(Host host, InetAddress address) {
    channel =
        Inside.call(
            host.namespace(),
            () ->
                DatagramChannel.open(Probe.family(address))
                    .bind(new InetSocketAddress(address, PORT)));
    Thread.ofPlatform()
        .daemon()
        .name("echo-" + host.namespace())
        .start(() -> serve((byte) host.number()));
  }

  private void serve(byte number) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Probe.LENGTH_BYTES);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        SocketAddress client = channel.receive(buffer);
        buffer.put(Probe.LENGTH_BYTES - 1, number).rewind();
        channel.send(buffer, client);
      } catch (IOException lost) {
        // closed, or the address has just gone: the client sees no answer
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
