package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.cli.CommandRunner.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code lvs-director mail}. */
class MailCommandTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private CommandRunner runner;

  @BeforeEach
  void start() throws Exception {
    runner = new CommandRunner();
    runner
        .director
        .mail
        .on("test", _ -> "relay mx1:587, STARTTLS took it for ops@example.org")
        .on("silence", given -> asked.add("silence " + given[0] + " " + given[1]))
        .on("speak", _ -> asked.add("speak"));
  }

  @AfterEach
  void stop() throws Exception {
    runner.close();
  }

  private Outcome run(String... arguments) {
    return runner.run(arguments);
  }

  @Test
  void aTestPrintsWhichRelayTookIt() {
    Outcome outcome = run("mail", "test");
    assertEquals("relay mx1:587, STARTTLS took it for ops@example.org\n", outcome.out());
    assertEquals(0, outcome.exitCode());
  }

  @Test
  void aTestThatNobodyTookEndsWithOneAndTheReasons() {
    runner.director.mail.on(
        "test",
        _ -> {
          throw new IllegalArgumentException("relay mx1:587 offers no STARTTLS");
        });
    Outcome outcome = run("mail", "test");
    assertEquals(1, outcome.exitCode());
    assertEquals("lvs-director: relay mx1:587 offers no STARTTLS\n", outcome.err());
  }

  @Test
  void theQueueShowsWhatWaitsAndWhy() {
    runner
        .director
        .mail
        .with("Configured", 1)
        .with("Queued", 2)
        .with("QueueAgeSeconds", 185.5)
        .with("Sent", 12L)
        .with("Failures", 3L)
        .with("Dropped", 1L)
        .with("Grouped", 4L)
        .with("LastSentEpochMillis", 1_699_999_990_000L)
        .with("LastError", "relay mx1:587 closed\u001b[31m the connection")
        .with("SilencedUntilEpochMillis", 1_700_007_200_000L)
        .with("SilenceReason", "new switches");
    assertEquals(
        """
        waiting: 2, the oldest for 3m 5s
        sent since the start: 12, the last one at 22:13:10
        tries that no relay took: 3
        dropped, as the spool was full: 1
        told together with others: 4
        last error: relay mx1:587 closed?[31m the connection
        silent until 2023-11-15 00:13:20: new switches
        """,
        run("mail", "queue").out());
    Map<?, ?> json = (Map<?, ?>) JsonReader.read(run("mail", "queue", "--json").out());
    assertEquals("new switches", json.get("silenceReason"));
  }

  @Test
  void aQueueWithoutConfigurationSaysWhatToWrite() {
    String out = run("mail", "queue").out();
    assertTrue(out.startsWith("no mail is configured: write notification_email"), out);
    assertTrue(out.contains("waiting: 0\n"), out);
  }

  @Test
  void aSilenceHasAnEndAndMayHaveAReason() {
    assertEquals(
        "mail is silent until 2023-11-15 00:13:20\n",
        run("mail", "silence", "2h", "--reason", "new switches").out());
    assertEquals("mail speaks again\n", run("mail", "speak").out());
    assertEquals(List.of("silence 7200 new switches", "speak"), asked);
  }

  @Test
  void wrongUsageIsAnsweredWithTheRightOne() {
    assertUsage("for how long?", "mail", "silence");
    assertUsage("at most 30d", "mail", "silence", "31d");
    assertUsage("is not a duration", "mail", "silence", "soon");
    assertUsage("only 'mail silence' takes", "mail", "test", "2h");
    assertUsage("only 'mail silence' takes", "mail", "speak", "--reason", "x");
    assertUsage("ACTION", "mail");
    assertUsage("shout", "mail", "shout");
    assertEquals(List.of(), asked);
  }

  private void assertUsage(String words, String... arguments) {
    Outcome outcome = run(arguments);
    assertEquals(2, outcome.exitCode(), outcome::toString);
    assertTrue(outcome.err().contains(words), outcome::err);
  }
}
