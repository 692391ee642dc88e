package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.Target;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;

class TcpCheckTest {
  @Test
  void aListeningServerIsUpAndTheReasonTellsHowLongItTook() throws Exception {
    try (RawServer server = new RawServer(socket -> {})) {
      CheckResult result = Checks.run(Checks.tcp(server.target(), Checks.PATIENT));
      assertTrue(result.good(), result.reason());
      assertTrue(result.reason().matches("connected in [0-9.]+ m?s"), result.reason());
      assertTrue(result.latencyNanos() > 0);
    }
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    CheckResult result = Checks.run(Checks.tcp(closedPort(), Checks.PATIENT));
    assertFalse(result.good());
    assertTrue(result.reason().matches("connection refused after [0-9.]+ m?s"), result.reason());
  }

  @Test
  void theServerSeesAResetSoThatNothingWaitsInTimeWait() throws Exception {
    BlockingQueue<String> seen = new ArrayBlockingQueue<>(1);
    try (RawServer server = new RawServer(socket -> seen.add(howItEnds(socket)))) {
      Checks.run(Checks.tcp(server.target(), Checks.PATIENT));
      assertEquals("reset", seen.poll(20, TimeUnit.SECONDS));
    }
  }

  private static String howItEnds(Socket socket) throws Exception {
    try {
      return socket.getInputStream().read() < 0 ? "end" : "data";
    } catch (SocketException reset) {
      return "reset";
    }
  }

  @Test
  void aServerThatDoesNotAnswerTheConnectionIsDownAtTheDeadline() throws Exception {
    // A full accept queue makes the kernel drop further connection requests in silence.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = new ArrayList<>();
      Target target = Target.of(new Endpoint(full.getInetAddress(), full.getLocalPort()));
      CheckResult result = Checks.run(Checks.tcp(target, Duration.ofMillis(300)));
      for (int i = 0; i < 10 && result.good(); i++) {
        waiting.add(connectWithoutWaiting(full));
        result = Checks.run(Checks.tcp(target, Duration.ofMillis(300)));
      }
      for (Socket socket : waiting) {
        socket.close();
      }
      assertEquals("no answer to the connection within 300 ms", result.reason());
    }
  }

  private static Socket connectWithoutWaiting(ServerSocket full) throws Exception {
    Socket socket = new Socket();
    try {
      socket.connect(full.getLocalSocketAddress(), 100);
    } catch (java.net.SocketTimeoutException queueIsFull) {
      // This is what the test wants to reach.
    }
    return socket;
  }

  @Test
  void bindtoAndBindPortChooseTheSource() throws Exception {
    BlockingQueue<String> seen = new ArrayBlockingQueue<>(2);
    int port = freePort();
    try (RawServer server =
        new RawServer(socket -> seen.add(socket.getRemoteSocketAddress().toString()))) {
      Target target = from(server.target(), "127.0.0.9", port, null);
      CheckResult first = Checks.run(Checks.tcp(target, Checks.PATIENT));
      CheckResult second = Checks.run(Checks.tcp(target, Checks.PATIENT));
      assertTrue(first.good() && second.good(), first.reason() + ", " + second.reason());
      assertEquals("/127.0.0.9:" + port, seen.poll(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void bindIfTakesAnAddressOfThatInterface() throws Exception {
    try (RawServer server = new RawServer(socket -> {})) {
      CheckResult good =
          Checks.run(Checks.tcp(from(server.target(), null, 0, "lo"), Checks.PATIENT));
      assertTrue(good.good(), good.reason());
      CheckResult bad =
          Checks.run(Checks.tcp(from(server.target(), null, 0, "nosuch0"), Checks.PATIENT));
      assertEquals("no interface is named nosuch0 (bind_if)", bad.reason());
    }
  }

  @Test
  void aSourceAddressThatIsNotOursIsNamed() throws Exception {
    CheckResult result =
        Checks.run(Checks.tcp(from(closedPort(), "192.0.2.7", 0, null), Checks.PATIENT));
    assertEquals(
        "cannot connect from 192.0.2.7 port 0: Cannot assign requested address", result.reason());
  }

  private static Target from(Target target, String address, int port, String name) {
    return new Target(
        target.destination(),
        Optional.ofNullable(address).flatMap(Endpoint::address),
        port,
        Optional.ofNullable(name),
        0);
  }

  static Target closedPort() throws Exception {
    return Target.of(new Endpoint(InetAddress.getLoopbackAddress(), freePort()));
  }

  private static int freePort() throws Exception {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
