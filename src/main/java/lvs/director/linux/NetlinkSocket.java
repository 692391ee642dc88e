package lvs.director.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lvs.director.base.ByteWriter;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;

/**
 * A netlink socket: requests with their answers, or events. It belongs to the network namespace of
 * the thread that opens it. For one thread.
 *
 * <p>Many changes travel in one datagram. The kernel works on them in order while the call lasts,
 * and reports those that it refuses, so that 255 renewed addresses cost two system calls for each
 * hundred. Behind them stands NLMSG_NOOP, which asks for an acknowledgement: the kernel does not
 * answer a change that ended in EINTR (netlink_rcv_skb), so that none of them could be waited for.
 * It was made nevertheless: stopping an IPVS daemon that has only just been started is one.
 */
final class NetlinkSocket implements AutoCloseable {
  static final int NETLINK_ROUTE = 0;
  static final int NETLINK_GENERIC = 16;

  private static final int AF_NETLINK = 16;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int SO_RCVTIMEO = 20;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_DONTWAIT = 0x40;

  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int DATAGRAM_BYTES = 1 << 16;
  private static final int BATCH_BYTES = 1 << 15;
  private static final int BATCH_MESSAGES = 128;
  private static final int DUMP_TRIES = 10;
  private static final int ANSWER_SECONDS = 5;
  private static final int NLMSG_NOOP = 1;
  private static final byte[] KERNEL =
      new ByteWriter(12).u16ne(AF_NETLINK).u16ne(0).u32ne(0).u32ne(0).toBytes();

  /** What answers when the kernel did not say anything in time: ETIMEDOUT. */
  private static final int NO_ANSWER = 110;

  private final int fd;
  private final NativeBuffer buffer = NativeBuffer.ofBytes(DATAGRAM_BYTES);
  private int sequence;

  private NetlinkSocket(int fd) {
    this.fd = fd;
  }

