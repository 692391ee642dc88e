package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.model.Script;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackScript;
import lvs.director.probe.ScriptRunner;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("lab")
@Timeout(60)
class TrackerRunnerTest {
  @TempDir Path folder;

  private final BlockingQueue<VrrpEvent> posted = new LinkedBlockingQueue<>();
  private final EventLog log = new EventLog(null);
  private final ScriptRunner runner = new ScriptRunner();
  private final TrackerRunner trackers = new TrackerRunner(runner, posted::add, log);

  @AfterEach
  void end() {
    trackers.close();
    runner.close();
    log.close();
  }

  private static TrackScript script(Duration timeout, String command) {
    Script script =
        new Script(List.of("/bin/sh", "-c", command), Optional.empty(), Optional.empty());
    return new TrackScript("chk", script, Duration.ofSeconds(1), timeout, 0, false, 1, 1, false);
  }

  private void start(long run, Duration timeout, String command) {
    trackers.start(new VrrpEffect.StartTrackScript(script(timeout, command), run));
  }

  private VrrpEvent next() throws InterruptedException {
    return posted.poll(30, TimeUnit.SECONDS);
  }

  private VrrpEvent.ScriptResult result(long run) throws InterruptedException {
    VrrpEvent.TrackScriptFinished finished = (VrrpEvent.TrackScriptFinished) next();
    assertEquals("chk", finished.name());
    assertEquals(run, finished.run());
    return finished.result();
  }

  @Test
  void exitStatusAndOutputAreTold() throws Exception {
    start(1, Duration.ofSeconds(30), "echo fine; exit 0");
    VrrpEvent.ScriptResult good = result(1);
    assertEquals("true 0 fine exit status 0", words(good));
    start(2, Duration.ofSeconds(30), "echo no route >&2; exit 3");
    assertEquals("false 3 no route exit status 3", words(result(2)));
    assertTrue(good.tookNanos() > 0);
  }

  private static String words(VrrpEvent.ScriptResult result) {
    return result.good()
        + " "
        + result.exitStatus()
        + " "
        + result.output()
        + " "
        + result.reason();
  }

  @Test
  void aScriptThatTakesTooLongIsEndedWithAllItStarted() throws Exception {
    Path child = folder.resolve("child");
    start(1, Duration.ofMillis(300), "sleep 1000 & echo $! > " + child + "; wait");
    VrrpEvent.ScriptResult late = result(1);
    assertEquals(-1, late.exitStatus());
    assertEquals("timed out after 300 ms and was killed", late.reason());
    long pid = Long.parseLong(Files.readString(child).strip());
    Await.until(
        Duration.ofSeconds(30),
        "the end of the child",
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aProgramThatIsMissingIsAResultToo() throws Exception {
    TrackScript missing =
        new TrackScript(
            "chk",
            new Script(List.of("/nonexistent/chk"), Optional.empty(), Optional.empty()),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            0,
            false,
            1,
            1,
            false);
    trackers.start(new VrrpEffect.StartTrackScript(missing, 9));
    assertEquals("false -1  /nonexistent/chk: No such file or directory", words(result(9)));
  }

  @Test
  void aStoppedRunIsEndedAndNotTold() throws Exception {
    Path started = folder.resolve("pid");
    start(1, Duration.ofSeconds(1000), "echo $$ > " + started + "; sleep 1000");
    Await.until(Duration.ofSeconds(30), "its start", () -> Files.size(started) > 0);
    trackers.stop(new VrrpEffect.StopTrackScript("chk", 1));
    long pid = Long.parseLong(Files.readString(started).strip());
    Await.until(
        Duration.ofSeconds(30),
        "its end",
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    start(2, Duration.ofSeconds(30), "true");
    result(2);
  }

  @Test
  void filesAreTold() throws Exception {
    Path load = Files.writeString(folder.resolve("load"), "-20");
    trackers.watchFiles(
        List.of(new TrackFile("load", load.toString(), 1, false, Optional.empty())));
    assertEquals(new VrrpEvent.TrackFileRead("load", -20, Optional.empty()), next());
  }
}
