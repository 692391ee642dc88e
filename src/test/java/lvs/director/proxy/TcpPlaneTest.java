package lvs.director.proxy;

import static lvs.director.proxy.PlaneFixture.await;
import static lvs.director.proxy.PlaneFixture.endsWithReset;
import static lvs.director.proxy.PlaneFixture.read;
import static lvs.director.proxy.PlaneFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.port.DataPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The TCP half of the plane, with real sockets on loopback. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TcpPlaneTest {
  /** The common pool has a single thread on small machines. */
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @Test
  void bytesGoThereAndBackAndAreCounted() throws Exception {
    try (RealProgram real = RealProgram.echo();
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      write(client, "hello");
      assertEquals("hello", read(client, 5));
      DataPlane.ServiceCounters counters = service.plane.counters().get(service.key);
      assertEquals(new DataPlane.Traffic(1, 1, 1, 5, 5), counters.total());
      assertEquals(1, counters.servers().get(real.endpoint()).active());
      service.plane.zero(service.key);
      assertEquals(DataPlane.Traffic.ZERO, service.plane.counters().get(service.key).total());
      assertEquals(1, service.active(real.endpoint()));
    }
  }

  @Test
  void aMegabyteOfAnythingArrivesUnchanged() throws Exception {
    byte[] sent = new byte[5_000_000];
    new Random(1).nextBytes(sent);
    try (RealProgram real = RealProgram.echo();
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> send(client, sent), THREADS);
      assertArrayEquals(sent, client.getInputStream().readNBytes(sent.length));
      writer.get(10, TimeUnit.SECONDS);
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientThatHasFinishedSendingStillGetsTheAnswer() throws Exception {
    RealProgram.Conversation answerAfterTheEnd =
        socket -> {
          int count = socket.getInputStream().readAllBytes().length;
          socket.getOutputStream().write(("got " + count).getBytes(StandardCharsets.US_ASCII));
        };
    try (RealProgram real = new RealProgram(answerAfterTheEnd);
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      write(client, "question");
      client.shutdownOutput();
      assertEquals("got 8", new String(client.getInputStream().readAllBytes()));
      await("the connection is gone", () -> service.plane.connections(10).isEmpty());
      assertEquals(0, service.active(real.endpoint()) + service.inactive(real.endpoint()));
    }
  }

  @Test
  void aServerThatHasFinishedSendingStillHearsTheClient() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    RealProgram.Conversation listenAfterTheEnd =
        socket -> {
          socket.shutdownOutput();
          heard.complete(new String(socket.getInputStream().readAllBytes()));
        };
    try (RealProgram real = new RealProgram(listenAfterTheEnd);
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      assertEquals(-1, client.getInputStream().read());
      await("half closed is inactive", () -> service.inactive(real.endpoint()) == 1);
      assertEquals(0, service.active(real.endpoint()));
      write(client, "still here");
      client.shutdownOutput();
      assertEquals("still here", heard.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aResetOfTheClientReachesTheServer() throws Exception {
    CompletableFuture<Boolean> reset = new CompletableFuture<>();
    RealProgram.Conversation waitForTheEnd =
        socket -> {
          socket.getOutputStream().write('!');
          reset.complete(endsWithReset(socket));
        };
    try (RealProgram real = new RealProgram(waitForTheEnd);
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      assertEquals("!", read(client, 1));
      client.setSoLinger(true, 0);
      client.close();
      assertTrue(reset.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aResetOfTheServerReachesTheClient() throws Exception {
    RealProgram.Conversation resetAtFirstByte =
        socket -> {
          socket.getInputStream().read();
          socket.setSoLinger(true, 0);
        };
    try (RealProgram real = new RealProgram(resetAtFirstByte);
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      write(client, "x");
      assertTrue(endsWithReset(client));
    }
  }

  /** Sends until the other side takes no more; counts what it sent. */
  private static RealProgram.Conversation flood(AtomicLong sent, AtomicBoolean stop) {
    return socket -> {
      byte[] chunk = new byte[64 * 1024];
      while (!stop.get()) {
        socket.getOutputStream().write(chunk);
        sent.addAndGet(chunk.length);
      }
    };
  }

  private static void awaitStandstill(AtomicLong sent) {
    long[] last = {-1, System.nanoTime()};
    await(
        "the sender stands still",
        () -> {
          if (sent.get() != last[0]) {
            last[0] = sent.get();
            last[1] = System.nanoTime();
          }
          return last[0] > 0 && System.nanoTime() - last[1] > 300_000_000L;
        });
  }

  @Test
  void aSlowReaderHoldsBackTheSenderAndLosesNothing() throws Exception {
    AtomicLong sent = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    try (RealProgram real = new RealProgram(flood(sent, stop));
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      awaitStandstill(sent);
      assertTrue(sent.get() < 64L << 20, sent + " bytes are somewhere");
      assertTrue(service.plane.waitingBytes() <= Buffers.LARGE);
      stop.set(true);
      long received = client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      assertEquals(sent.get(), received);
      assertEquals(0, service.plane.waitingBytes());
    }
  }

  @Test
  void manySlowReadersShareABoundedMemoryAndAllFinish() throws Exception {
    AtomicLong sent = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    long limitBytes = 2L * Buffers.LARGE;
    try (RealProgram real = new RealProgram(flood(sent, stop));
        PlaneFixture service =
            new PlaneFixture(Protocol.TCP, "127.0.0.1", new ProxyPlane(1, 1000, limitBytes))) {
      service.server(real.endpoint(), 1).apply();
      Socket[] clients = new Socket[20];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = service.connect();
      }
      awaitStandstill(sent);
      assertTrue(service.plane.waitingBytes() <= limitBytes + clients.length * Buffers.SMALL);
      stop.set(true);
      long received = 0;
      for (Socket client : clients) {
        received += client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      }
      assertEquals(sent.get(), received);
      assertEquals(0, service.plane.waitingBytes());
    }
  }

  @Test
  void anIdleConnectionEndsAfterItsTimeoutAndABusyOneDoesNot() throws Exception {
    try (RealProgram real = RealProgram.echo();
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      service.plane.configure(PlaneFixture.timeouts(2, 0, 0), IpvsSettings.DEFAULT);
      Socket idle = service.connect();
      Socket busy = service.connect();
      CompletableFuture<Boolean> ended =
          CompletableFuture.supplyAsync(() -> endsWithReset(idle), THREADS);
      await(
          "the idle connection ends",
          () -> {
            echo(busy);
            return ended.isDone();
          });
      assertTrue(ended.get());
      echo(busy);
    }
  }

  private static void echo(Socket socket) {
    try {
      write(socket, "e");
      assertEquals("e", read(socket, 1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHalfClosedConnectionEndsAfterTheFinTimeout() throws Exception {
    try (RealProgram real = new RealProgram(socket -> Thread.sleep(60_000));
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      service.plane.configure(PlaneFixture.timeouts(0, 1, 0), IpvsSettings.DEFAULT);
      Socket client = service.connect();
      client.shutdownOutput();
      assertTrue(endsWithReset(client));
    }
  }

  @Test
  void connectionsAlternateBetweenServers() throws Exception {
    try (RealProgram a = RealProgram.named("A");
        RealProgram b = RealProgram.named("B");
        PlaneFixture service =
            new PlaneFixture().server(a.endpoint(), 1).server(b.endpoint(), 1).apply()) {
      StringBuilder met = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        met.append(service.listen());
      }
      assertEquals("BABABA", met.toString());
    }
  }

  @Test
  void weightZeroKeepsConnectionsAndTakesNoNewOnes() throws Exception {
    try (RealProgram a = RealProgram.greeting("A");
        RealProgram b = RealProgram.greeting("B");
        PlaneFixture service =
            new PlaneFixture().server(a.endpoint(), 1).server(b.endpoint(), 1).apply()) {
      Socket old = service.connect();
      assertEquals("B", read(old, 1));
      service.server(b.endpoint(), 0).apply();
      for (int i = 0; i < 3; i++) {
        assertEquals("A", read(service.connect(), 1));
      }
      echo(old);
    }
  }

  @Test
  void removingAServerResetsItsConnectionsAndNoOthers() throws Exception {
    try (RealProgram a = RealProgram.greeting("A");
        RealProgram b = RealProgram.greeting("B");
        PlaneFixture service =
            new PlaneFixture().server(a.endpoint(), 1).server(b.endpoint(), 1).apply()) {
      Socket atB = service.connect();
      Socket atA = service.connect();
      assertEquals("B", read(atB, 1));
      assertEquals("A", read(atA, 1));
      service.without(b.endpoint()).apply();
      assertTrue(endsWithReset(atB));
      echo(atA);
      assertEquals(
          2, service.plane.counters().get(service.key).total().connections(), "with departed");
    }
  }

  @Test
  void removingAServiceEndsItsConnectionsAndFreesThePort() throws Exception {
    try (RealProgram real = RealProgram.greeting("A");
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      assertEquals("A", read(client, 1));
      service.plane.apply(PlaneFixture.table());
      assertTrue(endsWithReset(client));
      new java.net.ServerSocket(service.key.endpoint().port(), 1, service.key.endpoint().address())
          .close();
      await("the server sees it", () -> real.open() == 0);
    }
  }

  @Test
  void editsLoseNothingOnServersThatStay() throws Exception {
    byte[] sent = new byte[3_000_000];
    new Random(2).nextBytes(sent);
    try (RealProgram stays = RealProgram.echo();
        RealProgram comesAndGoes = RealProgram.echo();
        PlaneFixture service = new PlaneFixture().server(stays.endpoint(), 1).apply()) {
      Socket client = service.connect();
      send(client, new byte[] {42});
      assertEquals(42, client.getInputStream().read(), "the client has met its server");
      CompletableFuture<byte[]> received =
          CompletableFuture.supplyAsync(() -> receive(client, sent.length), THREADS);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < sent.length; i += 1000) {
                  send(client, Arrays.copyOfRange(sent, i, i + 1000));
                }
              },
              THREADS);
      int edits = 0;
      while (!writer.isDone() || edits < 20) {
        service.server(comesAndGoes.endpoint(), 1 + edits % 5).apply();
        service.server(stays.endpoint(), edits % 3).without(comesAndGoes.endpoint()).apply();
        edits++;
      }
      assertArrayEquals(sent, received.get(20, TimeUnit.SECONDS));
    }
  }

  private static byte[] receive(Socket socket, int count) {
    try {
      InputStream in = socket.getInputStream();
      return in.readNBytes(count);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRefusedConnectIsTriedAtAnotherServer() throws Exception {
    Endpoint dead = PlaneFixture.free("127.0.0.1");
    try (RealProgram real = RealProgram.named("A");
        PlaneFixture service =
            new PlaneFixture().server(real.endpoint(), 1).server(dead, 1).apply()) {
      for (int i = 0; i < 4; i++) {
        assertEquals("A", service.listen());
      }
      assertEquals(0, service.active(dead) + service.inactive(dead));
    }
  }

  @Test
  void withoutAnAvailableServerTheClientIsReset() throws Exception {
    try (PlaneFixture service = new PlaneFixture().apply()) {
      assertTrue(isReset(service));
      service.server(PlaneFixture.free("127.0.0.1"), 1).apply();
      assertTrue(isReset(service));
    }
  }

  /** The reset may come while the client still connects. */
  private static boolean isReset(PlaneFixture service) throws Exception {
    try {
      return endsWithReset(service.connect());
    } catch (SocketException reset) {
      return reset.getMessage().contains("reset");
    }
  }

  @Test
  void theUpperThresholdSendsClientsElsewhere() throws Exception {
    try (RealProgram a = RealProgram.greeting("A");
        RealProgram b = RealProgram.greeting("B");
        PlaneFixture service =
            new PlaneFixture().server(a.endpoint(), 1).server(b.endpoint(), 1, 2, 1).apply()) {
      StringBuilder met = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        met.append(read(service.connect(), 1));
      }
      assertEquals("BABAAA", met.toString());
    }
  }

  @Test
  void persistentClientsStayByNetwork() throws Exception {
    try (RealProgram a = RealProgram.greeting("A");
        RealProgram b = RealProgram.greeting("B");
        PlaneFixture service = new PlaneFixture().server(a.endpoint(), 1).server(b.endpoint(), 1)) {
      service.persistence = Optional.of(new Persistence(100, 24, Optional.empty()));
      service.apply();
      assertEquals("B", read(service.connect("127.0.1.1"), 1));
      assertEquals("B", read(service.connect("127.0.1.2"), 1));
      assertEquals("A", read(service.connect("127.0.2.1"), 1));
      assertEquals("B", read(service.connect("127.0.1.3"), 1));
      assertEquals(
          1, service.plane.counters().get(service.key).servers().get(b.endpoint()).persistent());
      assertEquals(
          2, service.plane.connections(100).stream().filter(c -> c.client().port() == 0).count());
    }
  }

  @Test
  void clientsAboveTheLimitWaitAndAreServedLater() throws Exception {
    try (RealProgram real = RealProgram.greeting("A");
        PlaneFixture service = new PlaneFixture(Protocol.TCP, "127.0.0.1", new ProxyPlane(2, 2))) {
      service.server(real.endpoint(), 1).apply();
      Socket first = service.connect();
      Socket second = service.connect();
      assertEquals("AA", read(first, 1) + read(second, 1));
      Socket third = service.connect();
      assertEquals(2, real.accepted());
      first.close();
      assertEquals("A", read(third, 1));
    }
  }

  @Test
  void ipv6ServicesReachIpv4Servers() throws Exception {
    try (RealProgram real = RealProgram.echo();
        PlaneFixture service = new PlaneFixture(Protocol.TCP, "::1", new ProxyPlane(1, 100))) {
      service.server(real.endpoint(), 1).apply();
      echo(service.connect());
    }
  }

  @Test
  void ipv6ServersAreReached() throws Exception {
    try (RealProgram real =
            new RealProgram(
                "::1", socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
        PlaneFixture service = new PlaneFixture(Protocol.TCP, "::1", new ProxyPlane(1, 100))) {
      service.server(real.endpoint(), 1).apply();
      echo(service.connect());
    }
  }

  @Test
  void openConnectionsAreListed() throws Exception {
    try (RealProgram real = RealProgram.echo();
        PlaneFixture service = new PlaneFixture().server(real.endpoint(), 1).apply()) {
      Socket client = service.connect();
      echo(client);
      service.connect();
      await("both are there", () -> service.plane.connections(100).size() == 2);
      assertEquals(1, service.plane.connections(1).size());
      DataPlane.Connection line =
          service.plane.connections(100).stream()
              .filter(c -> c.client().port() == client.getLocalPort())
              .findFirst()
              .orElseThrow();
      assertEquals("ESTABLISHED", line.state());
      assertEquals(real.endpoint(), line.server());
      assertEquals(service.key.endpoint(), line.virtual());
      assertTrue(line.expiresSeconds() > 800 && line.expiresSeconds() <= 900);
    }
  }

  @Test
  void aClosedPlaneListsNothingAndMayBeClosedAgain() throws Exception {
    try (PlaneFixture service = new PlaneFixture().apply()) {
      service.plane.close();
      assertEquals(0, service.plane.connections(10).size());
      assertFalse(service.plane.have().services().containsKey(service.key));
    }
  }
}
