package lvs.director.probe;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Comparator;
import java.util.Optional;
import lvs.director.model.Check.Target;

/**
 * Opens TCP connections to the target of a check.
 *
 * <p>The JDK offers neither SO_BINDTODEVICE nor SO_MARK. For {@code bind_if} the source address is
 * chosen among that interface's addresses, which is what the routing needs in nearly all uses;
 * {@code fwmark} has no effect.
 */
final class Dialer {
  private static final long RETRY_MILLIS = 20;

  private Dialer() {}

  static Socket connect(Target target, Attempt attempt)
      throws IOException, BadAnswer, InterruptedException {
    InetSocketAddress destination = destination(target);
    while (true) {
      Socket socket = new Socket();
      try {
        connect(socket, target, destination, attempt);
        return socket;
      } catch (IOException failed) {
        socket.close();
        if (!ofOurMaking(failed) || attempt.remainingNanos() < RETRY_MILLIS * 1_000_000) {
          throw failed;
        }
        Thread.sleep(RETRY_MILLIS);
      } catch (BadAnswer bad) {
        socket.close();
        throw bad;
      }
    }
  }

  private static void connect(
      Socket socket, Target target, InetSocketAddress destination, Attempt attempt)
      throws IOException, BadAnswer {
    socket.setSoLinger(true, 0);
    bind(socket, target);
    try {
      socket.connect(destination, attempt.remainingMillis());
    } catch (SocketTimeoutException silence) {
      throw attempt.noConnection();
    }
  }

  private static void bind(Socket socket, Target target) throws IOException, BadAnswer {
    Optional<InetAddress> source = source(target);
    if (source.isEmpty() && target.bindPort() == 0) {
      return;
    }
    socket.setReuseAddress(true);
    InetSocketAddress from =
        source
            .map(address -> new InetSocketAddress(address, target.bindPort()))
            .orElseGet(() -> new InetSocketAddress(target.bindPort()));
    try {
      socket.bind(from);
    } catch (IOException refused) {
      throw outOfDescriptors(refused) ? refused : new SourceRefused(from, refused);
    }
  }

  /** The source address that bindto or bind_if ask for. */
  static Optional<InetAddress> source(Target target) throws IOException, BadAnswer {
    if (target.bindAddress().isPresent() || target.bindInterface().isEmpty()) {
      return target.bindAddress();
    }
    String name = target.bindInterface().get();
    NetworkInterface leaving = interfaceNamed(name);
    InetAddress to = target.destination().address();
    return Optional.of(
        leaving
            .inetAddresses()
            .filter(mine -> mine instanceof Inet6Address == to instanceof Inet6Address)
            .min(Comparator.comparing(mine -> mine.isLinkLocalAddress() != to.isLinkLocalAddress()))
            .orElseThrow(
                () ->
                    new BadAnswer(
                        "interface %s (bind_if) has no address to reach %s from"
                            .formatted(name, target.destination().host()))));
  }

  /** The destination, with the scope that a link-local address needs. */
  static InetSocketAddress destination(Target target) throws IOException, BadAnswer {
    InetAddress to = target.destination().address();
    if (!(to instanceof Inet6Address && to.isLinkLocalAddress())
        || target.bindInterface().isEmpty()) {
      return target.destination().socketAddress();
    }
    int scope = interfaceNamed(target.bindInterface().get()).getIndex();
    return new InetSocketAddress(
        Inet6Address.getByAddress(null, to.getAddress(), scope), target.destination().port());
  }

  private static NetworkInterface interfaceNamed(String name) throws IOException, BadAnswer {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      throw new BadAnswer("no interface is named " + name + " (bind_if)");
    }
    return found;
  }

  /** Running out of descriptors or ports says nothing about the server: try until the deadline. */
  static boolean ofOurMaking(IOException failed) {
    String message = String.valueOf(failed.getMessage());
    return !(failed instanceof SourceRefused)
        && (outOfDescriptors(failed)
            || message.contains("No buffer space available")
            || message.contains("Cannot assign requested address"));
  }

  private static boolean outOfDescriptors(IOException failed) {
    return String.valueOf(failed.getMessage()).contains("Too many open files");
  }

  /** The source address of a check is not ours. */
  static final class SourceRefused extends IOException {
    private static final long serialVersionUID = 1;

    SourceRefused(InetSocketAddress from, IOException why) {
      super(
          "cannot connect from "
              + from.getAddress().getHostAddress()
              + " port "
              + from.getPort()
              + ": "
              + why.getMessage(),
          why);
    }
  }
}
