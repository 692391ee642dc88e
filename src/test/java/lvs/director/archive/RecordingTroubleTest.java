package lvs.director.archive;

import static lvs.director.archive.RecordedRun.OTHER;
import static lvs.director.archive.RecordedRun.OTHER_ID;
import static lvs.director.archive.RecordedRun.SERVER;
import static lvs.director.archive.RecordedRun.SERVER_ID;
import static lvs.director.archive.RecordedRun.SERVICE_ID;
import static lvs.director.archive.RecordedRun.START;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lvs.director.model.ArchiveSettings;
import lvs.director.port.Archives.Health;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTroubleTest {
  @TempDir Path folder;

  private Path file(String id) {
    return folder.resolve(id + ".rrd");
  }

  private static void steadily(RecordedRun run, int seconds) {
    for (int i = 0; i < seconds / 2; i++) {
      run.happen(SERVER, 2);
      run.seconds(2);
    }
  }

  private static String told(RecordedRun run) {
    return String.join("\n", run.told);
  }

  @Test
  void aBrokenFileIsSetAsideAndWhatIsInMemoryGoesIntoANewOne() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 30);
    Files.write(file(SERVER_ID), new byte[1_000_000]);
    steadily(run, 100);
    assertEquals(1, run.files("rrd\\.broken-[0-9-]{15}").size());
    assertEquals(130, run.sum(SERVER_ID, "connections"), 12);
    Health health = run.recording.health(run.epochMillis, true);
    assertEquals(1, health.setAside());
    assertEquals("", health.lastError());
    assertEquals(1, run.told.size(), told(run));
    assertTrue(told(run).contains("was set aside"), told(run));
  }

  @Test
  void aFileThatIsNoArchiveAtTheStartIsSetAside() throws Exception {
    Files.createDirectories(folder.resolve("service"));
    Files.writeString(file(SERVICE_ID), "not an archive, but longer than the head of one needs be");
    Files.writeString(file("director"), "");
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 30);
    assertEquals(2, run.files("rrd\\.broken-.*").size());
    assertEquals(28, run.sum(SERVICE_ID, "connections"), 3);
  }

  @Test
  void aFolderThatVanishesComesBack() throws Exception {
    RecordedRun run = new RecordedRun(folder.resolve("archive")).begin();
    steadily(run, 64);
    try (Stream<Path> all = Files.walk(run.folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    steadily(run, 400);
    assertTrue(run.sum(SERVER_ID, "connections") > 380, told(run));
    assertEquals(1, run.told.stream().filter(each -> each.startsWith("error")).count(), told(run));
    assertEquals("", run.recording.health(run.epochMillis, true).lastError());
    run.end();
    run.begin();
    assertTrue(run.sum(SERVER_ID, "connections") > 380, told(run));
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldOnceAndNothingCountedIsLost() throws Exception {
    Path place = folder.resolve("archive");
    RecordedRun run = new RecordedRun(place).begin();
    steadily(run, 64);
    Path hidden = folder.resolve("hidden");
    Files.move(place, hidden);
    Files.writeString(place, "in the way");
    steadily(run, 200);
    Health bad = run.recording.health(run.epochMillis, true);
    assertTrue(bad.lagSeconds() > 190, "lag " + bad.lagSeconds());
    assertFalse(bad.lastError().isEmpty());
    assertEquals(1, run.told.size(), told(run));
    Files.delete(place);
    Files.move(hidden, place);
    steadily(run, 100);
    assertEquals(364, run.sum(SERVER_ID, "connections"), 12);
    assertEquals(0, run.recording.health(run.epochMillis, true).lagSeconds());
    assertEquals(2, run.told.size(), told(run));
  }

  @Test
  void aClockThatGoesBackALittleCostsNothing() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 100);
    run.epochMillis -= 90_000;
    steadily(run, 200);
    assertEquals(300, run.sum(SERVER_ID, "connections"), 12);
    assertEquals(2, run.told.size(), told(run));
  }

  @Test
  void aClockThatWasAheadForLongIsBelievedAndTheArchiveIsTakenBack() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 2000);
    run.epochMillis -= 7200_000L - 2000_000L;
    run.sleep(2);
    steadily(run, 1000);
    long now = run.epochMillis / 1000;
    assertEquals(
        now / 10 * 10, run.store.folder().archive(SERVER_ID).orElseThrow().lastEpochSeconds());
    double[] last = run.values(SERVER_ID, "connections", now - 100, now - 10);
    for (double each : last) {
      assertEquals(1, each, 0.3, told(run));
    }
    run.recording.close(run.epochMillis);
    run.begin();
    assertEquals(
        now / 10 * 10, run.store.folder().archive(SERVER_ID).orElseThrow().lastEpochSeconds());
  }

  @Test
  void anArchiveFromAnotherYearIsSetAside() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.epochMillis += Duration.ofDays(900).toMillis();
    run.begin();
    steadily(run, 100);
    run.end();
    run.epochMillis = START * 1000;
    run.counters.put(SERVER, new long[5]);
    run.begin();
    steadily(run, 700);
    assertEquals(4, run.files("rrd\\.broken-.*").size(), told(run));
    assertEquals(700, run.sum(SERVER_ID, "connections"), 30);
    run.end();
    run.begin();
    steadily(run, 20);
    assertEquals(4, run.files("rrd\\.broken-.*").size(), told(run));
  }

  @Test
  void aClockThatWasYearsAheadAndIsPutRightLosesNothing() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.epochMillis += Duration.ofDays(900).toMillis();
    run.begin();
    steadily(run, 100);
    run.epochMillis = START * 1000;
    steadily(run, 1000);
    assertEquals(4, run.files("rrd\\.broken-.*").size(), told(run));
    assertEquals(1000, run.sum(SERVER_ID, "connections"), 30);
    assertEquals(
        START + 1000, run.store.folder().archive(SERVER_ID).orElseThrow().lastEpochSeconds());
  }

  /** A machine without a clock of its own gets the time a little after it has started. */
  @Test
  void aClockThatWasYearsAheadBeforeTheFirstSampleIsWaitedFor() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.epochMillis += Duration.ofDays(900).toMillis();
    run.begin();
    run.seconds(3);
    run.epochMillis = START * 1000;
    steadily(run, 1000);
    assertEquals(1000, run.sum(SERVER_ID, "connections"), 30);
    assertEquals(4, run.files("rrd\\.broken-.*").size(), told(run));
  }

  @Test
  void anArchiveThatIsWantedWhileTheClockIsAheadBeginsWhenItIsRight() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.configure(StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.counters.remove(OTHER);
    run.begin();
    steadily(run, 100);
    run.epochMillis += Duration.ofDays(3).toMillis();
    run.configure(run.service);
    run.counters.put(OTHER, new long[] {5, 0, 0, 0, 0});
    steadily(run, 20);
    run.epochMillis -= Duration.ofDays(3).toMillis();
    steadily(run, 100);
    assertEquals(5, run.sum(OTHER_ID, "connections"), 1e-6);
    assertEquals(0, run.files("rrd\\.broken-.*").size(), told(run));
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600, 86_400 * 3, 86_400 * 4000L})
  void aClockThatJumpsAheadAndComesBackDestroysNothing(long seconds) throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 300);
    run.epochMillis += seconds * 1000;
    steadily(run, 60);
    run.epochMillis -= seconds * 1000;
    steadily(run, 900);
    double[] old = run.values(SERVER_ID, "connections", START + 30, START + 250);
    for (double each : old) {
      assertEquals(1, each, 0.3, told(run));
    }
    assertEquals(0, run.files("rrd\\.broken-.*").size(), told(run));
  }

  @Test
  void theLimitTakesTheOldestRetiredFirstAndThenRefusesNewOnesOnce() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.settings = new ArchiveSettings(true, Duration.ofSeconds(10), 10L << 20);
    run.begin();
    for (int i = 10; i < 20; i++) {
      String server = "10.0.1." + i + ":80";
      run.configure(StagedDirector.service(RecordedRun.SERVICE, server));
      run.counters.clear();
      run.counters.put(server, new long[] {i, 0, 0, 0, 0});
      run.seconds(90);
    }
    List<String> ids = run.store.folder().list().stream().map(each -> each.id()).toList();
    assertTrue(ids.contains("server/tcp_10.0.0.1_80/10.0.1.19_80"), ids::toString);
    assertFalse(ids.contains("server/tcp_10.0.0.1_80/10.0.1.10_80"), ids::toString);
    assertTrue(run.recording.health(0, true).bytes() <= 10L << 20);
    assertEquals(List.of(), run.told);
    run.configure(
        StagedDirector.service(
            RecordedRun.SERVICE,
            Stream.iterate(1, i -> i + 1)
                .limit(9)
                .map(i -> "10.0.2." + i + ":80")
                .toArray(String[]::new)));
    run.seconds(200);
    assertEquals(1, run.told.size(), told(run));
    assertTrue(told(run).contains("archive_limit"), told(run));
    assertTrue(run.recording.health(0, true).bytes() <= 10L << 20);
  }

  @Test
  void anArchiveKeepsItsStepAndNewOnesHaveTheNewOne() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.configure(StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.counters.remove(OTHER);
    run.begin();
    steadily(run, 40);
    run.recording.follow(new ArchiveSettings(true, Duration.ofSeconds(4), 1L << 40));
    run.configure(run.service);
    run.counters.put(OTHER, new long[5]);
    for (int i = 0; i < 60; i++) {
      run.happen(OTHER, 3);
      steadily(run, 2);
    }
    assertEquals(10, run.store.folder().archive(SERVER_ID).orElseThrow().stepSeconds());
    assertEquals(4, run.store.folder().archive(OTHER_ID).orElseThrow().stepSeconds());
    assertEquals(160, run.sum(SERVER_ID, "connections"), 12);
    assertEquals(180, run.sum(OTHER_ID, "connections"), 10);
  }

  @Test
  void archivesThatKeepALongerStepAreNotLate() {
    RecordedRun run = new RecordedRun(folder).begin();
    run.seconds(40);
    run.settings = new ArchiveSettings(true, Duration.ofSeconds(2), 1L << 40);
    run.recording.follow(run.settings);
    for (int i = 0; i < 20; i++) {
      run.seconds(1);
      assertEquals(0, run.recording.health(run.epochMillis, true).lagSeconds());
    }
    run.end();
    run.begin();
    for (int i = 0; i < 30; i++) {
      run.seconds(1);
      assertEquals(0, run.recording.health(run.epochMillis, true).lagSeconds());
    }
  }

  @Test
  void anImportIsReadAndSamplesGoOn() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    steadily(run, 100);
    run.store.rewrite(
        run.store.folder().fileOf(ArchiveId.parse(SERVER_ID).orElseThrow()),
        db -> db.getArchive(1).getRobin(0).setValues(42));
    steadily(run, 100);
    assertEquals(200, run.sum(SERVER_ID, "connections"), 12);
    double[] five =
        run.store.folder().read(SERVER_ID, db -> db.getArchive(1).getRobin(0).getValues());
    assertEquals(42, five[100]);
    run.end();
    run.begin();
    assertArrayEquals(
        five, run.store.folder().read(SERVER_ID, db -> db.getArchive(1).getRobin(0).getValues()));
  }

  @Test
  void everySampleSurvivesTheEndOfTheProcess() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    for (int life = 0; life < 6; life++) {
      steadily(run, 7 + 20 * life);
      // Nobody closes anything: the process was killed.
      run.counters.replaceAll((server, _) -> new long[5]);
      run.director.traffic = Map.of();
      run.begin();
    }
    run.seconds(12);
    int expected = 0;
    for (int life = 0; life < 6; life++) {
      expected += 2 * ((7 + 20 * life) / 2);
    }
    assertEquals(expected, run.sum(SERVER_ID, "connections"), 1e-6);
  }

  /** Anything may stand in the folder. */
  @Test
  void strangeFilesAreLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("service/more"));
    Files.writeString(folder.resolve("service/more/x.rrd"), "x");
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.writeString(folder.resolve("journal-x"), "x");
    Files.writeString(folder.resolve("journal-3"), "not a journal");
    RecordedRun run = new RecordedRun(folder).begin();
    run.seconds(400);
    assertTrue(Files.exists(folder.resolve("notes.txt")));
    assertTrue(Files.exists(folder.resolve("journal-x")));
    assertTrue(Files.exists(folder.resolve("service/more/x.rrd")));
    assertFalse(Files.exists(folder.resolve("journal-3")));
    assertEquals(List.of(), run.told);
  }
}
