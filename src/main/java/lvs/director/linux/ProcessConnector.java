package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.time.Duration;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;

/**
 * The kernel's process connector: it tells of every process that begins, becomes another program or
 * ends (include/uapi/linux/cn_proc.h, connector.h). It speaks only to those with CAP_NET_ADMIN in
 * the first network namespace and the first process namespace.
 *
 * <pre>
 * nlmsghdr  u32 length, u16 type, u16 flags, u32 sequence, u32 port
 * cn_msg    u32 idx = 1, u32 val = 1, u32 seq, u32 ack, u16 length, u16 flags
 * to it     u32 operation
 * from it   u32 what, u32 cpu, u64 timestamp, then
 *           none: u32 errno | fork: u32 parent pid, tgid, child pid, tgid | others: u32 pid, tgid
 * </pre>
 */
final class ProcessConnector implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int NETLINK_CONNECTOR = 11;
  private static final int CN_IDX_PROC = 1;
  private static final int CN_VAL_PROC = 1;
  private static final int PROC_CN_MCAST_LISTEN = 1;
  private static final int NLMSG_DONE = 3;
  private static final int HEAD_BYTES = 16 + 20;
  private static final int EVENT_HEAD_BYTES = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final int descriptor;
  private final byte[] buffer = new byte[4096];

  /** What became of processes; threads are left out. */
  sealed interface Event {
    /** A new one, so far the same program as its parent. */
    record Forked(int parent, int child) implements Event {}

    /** It is another program now, or has another name. */
    record Changed(int process) implements Event {}

    record Ended(int process) implements Event {}

    /** Too many to tell of: look at all again. */
    record Lost() implements Event {}

    /** Nothing that matters here. */
    record Other() implements Event {}

    /**
     * The answer to somebody who began to listen. Everybody hears it; the kernel adds 1 to the ack
     * number of the order, and overwrites its sequence number (cn_proc_ack in drivers/connector).
     *
     * @param token ack number of the order
     * @param errorNumber 0 when events will come
     */
    record Answered(long token, int errorNumber) implements Event {}
  }

  private ProcessConnector(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Empty when the kernel does not tell us. */
  static Optional<ProcessConnector> open(Waiting waiting) {
    int descriptor = -1;
    try {
      descriptor = Libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_CONNECTOR);
      ProcessConnector connector = new ProcessConnector(descriptor);
      if (connector.listen(waiting)) {
        return Optional.of(connector);
      }
    } catch (LastErrorException refused) {
      // Without CAP_NET_ADMIN, or in another network namespace.
    }
    if (descriptor >= 0) {
      Libc.close(descriptor);
    }
    return Optional.empty();
  }

  private boolean listen(Waiting waiting) {
    byte[] size = new ByteWriter(4).u32ne(RECEIVE_BUFFER_BYTES).toBytes();
    Libc.setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, size, size.length);
    byte[] address =
        new ByteWriter(12).u16ne(AF_NETLINK).u16ne(0).u32ne(0).u32ne(CN_IDX_PROC).toBytes();
    Libc.bind(descriptor, address, address.length);
    long token = System.nanoTime() & 0x7fff_ffffL;
    byte[] order = order(token);
    Libc.sendto(descriptor, order, new NativeLong(order.length), 0, null, 0);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long left = PATIENCE.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      for (Optional<Event> next = read(); next.isPresent(); next = read()) {
        if (next.get() instanceof Event.Answered(long to, int error) && to == token) {
          return error == 0;
        }
      }
      waiting.until(descriptor, Duration.ofNanos(left));
    }
    return false;
  }

  private static byte[] order(long token) {
    return new ByteWriter(HEAD_BYTES + 4)
        .u32ne(HEAD_BYTES + 4)
        .u16ne(NLMSG_DONE)
        .u16ne(0)
        .u32ne(0)
        .u32ne(0)
        .u32ne(CN_IDX_PROC)
        .u32ne(CN_VAL_PROC)
        .u32ne(0)
        .u32ne(token)
        .u16ne(4)
        .u16ne(0)
        .u32ne(PROC_CN_MCAST_LISTEN)
        .toBytes();
  }

  int descriptor() {
    return descriptor;
  }

  /** The next event; empty when none waits. */
  Optional<Event> read() {
    try {
      NativeLong length =
          Libc.recvfrom(
              descriptor, buffer, new NativeLong(buffer.length), MSG_DONTWAIT, null, null);
      return Optional.of(decode(new ByteReader(buffer, 0, length.intValue())));
    } catch (LastErrorException failed) {
      return switch (failed.getErrorCode()) {
        case EAGAIN -> Optional.empty();
        case ENOBUFS -> Optional.of(new Event.Lost());
        default -> throw failed;
      };
    }
  }

  static Event decode(ByteReader reader) {
    if (reader.remaining() < HEAD_BYTES + EVENT_HEAD_BYTES + 8) {
      return new Event.Other();
    }
    long ack = reader.skip(28).u32ne();
    int what = (int) reader.skip(4).u32ne();
    reader.skip(12);
    int first = (int) reader.u32ne();
    int second = (int) reader.u32ne();
    return switch (what) {
      case 0 -> new Event.Answered(ack - 1, first);
      case 1 -> forked(second, reader);
      case 2, 0x200 -> first == second ? new Event.Changed(first) : new Event.Other();
      case 0x8000_0000 -> first == second ? new Event.Ended(first) : new Event.Other();
      default -> new Event.Other();
    };
  }

  private static Event forked(int parent, ByteReader reader) {
    if (reader.remaining() < 8) {
      return new Event.Other();
    }
    int child = (int) reader.u32ne();
    return child == reader.u32ne() ? new Event.Forked(parent, child) : new Event.Other();
  }

  @Override
  public void close() {
    Libc.close(descriptor);
  }
}
