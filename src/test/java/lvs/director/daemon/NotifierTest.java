package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.lab.Await;
import lvs.director.model.Configuration;
import lvs.director.model.Script;
import lvs.director.probe.ScriptRunner;
import lvs.director.vrrp.VrrpEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts, and real programs that read the pipes. */
@Tag("lab")
@Timeout(60)
class NotifierTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final EventLog log = new EventLog(new PrintStream(printed, true));
  private final ScriptRunner runner = new ScriptRunner();
  private final ScriptQueue queue = new ScriptQueue(runner, log);
  private final VrrpNotifier notifier = new VrrpNotifier(queue);

  @AfterEach
  void end() {
    queue.close();
    runner.close();
    log.close();
  }

  private Configuration configuration(String globals) throws Exception {
    Path file = Files.writeString(folder.resolve("k.conf"), "global_defs {\n" + globals + "\n}\n");
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  /** Copies what it reads from the pipe, which is its last argument. */
  private String reader(String name) throws Exception {
    Path script =
        Files.writeString(
            folder.resolve(name + ".sh"),
            "#!/bin/sh\necho $$ >> %s\nexec cat \"$2\" >> %s\n"
                .formatted(folder.resolve(name + ".pid"), folder.resolve(name + ".out")));
    script.toFile().setExecutable(true);
    return "\"" + script + " first\"";
  }

  private String pipe(String keyword) throws Exception {
    return "%s %s\n%s_script %s\n"
        .formatted(keyword, folder.resolve(keyword), keyword, reader(keyword));
  }

  private void awaitText(String name, String expected) {
    Path file = folder.resolve(name + ".out");
    Await.until(
        LIMIT,
        () -> expected + " in " + file + "; log: " + printed,
        () -> Files.readString(file).equals(expected));
  }

  private long readersStarted(String name) throws Exception {
    return Files.readAllLines(folder.resolve(name + ".pid")).size();
  }

  @Test
  void eachPipeHearsWhatIsMeantForItWithItsLineEnds() throws Exception {
    queue.configure(
        configuration(pipe("notify_fifo") + pipe("lvs_notify_fifo") + pipe("vrrp_notify_fifo")));
    queue.writeFifo("VS [10.0.0.1]:tcp:80 UP");
    notifier.write(new VrrpEffect.WriteFifo("INSTANCE \"VI_1\" MASTER 100"));
    String service = "VS [10.0.0.1]:tcp:80 UP\n\0";
    String router = "INSTANCE \"VI_1\" MASTER 100\n";
    awaitText("notify_fifo", service + router);
    awaitText("lvs_notify_fifo", service);
    awaitText("vrrp_notify_fifo", router);
  }

  @Test
  void aReloadOpensAnewOnlyWhatHasChanged() throws Exception {
    String kept = pipe("notify_fifo");
    queue.configure(configuration(kept + pipe("vrrp_notify_fifo")));
    notifier.write(new VrrpEffect.WriteFifo("one"));
    awaitText("vrrp_notify_fifo", "one\n");
    queue.configure(configuration(kept));
    assertFalse(Files.exists(folder.resolve("vrrp_notify_fifo")), "we made it, so it goes");
    notifier.write(new VrrpEffect.WriteFifo("two"));
    awaitText("notify_fifo", "one\ntwo\n");
    assertEquals(1, readersStarted("notify_fifo"));
    assertTrue(Files.readString(folder.resolve("vrrp_notify_fifo.out")).equals("one\n"));
  }

  @Test
  void theLastLinesAreReadBeforeTheEnd() throws Exception {
    queue.configure(configuration(pipe("vrrp_notify_fifo")));
    notifier.write(new VrrpEffect.WriteFifo("first"));
    awaitText("vrrp_notify_fifo", "first\n");
    for (int i = 0; i < 100; i++) {
      notifier.write(new VrrpEffect.WriteFifo("GROUP \"G\" STOP 0"));
    }
    queue.close();
    assertEquals(101, Files.readAllLines(folder.resolve("vrrp_notify_fifo.out")).size());
  }

  @Test
  void scriptsGetTheirArgumentsAndRunInOrderForOneRouter() throws Exception {
    Path out = folder.resolve("out");
    Script script =
        new Script(
            List.of("/bin/sh", "-c", "echo \"$@\" >> " + out, "notify", "own"),
            Optional.empty(),
            Optional.empty());
    for (String state : List.of("BACKUP", "MASTER", "FAULT")) {
      notifier.run(
          new VrrpEffect.RunScript(
              script, "VI_1", List.of("INSTANCE", "VI 1", state, "100"), "test"));
    }
    Await.until(LIMIT, "three lines", () -> Files.readAllLines(out).size() == 3);
    assertEquals(
        List.of(
            "own INSTANCE VI 1 BACKUP 100",
            "own INSTANCE VI 1 MASTER 100",
            "own INSTANCE VI 1 FAULT 100"),
        Files.readAllLines(out));
  }

  @Test
  void aPipeThatCannotBeMadeIsLoggedAndTheRestGoesOn() throws Exception {
    queue.configure(configuration("notify_fifo /nonexistent/fifo\n" + pipe("vrrp_notify_fifo")));
    notifier.write(new VrrpEffect.WriteFifo("one"));
    awaitText("vrrp_notify_fifo", "one\n");
    Await.until(
        LIMIT,
        "the complaint",
        () -> printed.toString(StandardCharsets.UTF_8).contains("notify FIFO /nonexistent/fifo: "));
  }
}
