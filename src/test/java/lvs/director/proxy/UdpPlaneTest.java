package lvs.director.proxy;

import static lvs.director.proxy.PlaneFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The UDP half of the plane, with real sockets on loopback. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UdpPlaneTest {

  /** Answers each datagram with its name, the count of datagrams so far and the text. */
  private static final class UdpProgram implements AutoCloseable {
    private final DatagramSocket socket;
    private final AtomicInteger received = new AtomicInteger();

    private UdpProgram(String name, String address) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      Thread.ofVirtual().start(() -> answer(name));
    }

    private void answer(String name) {
      DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
      try {
        while (true) {
          packet.setLength(65535);
          socket.receive(packet);
          received.incrementAndGet();
          String text = text(packet);
          byte[] reply = (name + text).getBytes(StandardCharsets.US_ASCII);
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private Endpoint endpoint() {
      return new Endpoint(socket.getLocalAddress(), socket.getLocalPort());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static String text(DatagramPacket packet) {
    return new String(
        packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.US_ASCII);
  }

  private static DatagramSocket client(PlaneFixture service) throws IOException {
    DatagramSocket client =
        new DatagramSocket(new InetSocketAddress(service.key.endpoint().address(), 0));
    client.connect(service.key.endpoint().socketAddress());
    client.setSoTimeout(PlaneFixture.DEADLINE_MILLIS);
    return client;
  }

  private static String ask(DatagramSocket client, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    client.send(new DatagramPacket(bytes, bytes.length));
    DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
    client.receive(reply);
    return text(reply);
  }

  private static PlaneFixture udp(String address) throws IOException {
    return new PlaneFixture(Protocol.UDP, address, new ProxyPlane(2, 1000));
  }

  @Test
  void aClientStaysAtItsServerAndEachGetsItsOwnAnswers() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        UdpProgram b = new UdpProgram("B", "127.0.0.1");
        PlaneFixture service = udp("127.0.0.1");
        DatagramSocket one = service.server(a.endpoint(), 1) == null ? null : client(service);
        DatagramSocket two = client(service)) {
      service.server(b.endpoint(), 1).apply();
      assertEquals("Bone", ask(one, "one"));
      assertEquals("Atwo", ask(two, "two"));
      assertEquals("Bone", ask(one, "one"));
      assertEquals("Atwo", ask(two, "two"));
      assertEquals(2, service.plane.connections(10).size());
      assertEquals(2, service.plane.counters().get(service.key).total().connections());
      assertEquals(12, service.plane.counters().get(service.key).total().inBytes());
      assertEquals(16, service.plane.counters().get(service.key).total().outBytes());
    }
  }

  @Test
  void withOnePacketSchedulingEachDatagramIsScheduledByItself() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        UdpProgram b = new UdpProgram("B", "127.0.0.1");
        PlaneFixture service = udp("127.0.0.1");
        DatagramSocket one = client(service)) {
      service.scheduling = new Scheduling(Scheduler.RR, false, false, false, true, false);
      service.server(a.endpoint(), 1).server(b.endpoint(), 1).apply();
      StringBuilder met = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        met.append(ask(one, "."));
      }
      assertEquals("B.A.B.A.B.A.", met.toString());
      assertEquals(6, service.plane.counters().get(service.key).total().connections());
      assertEquals(0, service.active(a.endpoint()));
    }
  }

  @Test
  void anIdleFlowEndsAfterTheUdpTimeout() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        PlaneFixture service = udp("127.0.0.1").server(a.endpoint(), 1).apply();
        DatagramSocket one = client(service)) {
      service.plane.configure(PlaneFixture.timeouts(0, 0, 1), IpvsSettings.DEFAULT);
      ask(one, "x");
      assertEquals(1, service.active(a.endpoint()));
      await("the flow ends", () -> service.active(a.endpoint()) == 0);
      assertEquals(0, service.plane.connections(10).size());
      assertEquals("Ay", ask(one, "y"));
    }
  }

  @Test
  void aFlowLeavesAServerThatIsRemoved() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        UdpProgram b = new UdpProgram("B", "127.0.0.1");
        PlaneFixture service = udp("127.0.0.1");
        DatagramSocket one = client(service)) {
      service.server(a.endpoint(), 1).server(b.endpoint(), 1).apply();
      assertEquals("Bx", ask(one, "x"));
      service.without(b.endpoint()).apply();
      assertEquals("Ax", ask(one, "x"));
    }
  }

  @Test
  void theLargestDatagramPasses() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        PlaneFixture service = udp("127.0.0.1").server(a.endpoint(), 1).apply();
        DatagramSocket one = client(service)) {
      String large = "x".repeat(65506);
      assertEquals("A" + large, ask(one, large));
    }
  }

  @Test
  void ipv6FlowsWork() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "::1");
        PlaneFixture service = udp("::1").server(a.endpoint(), 1).apply();
        DatagramSocket one = client(service)) {
      assertEquals("Asix", ask(one, "six"));
    }
  }

  @Test
  void flowsAboveTheLimitAreNotBegun() throws Exception {
    try (UdpProgram a = new UdpProgram("A", "127.0.0.1");
        PlaneFixture service = new PlaneFixture(Protocol.UDP, "127.0.0.1", new ProxyPlane(1, 1));
        DatagramSocket one = client(service);
        DatagramSocket two = client(service)) {
      service.server(a.endpoint(), 1).apply();
      assertEquals("A1", ask(one, "1"));
      two.send(new DatagramPacket(new byte[] {'2'}, 1));
      assertEquals("A3", ask(one, "3"));
      assertEquals(1, service.plane.connections(10).size());
      assertEquals(2, a.received.get());
    }
  }
}
