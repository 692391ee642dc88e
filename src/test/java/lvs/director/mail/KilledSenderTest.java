package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.lab.Postfix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGKILL in the middle of the queue. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class KilledSenderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int KILLS = 4;
  private static final long SEED = 5L;

  @TempDir Path folder;

  @Test
  void everyMailThatWasSafeArrivesAndAtMostOneAKillArrivesTwice() throws Exception {
    Random random = new Random(SEED);
    Set<String> safe = new HashSet<>();
    try (Postfix postfix = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops")) {
      for (int kill = 0; kill < KILLS; kill++) {
        int arrived = postfix.arrivals().size();
        safe.addAll(killed(postfix, "k" + kill, 20 + random.nextInt(40)));
        assertTrue(postfix.arrivals().size() > arrived, "it was sending when it was killed");
      }
      try (MailSender sender = Senders.quick(folder, new RecordingLog())) {
        sender.configure(
            Drafts.settings("ops@example.org"),
            Drafts.policy(Drafts.plain(postfix.port())),
            "lvs1");
        Await.until(
            PATIENCE,
            () -> "an empty spool: " + sender.health(),
            () -> sender.health().queued() == 0);
        assertEquals(0, sender.health().dropped());
      }
      List<String> arrived =
          postfix.arrivals().stream().map(id -> id.substring(1, id.indexOf('@'))).toList();
      Set<String> once = new HashSet<>(arrived);
      assertTrue(once.containsAll(safe), () -> "lost: " + missing(safe, once));
      assertTrue(arrived.size() - once.size() <= KILLS, () -> "seed " + SEED + ": " + arrived);
    }
  }

  private static List<String> missing(Set<String> safe, Set<String> arrived) {
    return safe.stream().filter(each -> !arrived.contains(each)).sorted().toList();
  }

  /** Keys of the mails that were safe when it was killed, after so many and at least one sent. */
  private List<String> killed(Postfix postfix, String prefix, int count) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SenderProgram.class.getName(),
                folder.toString(),
                Integer.toString(postfix.port()),
                prefix)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int before = postfix.arrivals().size();
    List<String> keys = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (keys.size() < count || postfix.arrivals().size() == before) {
        keys.add(line(out));
      }
      process.destroyForcibly();
      for (String rest = out.readLine(); rest != null; rest = out.readLine()) {
        keys.add(rest);
      }
    } catch (IOException closedByTheKill) {
      // What was read before counts.
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }
    return keys;
  }

  private static String line(BufferedReader out) throws IOException {
    String line = out.readLine();
    assertTrue(line != null, "the sender ended by itself");
    return line;
  }
}
