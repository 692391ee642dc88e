package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aWakeEndsTheWaitUnderWayAndOneBeforeItTheNext() throws Exception {
    Poll poll = Poll.open();
    int rounds = 1_000;
    CountDownLatch started = new CountDownLatch(1);
    Thread waker =
        Thread.ofPlatform()
            .start(
                () -> {
                  started.countDown();
                  poll.wake();
                });
    started.await();
    assertTimeoutPreemptively(LIMIT, () -> poll.await(HOUR_NANOS));
    waker.join();
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < rounds; i++) {
            poll.wake();
            poll.wake();
            poll.await(HOUR_NANOS);
          }
        });
    poll.close();
    poll.wake(); // too late, and harmless
  }

  @Test
  void noWakeIsLostBetweenTwoThreadsThatHandOverToEachOther() throws Exception {
    Poll one = Poll.open();
    Poll other = Poll.open();
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Thread echo = Thread.ofPlatform().start(() -> pingPong(other, one));
          one.wake();
          pingPong(one, other);
          echo.join();
        });
    one.close();
    other.close();
  }

  private static void pingPong(Poll mine, Poll theirs) {
    for (int i = 0; i < 5_000; i++) {
      mine.await(HOUR_NANOS);
      theirs.wake();
    }
  }

  @Test
  void aWaitOfNanosecondsIsNoWaitForEverAndWithoutDescriptorsNothingIsReady() throws Exception {
    Poll poll = Poll.open();
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          poll.await(-5);
          poll.await(0);
          poll.await(1);
          poll.await(1_500_000);
        });
    assertFalse(poll.ready());
    poll.close();
  }

  @Test
  void aDescriptorThatIsReadyEndsTheWait() throws Exception {
    Poll poll = Poll.open();
    int readable = Libc.eventfd(1, SocketCalls.EFD_CLOEXEC);
    int silent = Libc.eventfd(0, SocketCalls.EFD_CLOEXEC);
    poll.watch(new int[] {silent, readable});
    assertTimeoutPreemptively(LIMIT, () -> poll.await(HOUR_NANOS));
    assertTrue(poll.ready());
    assertFalse(poll.isReady(0));
    assertTrue(poll.isReady(1));
    SocketCalls.close(readable);
    SocketCalls.close(silent);
    poll.close();
  }
}
