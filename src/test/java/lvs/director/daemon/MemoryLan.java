package lvs.director.daemon;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lvs.director.port.AdvertisementChannel;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/** A LAN in memory: what one director sends by IPv4 multicast, every other one hears. */
final class MemoryLan {
  private final List<Port> ports = new CopyOnWriteArrayList<>();
  private final String interfaceName;

  MemoryLan(String interfaceName) {
    this.interfaceName = interfaceName;
  }

  Port port() {
    Port port = new Port();
    ports.add(port);
    return port;
  }

  /** Where one director is plugged in. */
  final class Port implements AdvertisementChannel {
    private final Queue<IncomingPacket> arrived = new ConcurrentLinkedQueue<>();
    private final Semaphore awake = new Semaphore(0);
    private volatile Set<SocketPlan> listening = Set.of();
    private volatile int sendErrno;
    private volatile boolean closed;

    /** Every packet that is sent fails so; 0 sends again. */
    void failSending(int errno) {
      sendErrno = errno;
    }

    boolean closed() {
      return closed;
    }

    @Override
    public List<String> listen(Set<SocketPlan> plans) {
      listening = plans;
      return List.of();
    }

    @Override
    public int send(OutgoingPacket packet) {
      if (sendErrno != 0) {
        return sendErrno;
      }
      for (Port other : ports) {
        if (other != this && !other.listening.isEmpty()) {
          other.arrived.add(incoming(packet));
          other.wake();
        }
      }
      return 0;
    }

    private IncomingPacket incoming(OutgoingPacket packet) {
      byte[] bytes = packet.bytes();
      int headerBytes = (bytes[0] & 0xF) * 4;
      InetAddress source = packet.source();
      return new IncomingPacket(
          interfaceName,
          source,
          packet.destination(),
          packet.hopLimit(),
          Arrays.copyOf(bytes, headerBytes),
          Arrays.copyOfRange(bytes, headerBytes, bytes.length));
    }

    @Override
    public void await(long timeoutNanos) {
      try {
        if (awake.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
          awake.drainPermits();
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public List<IncomingPacket> receive() {
      List<IncomingPacket> packets = new ArrayList<>();
      for (IncomingPacket next = arrived.poll(); next != null; next = arrived.poll()) {
        packets.add(next);
      }
      return packets;
    }

    @Override
    public void wake() {
      awake.release();
    }

    @Override
    public long overruns() {
      return 0;
    }

    @Override
    public void close() {
      closed = true;
      ports.remove(this);
    }
  }
}
