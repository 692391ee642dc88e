package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.lab.Await;
import lvs.director.model.Check;
import lvs.director.pool.PoolEffect;
import lvs.director.pool.PoolEvent;
import lvs.director.port.Prober;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {
  private static final Check CHECK =
      new Check.Tcp(
          new Check.Timing(
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              0,
              Duration.ofSeconds(1),
              Optional.empty(),
              false,
              false),
          Check.Target.of(Endpoint.parse("127.0.0.1:9").orElseThrow()));

  private final BlockingQueue<PoolEvent> answers = new LinkedBlockingQueue<>();

  private void start(CheckRunner runner) {
    runner.start(new PoolEffect.StartCheck(7, CHECK, 0), System.nanoTime());
  }

  private void failsWith(Throwable defect) throws InterruptedException {
    Prober broken =
        (check, step) -> {
          if (defect instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) defect;
        };
    try (CheckRunner runner = new CheckRunner(broken, answers::put)) {
      start(runner);
      PoolEvent answer = answers.poll(10, TimeUnit.SECONDS);
      assertNotNull(answer);
      PoolEvent.CheckFinished finished = (PoolEvent.CheckFinished) answer;
      assertEquals(7, finished.probe());
      assertFalse(finished.result().good());
      assertEquals(
          "the director itself failed in this check: " + defect, finished.result().reason());
    }
  }

  @Test
  void aDefectInACheckIsABadResultAndNotTheEndOfChecking() throws InterruptedException {
    failsWith(new IllegalStateException("broken"));
    failsWith(new StackOverflowError());
  }

  @Test
  void aCheckThatIsStoppedGivesNoAnswer() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Prober endless =
        (check, step) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          throw new AssertionError("never reached");
        };
    try (CheckRunner runner = new CheckRunner(endless, answers::put)) {
      start(runner);
      begun.await();
      runner.stop(7);
      Await.until(Duration.ofSeconds(10), "the check ends", () -> runner.running() == 0);
      assertEquals(0, answers.size());
      assertEquals(0, runner.finished());
    }
  }
}
