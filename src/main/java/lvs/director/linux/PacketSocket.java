package lvs.director.linux;

import static lvs.director.linux.SocketCalls.*;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.IOException;

/**
 * Sends whole Ethernet frames: gratuitous ARP, ARP probes, neighbour advertisements. It receives
 * nothing, since its protocol is 0 (packet(7)). For one thread. Needs CAP_NET_RAW.
 */
public final class PacketSocket implements AutoCloseable {
  private static final int ETHERTYPE_OFFSET = 12;
  private static final int ETHERNET_HEADER_BYTES = 14;

  private final int fd;

  /**
   * @throws IOException without CAP_NET_RAW, or when no descriptor is left
   */
  public PacketSocket() throws IOException {
    Libc.load();
    try {
      fd = SocketCalls.open(AF_PACKET, 0);
    } catch (LastErrorException failed) {
      throw new IOException("opening a packet socket failed: " + Errno.text(failed.getErrorCode()));
    }
  }

  /**
   * Sends without waiting.
   *
   * @param frame with its Ethernet header
   * @return 0, or the errno why it was not sent, for {@link Errno#text}: ENODEV when there is no
   *     such interface, ENETDOWN when it is down, EAGAIN or ENOBUFS when its queue is full
   */
  public int send(String interfaceName, byte[] frame) {
    int index = interfaceIndex(interfaceName);
    if (index == 0) {
      return Errno.ENODEV;
    }
    if (frame.length < ETHERNET_HEADER_BYTES) {
      return Errno.EINVAL;
    }
    int etherType = (frame[ETHERTYPE_OFFSET] & 0xff) << 8 | frame[ETHERTYPE_OFFSET + 1] & 0xff;
    byte[] address = linkAddress(index, etherType);
    try {
      Libc.sendto(fd, frame, new NativeLong(frame.length), 0, address, address.length);
      return 0;
    } catch (LastErrorException failed) {
      return failed.getErrorCode();
    }
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
