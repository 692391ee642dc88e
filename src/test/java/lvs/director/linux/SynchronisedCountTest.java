package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import lvs.director.lab.Await;
import org.junit.jupiter.api.Test;

class SynchronisedCountTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aNumberIsGoodForAWhileAndThenCountedAnew() {
    AtomicLong counted = new AtomicLong();
    SynchronisedCount count = new SynchronisedCount(counted::incrementAndGet);
    assertEquals(1, count.connections());
    assertEquals(1, count.connections());
    Await.until(LIMIT, "another count", () -> count.connections() == 2);
  }

  @Test
  void whoAsksWhileAnotherCountsDoesNotWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    SynchronisedCount count =
        new SynchronisedCount(
            () -> {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              return 7;
            });
    Thread counting = Thread.ofPlatform().start(count::connections);
    begun.await();
    assertEquals(0, count.connections());
    end.countDown();
    counting.join();
    assertEquals(7, count.connections());
  }
}
