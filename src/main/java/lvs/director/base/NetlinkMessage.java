package lvs.director.base;

import java.util.ArrayList;
import java.util.List;

/**
 * One message of netlink as it was received: struct nlmsghdr of linux/netlink.h and what follows.
 *
 * <pre>
 *  0 nlmsg_len 4, header included   4 nlmsg_type 2   6 nlmsg_flags 2
 *  8 nlmsg_seq 4                   12 nlmsg_pid 4   16 payload, the next message at a multiple of 4
 * </pre>
 *
 * All numbers are in the machine's byte order.
 */
public final class NetlinkMessage {
  public static final int HEADER_BYTES = 16;

  /** NLMSG_ERROR: a refusal, or with errno 0 the acknowledgement. */
  public static final int ERROR = 2;

  /** NLMSG_DONE: the end of a dump. */
  public static final int DONE = 3;

  /** NLM_F_DUMP_INTR: the table changed during the dump, which must be made again. */
  public static final int FLAG_DUMP_INTERRUPTED = 0x10;

  /** NLM_F_CAPPED: an error message carries the header only of what was refused. */
  private static final int FLAG_CAPPED = 0x100;

  /** NLM_F_ACK_TLVS: an error message ends with attributes that explain. */
  private static final int FLAG_EXPLAINED = 0x200;

  /** NLMSGERR_ATTR_MSG: the kernel's explanation. */
  private static final int EXPLANATION = 1;

  private final int type;
  private final int flags;
  private final int sequence;
  private final int port;
  private final byte[] bytes;
  private final int from;
  private final int lengthBytes;

  private NetlinkMessage(ByteReader header, byte[] bytes, int from, int lengthBytes) {
    this.type = header.u16ne();
    this.flags = header.u16ne();
    this.sequence = (int) header.u32ne();
    this.port = (int) header.u32ne();
    this.bytes = bytes;
    this.from = from;
    this.lengthBytes = lengthBytes;
  }

  /**
   * The messages of one datagram. What is cut off or malformed ends the list.
   *
   * @param lengthBytes how many of {@code datagram} were received
   */
  public static List<NetlinkMessage> split(byte[] datagram, int lengthBytes) {
    List<NetlinkMessage> messages = new ArrayList<>();
    int end = Math.min(lengthBytes, datagram.length);
    int at = 0;
    while (end - at >= HEADER_BYTES) {
      ByteReader header = new ByteReader(datagram, at, HEADER_BYTES);
      long length = header.u32ne();
      if (length < HEADER_BYTES || length > end - at) {
        break;
      }
      int payload = (int) length - HEADER_BYTES;
      messages.add(new NetlinkMessage(header, datagram, at + HEADER_BYTES, payload));
      at += (int) Math.min(end - at, length + 3 & ~3L);
    }
    return messages;
  }

  public int type() {
    return type;
  }

  public int flags() {
    return flags;
  }

  /** That of the request which it answers; 0 for events. */
  public int sequence() {
    return sequence;
  }

  /** Port of the socket that asked for it, or caused it; 0 for the kernel. */
  public int port() {
    return port;
  }

  /** What follows the header; every call reads from the beginning. */
  public ByteReader payload() {
    return new ByteReader(bytes, from, lengthBytes);
  }

  /**
   * The attributes behind the header of the family.
   *
   * @param familyHeaderBytes its length, a multiple of 4
   */
  public NetlinkAttributes attributes(int familyHeaderBytes) {
    ByteReader payload = payload();
    return payload.remaining() < familyHeaderBytes
        ? NetlinkAttributes.NONE
        : NetlinkAttributes.read(payload.skip(familyHeaderBytes));
  }

  /** For {@link #ERROR} and {@link #DONE}: the errno, 0 when all is well; otherwise 0. */
  public int errno() {
    ByteReader payload = payload();
    return type != ERROR && type != DONE || payload.remaining() < 4 ? 0 : -(int) payload.u32ne();
  }

  /** For {@link #ERROR}: the kernel's own explanation, empty when it gave none. */
  public String explanation() {
    if (type != ERROR || (flags & FLAG_EXPLAINED) == 0 || lengthBytes < 4 + HEADER_BYTES) {
      return "";
    }
    ByteReader payload = payload().skip(4);
    long refusedBytes = (flags & FLAG_CAPPED) != 0 ? HEADER_BYTES : payload.u32ne() + 3 & ~3L;
    ByteReader rest = payload().skip(4);
    return refusedBytes > rest.remaining()
        ? ""
        : NetlinkAttributes.read(rest.skip((int) refusedBytes)).text(EXPLANATION).orElse("");
  }
}