  /**
   * @param family such as {@link #NETLINK_ROUTE}
   * @param groups numbers (RTNLGRP_*) of the events wanted; none for requests
   * @throws IOException with the errno and what it means
   */
  static NetlinkSocket open(int family, int... groups) throws IOException {
    Libc.load();
    int fd = -1;
    try {
      fd = Libc.socket(AF_NETLINK, SocketCalls.SOCK_RAW | SocketCalls.SOCK_CLOEXEC, family);
      SocketCalls.receiveBuffer(fd, RECEIVE_BUFFER_BYTES);
      SocketCalls.bind(fd, KERNEL);
      SocketCalls.set(fd, SocketCalls.SOL_SOCKET, SO_RCVTIMEO, seconds(ANSWER_SECONDS));
      optionally(fd, NETLINK_CAP_ACK);
      optionally(fd, NETLINK_EXT_ACK);
      optionally(fd, NETLINK_GET_STRICT_CHK);
      for (int group : groups) {
        SocketCalls.set(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
      }
      return new NetlinkSocket(fd);
    } catch (LastErrorException failed) {
      if (fd >= 0) {
        SocketCalls.close(fd);
      }
      throw new IOException("netlink socket: " + Errno.text(failed.getErrorCode()), failed);
    }
  }

  /** What older kernels lack makes messages poorer or dumps longer, but nothing wrong. */
  private static void optionally(int fd, int option) {
    try {
      SocketCalls.set(fd, SOL_NETLINK, option, 1);
    } catch (LastErrorException unknown) {
      // linux 4.20 has all three
    }
  }

  /** struct timeval. */
  private static byte[] seconds(int seconds) {
    return new ByteWriter(16).u64ne(seconds).u64ne(0).toBytes();
  }

  /** For {@link Poll}. */
  int descriptor() {
    return fd;
  }

  /** One change; empty when it was made. */
  Optional<NetlinkRefusal> change(NetlinkRequest request) {
    return changeAll(List.of(request)).getFirst();
  }

  /**
   * Changes in order; one that is refused does not keep the others from being made.
   *
   * @return for each of them why it was refused, or empty
   */
  List<Optional<NetlinkRefusal>> changeAll(List<NetlinkRequest> requests) {
    List<Optional<NetlinkRefusal>> results = new ArrayList<>(requests.size());
    int from = 0;
    while (from < requests.size()) {
      int to = from;
      int length = 0;
      do {
        length += requests.get(to++).lengthBytes();
      } while (to < requests.size()
          && to - from < BATCH_MESSAGES
          && length + requests.get(to).lengthBytes() <= BATCH_BYTES);
      results.addAll(Arrays.asList(batch(requests.subList(from, to))));
      from = to;
    }
    return results;
  }

  private Optional<NetlinkRefusal>[] batch(List<NetlinkRequest> requests) {
    int first = sequence + 1;
    sequence += requests.size() + 1;
    ByteWriter datagram = new ByteWriter(BATCH_BYTES);
    for (int i = 0; i < requests.size(); i++) {
      datagram.bytes(requests.get(i).encode(first + i)).align(4);
    }
    datagram.bytes(new NetlinkRequest(NLMSG_NOOP, NetlinkRequest.ACKNOWLEDGE).encode(sequence));
    Optional<NetlinkRefusal>[] results = none(requests.size());
    try {
      send(datagram.toBytes());
      while (!acknowledged(receive(), first, results)) {
        // the refusals come before the acknowledgement
      }
    } catch (LastErrorException failed) {
      drain();
      Arrays.fill(results, Optional.of(refusal(failed)));
    }
    return results;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<NetlinkRefusal>[] none(int count) {
    Optional<NetlinkRefusal>[] results = (Optional<NetlinkRefusal>[]) new Optional[count];
    Arrays.fill(results, Optional.empty());
    return results;
  }

  private static boolean acknowledged(
      List<NetlinkMessage> answers, int first, Optional<NetlinkRefusal>[] results) {
    for (NetlinkMessage answer : answers) {
      int index = answer.sequence() - first;
      if (index == results.length) {
        return true;
      }
      if (answer.type() == NetlinkMessage.ERROR && index >= 0 && index < results.length) {
        results[index] = NetlinkRefusal.of(answer);
      }
    }
    return false;
  }

  /**
   * One entry, by the request that names it.
   *
   * @return empty when it is not there
   */
  Optional<NetlinkMessage> find(NetlinkRequest request) {
    try {
      return Optional.of(ask(request)).filter(each -> each.type() != NetlinkMessage.ERROR);
    } catch (IOException failed) {
      return Optional.empty();
    }
  }

  /**
   * A question with one answer, which may be a refusal.
   *
   * @throws IOException when the kernel cannot be asked, or does not answer in time
   */
  NetlinkMessage ask(NetlinkRequest request) throws IOException {
    int wanted = ++sequence;
    try {
      send(request.encode(wanted));
      while (true) {
        for (NetlinkMessage answer : receive()) {
          if (answer.sequence() == wanted) {
            return answer;
          }
        }
      }
    } catch (LastErrorException failed) {
      drain();
      throw new IOException("netlink: " + refusal(failed).text(), failed);
    }
  }

  /**
   * All entries of a table.
   *
   * @throws IOException with the errno and what it means
   */
  List<NetlinkMessage> dump(NetlinkRequest request) throws IOException {
    request.with(NetlinkRequest.DUMP);
    for (int tries = 0; tries < DUMP_TRIES; tries++) {
      List<NetlinkMessage> entries = new ArrayList<>();
      if (!dumpInto(entries, request.encode(++sequence))) {
        return entries;
      }
      drain();
    }
    throw new IOException(
        "netlink dump: the table changed during each of " + DUMP_TRIES + " readings");
  }

  /** True when the table changed meanwhile, so that an entry may be missing. */
  private boolean dumpInto(List<NetlinkMessage> entries, byte[] request) throws IOException {
    boolean interrupted = false;
    try {
      send(request);
      while (true) {
        for (NetlinkMessage answer : receive()) {
          if (answer.sequence() != sequence) {
            continue;
          }
          interrupted |= (answer.flags() & NetlinkMessage.FLAG_DUMP_INTERRUPTED) != 0;
          if (answer.type() == NetlinkMessage.DONE || answer.type() == NetlinkMessage.ERROR) {
            refuse(answer);
            return interrupted;
          }
          entries.add(answer);
        }
      }
    } catch (LastErrorException failed) {
      if (failed.getErrorCode() == Errno.ENOBUFS) {
        return true;
      }
      throw new IOException("netlink dump: " + refusal(failed).text(), failed);
    }
  }

  /**
   * Takes what waits. After an overrun the kernel drops every answer until that is done, and a dump
   * that was given up goes on until then: it makes one at a time for a socket.
   */
  private void drain() {
    boolean more = true;
    while (more) {
      try {
        more = !events().isEmpty();
      } catch (LastErrorException lost) {
        more = lost.getErrorCode() == Errno.ENOBUFS;
      }
    }
  }

  private static void refuse(NetlinkMessage end) throws IOException {
    Optional<NetlinkRefusal> refusal = NetlinkRefusal.of(end);
    if (refusal.isPresent()) {
      throw new IOException("netlink dump: " + refusal.get().text());
    }
  }

  /**
   * The events that have arrived, without waiting.
   *
   * @return empty when there is none
   * @throws LastErrorException ENOBUFS when events were lost
   */
  List<NetlinkMessage> events() {
    return receive(MSG_DONTWAIT);
  }

  private void send(byte[] datagram) {
    Libc.sendto(fd, datagram, new NativeLong(datagram.length), 0, KERNEL, KERNEL.length);
  }

  private List<NetlinkMessage> receive() {
    return receive(0);
  }

  private List<NetlinkMessage> receive(int flags) {
    while (true) {
      int length =
          (int) Libc.recvfromQuietly(fd, buffer.address(), DATAGRAM_BYTES, flags | MSG_TRUNC, 0, 0);
      if (length >= 0) {
        return split(length);
      }
      int errno = Native.getLastError();
      if (errno == Errno.EAGAIN && (flags & MSG_DONTWAIT) != 0) {
        return List.of();
      }
      if (errno != Errno.EINTR) {
        throw new LastErrorException(errno);
      }
    }
  }

  private List<NetlinkMessage> split(int length) {
    if (length > DATAGRAM_BYTES) {
      throw new LastErrorException(Errno.ENOBUFS);
    }
    return NetlinkMessage.split(buffer.copy(0, length), length);
  }

  private static NetlinkRefusal refusal(LastErrorException failed) {
    int errno = failed.getErrorCode();
    return new NetlinkRefusal(errno == Errno.EAGAIN ? NO_ANSWER : errno, "");
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
