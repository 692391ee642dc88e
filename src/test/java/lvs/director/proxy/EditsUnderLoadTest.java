package lvs.director.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lvs.director.base.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** New connections never fail while weights change and idle servers come and go. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EditsUnderLoadTest {
  private static final int EDITS = 200;
  private static final int CLIENTS = 4;

  @Test
  void clientsNoticeNothingOfWeightChangesAndOfServersThatAreAddedOrDrained() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger served = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (RealProgram a = RealProgram.named("A");
        RealProgram b = RealProgram.named("B");
        PlaneFixture service = new PlaneFixture().server(a.endpoint(), 1).apply()) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            Thread.ofVirtual().start(() -> visit(service.key.endpoint(), stop, served, failure)));
      }
      for (int edit = 0; edit < EDITS && failure.get() == null; edit++) {
        service.server(a.endpoint(), 1 + random.nextInt(5));
        service.server(b.endpoint(), random.nextInt(3)).apply();
        int goal = served.get() + 3;
        PlaneFixture.await(
            "clients are served", () -> served.get() >= goal || failure.get() != null);
      }
      stop.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertEquals(null, failure.get(), "seed " + seed);
      assertEquals(served.get(), a.accepted() + b.accepted(), "seed " + seed);
      PlaneFixture.await("all have ended", () -> service.plane.connections(1).isEmpty());
      assertEquals(served.get(), service.plane.counters().get(service.key).total().connections());
    }
  }

  private static void visit(
      Endpoint service,
      AtomicBoolean stop,
      AtomicInteger served,
      AtomicReference<Throwable> failure) {
    try {
      while (!stop.get()) {
        try (Socket socket = new Socket(service.address(), service.port())) {
          socket.setSoTimeout(PlaneFixture.DEADLINE_MILLIS);
          assertEquals(1, socket.getInputStream().readAllBytes().length);
          served.incrementAndGet();
        }
      }
    } catch (IOException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }
}
