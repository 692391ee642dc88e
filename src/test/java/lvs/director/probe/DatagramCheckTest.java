package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.Dns;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Udp;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;

/** DNS_CHECK and UDP_CHECK. */
class DatagramCheckTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  /** What a server answers to a datagram: any number of datagrams. */
  private interface Answers {
    List<byte[]> to(byte[] question);
  }

  private static final class Server implements AutoCloseable {
    final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    final List<String> questions = new CopyOnWriteArrayList<>();

    Server(Answers answers) throws IOException {
      Thread.ofPlatform().daemon().start(() -> serve(answers));
    }

    private void serve(Answers answers) {
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      try {
        while (true) {
          socket.receive(packet);
          byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
          questions.add(HexFormat.of().formatHex(question));
          for (byte[] answer : answers.to(question)) {
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          }
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    Target target() {
      return Target.of(new Endpoint(socket.getLocalAddress(), socket.getLocalPort()));
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static byte[] dnsAnswer(byte[] question, int idDifference, int flags, int code) {
    byte[] answer = question.clone();
    answer[1] += (byte) idDifference;
    answer[2] = (byte) flags;
    answer[3] = (byte) code;
    return answer;
  }

  private static CheckResult dns(Target target, Duration timeout) throws Exception {
    return Checks.run(new Dns(Checks.timing(timeout), target, "A", "www.example."));
  }

  @Test
  void aNameServerThatAnswersWithoutErrorIsUp() throws Exception {
    try (Server server = new Server(q -> List.of(dnsAnswer(q, 0, 0x81, 0x80)))) {
      CheckResult result = dns(server.target(), Checks.PATIENT);
      assertTrue(result.reason().startsWith("NOERROR for A www.example. in "), result.reason());
      assertTrue(result.good());
      assertEquals(
          "01000001000000000000" + "0377777707" + "6578616d706c65" + "00" + "0001" + "0001",
          server.questions.getFirst().substring(4));
    }
  }

  @Test
  void anErrorCodeIsNamed() throws Exception {
    try (Server server = new Server(q -> List.of(dnsAnswer(q, 0, 0x81, 0x82)))) {
      assertEquals(
          "SERVFAIL for A www.example., wanted NOERROR",
          dns(server.target(), Checks.PATIENT).reason());
    }
  }

  @Test
  void otherDatagramsArePassedOverUntilTheDeadline() throws Exception {
    Answers stray =
        q -> List.of(new byte[3], dnsAnswer(q, 1, 0x81, 0x80), dnsAnswer(q, 0, 0x01, 0));
    try (Server server = new Server(stray)) {
      assertEquals(
          "timed out after 300 ms waiting for the answer, got 61 bytes",
          dns(server.target(), SHORT).reason());
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws Exception {
    Target closed = TcpCheckTest.closedPort();
    assertTrue(dns(closed, Checks.PATIENT).reason().startsWith("port unreachable after "));
    CheckResult udp = udp(closed, "", false, null, Checks.PATIENT);
    assertTrue(udp.reason().startsWith("port unreachable after "), udp.reason());
    assertFalse(udp.good());
  }

  private static CheckResult udp(
      Target target, String payload, boolean required, String reply, Duration timeout)
      throws Exception {
    return Checks.run(
        new Udp(
            Checks.timing(timeout), target, payload, required, Optional.ofNullable(reply), 0, 255));
  }

  @Test
  void silenceIsGoodUnlessAReplyIsRequired() throws Exception {
    try (Server server = new Server(q -> List.of())) {
      CheckResult good = udp(server.target(), "0AFF", false, null, SHORT);
      assertTrue(good.good(), good.reason());
      assertEquals(List.of("0aff"), server.questions);
      assertEquals(
          "timed out after 300 ms waiting for the reply, got 0 bytes",
          udp(server.target(), "", true, null, SHORT).reason());
      assertEquals(List.of("0aff", ""), server.questions, "an empty datagram is sent too");
    }
  }

  @Test
  void aRequiredReplyMustFitItsPattern() throws Exception {
    try (Server server = new Server(q -> List.of(new byte[] {0x12, (byte) 0xab, 0x34}))) {
      for (String fitting : List.of("12ab34", "12", "1?AB", "??????")) {
        CheckResult result = udp(server.target(), "00", true, fitting, Checks.PATIENT);
        assertTrue(result.good(), fitting + ": " + result.reason());
      }
      assertEquals(
          "reply begins 12ab34, wanted 13",
          udp(server.target(), "00", true, "13", Checks.PATIENT).reason());
      assertFalse(udp(server.target(), "00", true, "12ab3400", Checks.PATIENT).good());
    }
  }
}
