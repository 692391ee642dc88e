package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedScriptsTest {
  @TempDir Path directory;

  @Test
  void scriptsOfOneObjectRunInOrderHoweverLongEachTakes() throws Exception {
    Path log = directory.resolve("log");
    CountDownLatch done = new CountDownLatch(8);
    try (ScriptRunner runner = new ScriptRunner();
        OrderedScripts scripts = new OrderedScripts(runner, 100)) {
      for (int i = 0; i < 8; i++) {
        String command = "sleep 0.0%d; echo %d >> %s".formatted(8 - i, i, log);
        scripts.submit(
            "server",
            Checks.script("/bin/sh", "-c", command),
            Checks.PATIENT,
            _ -> done.countDown());
      }
      assertTrue(done.await(20, TimeUnit.SECONDS));
    }
    assertEquals(
        IntStream.range(0, 8).mapToObj(Integer::toString).toList(), Files.readAllLines(log));
  }

  @Test
  void scriptsOfOtherObjectsDoNotWait() throws Exception {
    Path gate = directory.resolve("gate");
    CountDownLatch done = new CountDownLatch(2);
    String waits = "while [ ! -e %s ]; do sleep 0.01; done".formatted(gate);
    try (ScriptRunner runner = new ScriptRunner();
        OrderedScripts scripts = new OrderedScripts(runner, 100)) {
      scripts.submit(
          "one", Checks.script("/bin/sh", "-c", waits), Checks.PATIENT, _ -> done.countDown());
      scripts.submit(
          "two", Checks.script("touch", gate.toString()), Checks.PATIENT, _ -> done.countDown());
      assertTrue(done.await(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aListenerThatFailsDoesNotStopTheNextScript() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (ScriptRunner runner = new ScriptRunner();
        OrderedScripts scripts = new OrderedScripts(runner, 100)) {
      scripts.submit(
          "a",
          Checks.script("true"),
          Checks.PATIENT,
          _ -> {
            throw new IllegalStateException("a listener's defect, on purpose");
          });
      scripts.submit("a", Checks.script("true"), Checks.PATIENT, _ -> done.countDown());
      assertTrue(done.await(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void tooManyAreRefusedAndCounted() throws Exception {
    List<ScriptOutcome> outcomes = new CopyOnWriteArrayList<>();
    Path started = directory.resolve("started");
    ScriptRunner runner = new ScriptRunner();
    OrderedScripts scripts = new OrderedScripts(runner, 2);
    String hangs = "touch %s; sleep 60".formatted(started);
    assertTrue(
        scripts.submit("a", Checks.script("/bin/sh", "-c", hangs), Checks.PATIENT, outcomes::add));
    ScriptRunnerTest.await("first script runs", () -> Files.exists(started));
    assertTrue(scripts.submit("a", Checks.script("true"), Checks.PATIENT, outcomes::add));
    assertTrue(scripts.submit("a", Checks.script("true"), Checks.PATIENT, outcomes::add));
    assertFalse(scripts.submit("a", Checks.script("true"), Checks.PATIENT, outcomes::add));
    assertEquals(1, scripts.refusedCount());
    assertEquals(2, scripts.waitingCount());
    scripts.close();
    assertFalse(scripts.submit("b", Checks.script("true"), Checks.PATIENT, outcomes::add));
    runner.close();
  }
}
