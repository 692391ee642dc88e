package lvs.director.lab.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that asks the virtual address at a fixed pace and remembers for each question when it
 * was sent, when the answer came and which host gave it.
 */
public final class Probe implements AutoCloseable {
  /** A number and the answering host's. */
  static final int LENGTH_BYTES = 9;

  static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private final DatagramChannel channel;
  private final InetSocketAddress target;
  private final long intervalNanos;
  private final Thread sender;
  private volatile boolean ends;
  private long[] sentAt = new long[20_000];
  private long[] answeredAt = new long[20_000];
  private byte[] answeredBy = new byte[20_000];
  private int sent;

  public Probe(Host client, InetAddress address, Duration interval) {
    this.target = new InetSocketAddress(address, Echo.PORT);
    this.intervalNanos = interval.toNanos();
    this.channel =
        Inside.call(client.namespace(), () -> DatagramChannel.open(family(address)).bind(null));
    Thread.ofPlatform().daemon().name("probe-answers").start(this::receive);
    sender = Thread.ofPlatform().daemon().name("probe").start(this::send);
  }

  private void send() {
    Inside.measureExactly();
    ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH_BYTES);
    long next = System.nanoTime();
    while (!ends) {
      long now = System.nanoTime();
      if (now < next) {
        LockSupport.parkNanos(next - now);
        continue;
      }
      next = Math.max(next + intervalNanos, now - intervalNanos);
      buffer.clear();
      buffer.putLong(0, begin(now));
      try {
        channel.send(buffer, target);
      } catch (IOException unreachable) {
        // counts as a question without answer
      }
    }
  }

  private synchronized int begin(long now) {
    if (sent == sentAt.length) {
      sentAt = Arrays.copyOf(sentAt, 2 * sent);
      answeredAt = Arrays.copyOf(answeredAt, 2 * sent);
      answeredBy = Arrays.copyOf(answeredBy, 2 * sent);
    }
    sentAt[sent] = now;
    return sent++;
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH_BYTES);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        channel.receive(buffer);
        answered((int) buffer.getLong(0), buffer.get(LENGTH_BYTES - 1));
      } catch (IOException lost) {
        // closed, or an ICMP error
      }
    }
  }

  private synchronized void answered(int number, byte by) {
    if (answeredAt[number] == 0) {
      answeredAt[number] = System.nanoTime();
      answeredBy[number] = by;
    }
  }

  /**
   * The number of the host that answered the newest answered question, if that was sent after the
   * given time of System.nanoTime(); else 0.
   */
  public synchronized int answersSince(long from) {
    for (int i = sent - 1; i >= 0 && sentAt[i] >= from; i--) {
      if (answeredAt[i] != 0) {
        return answeredBy[i];
      }
    }
    return 0;
  }

  /**
   * What the client saw of the questions from a time of System.nanoTime() on, up to the newest that
   * was answered: later ones may still be under way.
   */
  public synchronized ProbeReport report(long from) {
    int found = Arrays.binarySearch(sentAt, 0, sent, from);
    int first = found >= 0 ? found : -found - 1;
    int end = sent;
    while (end > first && answeredAt[end - 1] == 0) {
      end--;
    }
    return ProbeReport.of(
        Arrays.copyOfRange(sentAt, first, end),
        Arrays.copyOfRange(answeredAt, first, end),
        Arrays.copyOfRange(answeredBy, first, end));
  }

  @Override
  public void close() {
    ends = true;
    LockSupport.unpark(sender);
    try {
      sender.join();
      channel.close();
    } catch (InterruptedException interrupted) {
      throw Command.interrupted(interrupted);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
