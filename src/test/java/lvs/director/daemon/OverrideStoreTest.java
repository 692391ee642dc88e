package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverrideStoreTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Endpoint SERVER = Endpoint.parse("[2001:db8::2]:80").orElseThrow();

  @TempDir Path folder;

  private final List<String> badLines = new ArrayList<>();

  private static ServerOverride override(Optional<Long> expiresNanos) {
    return new ServerOverride(
        "tcp_10.0.0.1_80",
        SERVER,
        OptionalInt.of(7),
        Standing.DRAINING,
        "kernel update, Größe geprüft",
        expiresNanos);
  }

  @Test
  void whatWasKeptComesBackAfterARestartWithAnotherMonotonicClock() throws IOException {
    OverrideStore store = new OverrideStore(folder.resolve("state"));
    store.keep(List.of(override(Optional.of(60 * SECOND_NANOS))), 0, 1_000_000);

    long laterNanos = 500 * SECOND_NANOS; // another run, ten seconds of wall time later
    List<ServerOverride> restored =
        new OverrideStore(folder.resolve("state")).restore(laterNanos, 1_010_000, badLines::add);

    assertEquals(List.of(override(Optional.of(laterNanos + 50 * SECOND_NANOS))), restored);
    assertEquals(List.of(), badLines);
  }

  private static ServerOverride drain(long sinceNanos, Optional<Long> deadlineNanos) {
    return new ServerOverride(
        "tcp_10.0.0.1_80",
        SERVER,
        OptionalInt.empty(),
        Standing.DRAINING,
        "",
        Optional.empty(),
        Optional.of(new Removal(sinceNanos, deadlineNanos)));
  }

  @Test
  void aDrainThatEndsWithRemovalKeepsItsBeginAndItsDeadline() throws IOException {
    OverrideStore store = new OverrideStore(folder);
    store.keep(
        List.of(
            drain(0, Optional.of(600 * SECOND_NANOS)),
            drain(0, Optional.empty()),
            override(Optional.empty())),
        0,
        1_000_000);
    long laterNanos = 500 * SECOND_NANOS; // another run, 700 seconds of wall time later
    assertEquals(
        List.of(
            drain(-200 * SECOND_NANOS, Optional.of(400 * SECOND_NANOS)),
            drain(-200 * SECOND_NANOS, Optional.empty()),
            override(Optional.empty())),
        store.restore(laterNanos, 1_700_000, badLines::add),
        "a deadline that has passed is not forgotten");
    assertEquals(List.of(), badLines);
  }

  @Test
  void aFileOfAnOlderVersionIsRead() throws IOException {
    Files.writeString(
        folder.resolve("overrides.tsv"),
        "tcp_10.0.0.1_80\t[2001:db8::2]:80\t7\tDRAINING\t-\tkernel update, Größe geprüft\n");
    assertEquals(
        List.of(override(Optional.empty())),
        new OverrideStore(folder).restore(0, 0, badLines::add));
  }

  @Test
  void whatNeverExpiresHasNoExpiryAfterwards() throws IOException {
    OverrideStore store = new OverrideStore(folder);
    store.keep(List.of(override(Optional.empty())), 5, 6);
    assertEquals(List.of(override(Optional.empty())), store.restore(77, 88_000_000, badLines::add));
  }

  @Test
  void whatExpiredWhileTheDirectorWasAwayIsForgotten() throws IOException {
    OverrideStore store = new OverrideStore(folder);
    store.keep(List.of(override(Optional.of(SECOND_NANOS))), 0, 1_000_000);
    assertEquals(List.of(), store.restore(0, 1_002_000, badLines::add));
  }

  @Test
  void aFirstStartHasNothing() throws IOException {
    assertEquals(List.of(), new OverrideStore(folder.resolve("new")).restore(0, 0, badLines::add));
  }

  @Test
  void damagedLinesAreToldAndTheOthersAreKept() throws IOException {
    OverrideStore store = new OverrideStore(folder);
    store.keep(List.of(override(Optional.empty())), 0, 0);
    Path file = folder.resolve("overrides.tsv");
    String good = Files.readString(file);
    Files.writeString(file, "half a li\n" + good + "x\tnowhere\t-\tENABLED\t-\t\n");
    assertEquals(List.of(override(Optional.empty())), store.restore(0, 0, badLines::add));
    assertEquals(2, badLines.size());
  }

  @Test
  void randomBytesInTheFileNeverStopAStart() throws IOException {
    OverrideStore store = new OverrideStore(folder);
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      char[] text = new char[random.nextInt(200)];
      for (int i = 0; i < text.length; i++) {
        text[i] = "\t\n-#0159.:[]ADENRabc".charAt(random.nextInt(20));
      }
      Files.writeString(folder.resolve("overrides.tsv"), new String(text));
      store.restore(0, 0, badLines::add);
    }
  }

  @Test
  void aStateFolderThatCannotBeMadeIsAnObstacleAndAGoodOneIsMade() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    String why = new OverrideStore(plain.resolve("state")).obstacle().orElseThrow();
    assertTrue(why.startsWith("cannot make " + plain.resolve("state")), why);
    assertEquals(Optional.empty(), new OverrideStore(folder.resolve("a/b")).obstacle());
    assertTrue(Files.isDirectory(folder.resolve("a/b")));
  }
}
