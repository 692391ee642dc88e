package lvs.director.linux;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A struct msghdr with one buffer for the payload, made once and used for packet after packet.
 *
 * <pre>
 *   0  struct msghdr (linux/socket.h, user_msghdr), 56 bytes
 *      0 msg_name 8, 8 msg_namelen 4, 16 msg_iov 8, 24 msg_iovlen 8,
 *      32 msg_control 8, 40 msg_controllen 8, 48 msg_flags 4
 *  56  struct sockaddr_in6, 28 bytes, or sockaddr_in
 *  88  struct iovec: 0 iov_base 8, 8 iov_len 8
 * 104  control messages: struct cmsghdr (0 cmsg_len 8, with the header; 8 cmsg_level 4,
 *      12 cmsg_type 4, 16 data), each starting at a multiple of 8
 * 360  payload
 * </pre>
 *
 * These are the layouts of machines with 64 bits, where a pointer and size_t have 8 bytes.
 */
final class Message {
  private static final int NAME = 56;
  private static final int NAME_BYTES = 28;
  private static final int VECTOR = 88;
  private static final int CONTROL = 104;
  private static final int CONTROL_BYTES = 256;
  private static final int CONTROL_HEADER_BYTES = 16;
  private static final int PAYLOAD = CONTROL + CONTROL_BYTES;

  private static final int MSG_CONTROLLEN = 40;
  private static final int MSG_FLAGS = 48;
  private static final int MSG_TRUNC = 0x20;

  private final NativeBuffer memory;
  private final ByteBuffer bytes;
  private final int capacityBytes;
  private int payloadBytes;
  private int controlBytes;

  Message(int capacityBytes) {
    this.capacityBytes = capacityBytes;
    this.memory = NativeBuffer.ofBytes(PAYLOAD + capacityBytes);
    this.bytes = memory.bytes();
    bytes.putLong(0, memory.address() + NAME);
    bytes.putLong(16, memory.address() + VECTOR);
    bytes.putLong(24, 1);
    bytes.putLong(32, memory.address() + CONTROL);
    bytes.putLong(VECTOR, memory.address() + PAYLOAD);
  }

  /**
   * @return false when nothing was there, or an error: {@link com.sun.jna.Native#getLastError}
   *     tells which
   */
  boolean receive(int fd) {
    bytes.putInt(8, NAME_BYTES);
    bytes.putLong(VECTOR + 8, capacityBytes);
    bytes.putLong(MSG_CONTROLLEN, CONTROL_BYTES);
    bytes.putInt(MSG_FLAGS, 0);
    long length = Libc.recvmsgQuietly(fd, memory.address(), 0);
    payloadBytes = (int) Math.max(0, length);
    controlBytes = (int) bytes.getLong(MSG_CONTROLLEN);
    return length >= 0;
  }

  /** True when the packet was longer than the buffer. */
  boolean truncated() {
    return (bytes.getInt(MSG_FLAGS) & MSG_TRUNC) != 0;
  }

  int payloadBytes() {
    return payloadBytes;
  }

  int u8(int offset) {
    return bytes.get(PAYLOAD + offset) & 0xff;
  }

  byte[] payload(int from, int lengthBytes) {
    return memory.copy(PAYLOAD + from, lengthBytes);
  }

  /** The IPv4 address at this place of the payload. */
  InetAddress ipv4(int offset) {
    return address(payload(offset, 4));
  }

  /** The address that an IPv6 packet came from. */
  InetAddress ipv6Source() {
    return address(memory.copy(NAME + 8, 16));
  }

  /** How a frame came in: sll_pkttype of struct sockaddr_ll (packet(7)). */
  int packetType() {
    return bytes.get(NAME + 10);
  }

  /**
   * @return where its data begins, for the methods below; -1 when there is no such control message
   */
  int control(int level, int type, int dataBytes) {
    int at = CONTROL;
    int end = CONTROL + Math.min(controlBytes, CONTROL_BYTES);
    while (end - at >= CONTROL_HEADER_BYTES) {
      long length = bytes.getLong(at);
      if (length < CONTROL_HEADER_BYTES || length > end - at) {
        return -1;
      }
      if (bytes.getInt(at + 8) == level && bytes.getInt(at + 12) == type) {
        return length < CONTROL_HEADER_BYTES + dataBytes ? -1 : at + CONTROL_HEADER_BYTES;
      }
      at += (int) (length + 7 & ~7L);
    }
    return -1;
  }

  int controlInt(int at) {
    return bytes.getInt(at);
  }

  InetAddress controlIpv6(int at) {
    return address(memory.copy(at, 16));
  }

  /**
   * Starts a message to send.
   *
   * @param socketAddress where to
   */
  Message to(byte[] socketAddress, byte[] payload) {
    bytes.put(NAME, socketAddress);
    bytes.putInt(8, socketAddress.length);
    payloadBytes = Math.min(payload.length, capacityBytes);
    bytes.put(PAYLOAD, payload, 0, payloadBytes);
    bytes.putLong(VECTOR + 8, payloadBytes);
    bytes.putInt(MSG_FLAGS, 0);
    controlBytes = 0;
    return this;
  }

  /** Adds a control message with one number. */
  Message withControl(int level, int type, int value) {
    int at = addControl(level, type, Integer.BYTES);
    bytes.putInt(at, value);
    return this;
  }

  /** Adds a control message with an address and a number: struct in6_pktinfo. */
  Message withControl(int level, int type, byte[] address, int value) {
    int at = addControl(level, type, address.length + Integer.BYTES);
    bytes.put(at, address);
    bytes.putInt(at + address.length, value);
    return this;
  }

  private int addControl(int level, int type, int dataBytes) {
    int at = CONTROL + controlBytes;
    bytes.putLong(at, CONTROL_HEADER_BYTES + dataBytes);
    bytes.putInt(at + 8, level);
    bytes.putInt(at + 12, type);
    controlBytes += CONTROL_HEADER_BYTES + (dataBytes + 7 & ~7);
    return at + CONTROL_HEADER_BYTES;
  }

  /**
   * @return false when it was not sent: {@link com.sun.jna.Native#getLastError} tells why
   */
  boolean send(int fd) {
    bytes.putLong(MSG_CONTROLLEN, controlBytes);
    return Libc.sendmsgQuietly(fd, memory.address(), 0) >= 0;
  }

  private static InetAddress address(byte[] network) {
    try {
      // Not InetAddress.getByAddress: that makes an IPv4 address of ::ffff:a.b.c.d.
      return network.length == 16
          ? Inet6Address.getByAddress(null, network, -1)
          : InetAddress.getByAddress(network);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
