package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailboxTest {
  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Mailbox<Integer> mailbox = new Mailbox<>(2);

  @Test
  void itemsComeInOrder() {
    mailbox.offer(1);
    mailbox.offer(2);
    assertEquals(2, mailbox.size());
    assertEquals(1, mailbox.poll());
    assertEquals(2, mailbox.poll());
    assertNull(mailbox.poll());
    assertEquals(0, mailbox.size());
  }

  @Test
  void aFullMailboxRefusesAndCounts() {
    assertTrue(mailbox.offer(1));
    assertTrue(mailbox.offer(2));
    assertFalse(mailbox.offer(3));
    assertEquals(1, mailbox.refused());
    mailbox.poll();
    assertTrue(mailbox.offer(4));
  }

  @Test
  @Timeout(60)
  void anItemThatCameBeforeEndsTheWait() {
    mailbox.offer(1);
    mailbox.await(HOUR_NANOS);
  }

  @Test
  @Timeout(60)
  void wakingBeforeTheWaitEndsIt() {
    mailbox.wake();
    mailbox.await(HOUR_NANOS);
  }

  /** Many hand-overs between two threads: a wake-up that got lost would last an hour. */
  @Test
  @Timeout(60)
  void noItemIsSleptOver() throws InterruptedException {
    Thread filler =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    while (!mailbox.offer(i)) {
                      Thread.onSpinWait();
                    }
                  }
                });
    for (int expected = 0; expected < 100_000; ) {
      Integer item = mailbox.poll();
      if (item == null) {
        mailbox.await(HOUR_NANOS);
      } else {
        assertEquals(expected++, item);
      }
    }
    filler.join();
  }
}
