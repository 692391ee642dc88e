package lvs.director.port;

import java.util.List;
import java.util.Set;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * The raw sockets of the thread that runs the election. Only {@link #wake} may be called by other
 * threads. Nothing but {@link #await} waits.
 */
public interface AdvertisementChannel extends AutoCloseable {

  /**
   * Opens and closes sockets so that exactly these are there. A plan that failed is tried again at
   * the next call.
   *
   * @return what could not be opened, with cause and remedy; empty when all is well
   */
  List<String> listen(Set<SocketPlan> plans);

  /**
   * Sends without waiting.
   *
   * @return 0, or the errno why it was not sent
   */
  int send(OutgoingPacket packet);

  /** Waits until a packet is there, {@link #wake} is called or the time is over; may end early. */
  void await(long timeoutNanos);

  /** All packets that have arrived, in order for each socket, without waiting; at most 1,024. */
  List<IncomingPacket> receive();

  /** Ends the current or the next {@link #await}. */
  void wake();

  /** Packets that the kernel dropped because a socket's buffer was full, since the start. */
  long overruns();

  @Override
  void close();
}
