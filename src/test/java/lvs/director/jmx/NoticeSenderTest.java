package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.pool.PoolEffect.Notice;
import org.junit.jupiter.api.Test;

class NoticeSenderTest {
  private static final Notice DOWN =
      new Notice(Notice.Kind.QUORUM_LOST, "tcp_10.0.0.1_80", Optional.empty(), "down", false);

  @Test
  void aListenerThatNeverReturnsDelaysNobodyAndWhatIsLostIsCounted() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    BlockingQueue<Long> received = new LinkedBlockingQueue<>();
    try (NoticeSender sender = new NoticeSender()) {
      sender.addNotificationListener(
          (notification, handback) -> {
            received.add(notification.getSequenceNumber());
            stuck.countDown();
            awaitQuietly(release);
          },
          null,
          null);
      sender.notice(1, 0, DOWN);
      assertTrue(stuck.await(10, TimeUnit.SECONDS));
      for (int number = 2; number <= 10_011; number++) {
        sender.notice(number, 0, DOWN);
      }
      assertEquals(10, sender.refused());
      release.countDown();
      for (long number = 1; number <= 10_001; number++) {
        assertEquals(number, received.poll(10, TimeUnit.SECONDS));
      }
      sender.notice(10_012, 0, DOWN);
      assertEquals(10_012, received.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aListenerThatFailsHarmsNoOther() throws Exception {
    BlockingQueue<Long> received = new LinkedBlockingQueue<>();
    try (NoticeSender sender = new NoticeSender()) {
      sender.addNotificationListener(
          (notification, handback) -> {
            throw new IllegalStateException("broken listener");
          },
          null,
          null);
      sender.addNotificationListener(
          (notification, handback) -> received.add(notification.getSequenceNumber()), null, null);
      sender.notice(1, 0, DOWN);
      sender.notice(2, 0, DOWN);
      assertEquals(
          List.of(1L, 2L),
          List.of(received.poll(10, TimeUnit.SECONDS), received.poll(10, TimeUnit.SECONDS)));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
