package lvs.director.archive;

import static lvs.director.archive.RecordedRun.OTHER;
import static lvs.director.archive.RecordedRun.OTHER_ID;
import static lvs.director.archive.RecordedRun.SERVER;
import static lvs.director.archive.RecordedRun.SERVER_ID;
import static lvs.director.archive.RecordedRun.SERVICE_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lvs.director.model.ArchiveSettings;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that cannot be opened or deleted. A link to itself stands for one without permission,
 * which root would have all the same.
 */
class UnusableFilesTest {
  @TempDir Path temporary;

  private RecordedRun run() throws IOException {
    return new RecordedRun(temporary.resolve("archive")).begin();
  }

  private static void steadily(RecordedRun run, int seconds) {
    for (int i = 0; i < seconds / 2; i++) {
      run.happen(SERVER, 2);
      run.seconds(2);
    }
  }

  private static void restart(RecordedRun run, String boot) {
    run.boot = boot;
    run.found = run.table();
    run.director.traffic = Map.of();
    run.begin();
  }

  private Path file(String id) {
    return temporary.resolve("archive").resolve(id + ".rrd");
  }

  private void hide(String id) throws IOException {
    Files.move(file(id), temporary.resolve("hidden"));
    Files.createSymbolicLink(file(id), file(id).getFileName());
  }

  private void show(String id) throws IOException {
    Files.delete(file(id));
    Files.move(temporary.resolve("hidden"), file(id));
  }

  private static long told(RecordedRun run, String words) {
    return run.told.stream().filter(each -> each.contains(words)).count();
  }

  @Test
  void oneThatCannotBeReadAtTheStartKeepsItsPastAndOthersGoOn() throws Exception {
    RecordedRun run = run();
    steadily(run, 100);
    run.end();
    hide(SERVER_ID);
    restart(run, "boot");
    steadily(run, 60);
    assertEquals(160, run.sum(SERVICE_ID, "connections"), 12);
    assertEquals(1, told(run, "cannot read " + file(SERVER_ID)), run.told::toString);
    show(SERVER_ID);
    steadily(run, 120);
    assertEquals(280, run.sum(SERVER_ID, "connections"), 12);
    assertEquals("", run.store.troubles().last());
    restart(run, "the next boot");
    assertEquals(280, run.sum(SERVER_ID, "connections"), 12);
    assertEquals(280, run.sum(SERVICE_ID, "connections"), 12);
    assertEquals(0, run.files("rrd\\.broken-.*").size());
  }

  @Test
  void oneThatComesBackWithAnotherStepKeepsThat() throws Exception {
    RecordedRun run = new RecordedRun(temporary.resolve("archive"));
    run.settings = new ArchiveSettings(true, Duration.ofSeconds(4), 1L << 40);
    run.begin();
    steadily(run, 100);
    run.end();
    hide(SERVER_ID);
    for (String each : List.of("director", SERVICE_ID, OTHER_ID)) {
      Files.delete(file(each));
    }
    try (Stream<Path> all = Files.list(temporary.resolve("archive"))) {
      for (Path journal : all.filter(each -> RecordJournal.numberOf(each) > 0).toList()) {
        Files.delete(journal);
      }
    }
    run.settings = ArchiveSettings.DEFAULT;
    restart(run, "boot");
    steadily(run, 20);
    show(SERVER_ID);
    steadily(run, 120);
    assertEquals(4, run.store.folder().archive(SERVER_ID).orElseThrow().stepSeconds());
    assertEquals(240, run.sum(SERVER_ID, "connections"), 12);
  }

  @Test
  void oneThatCannotBeWrittenForSomeMinutesGoesOn() throws Exception {
    RecordedRun run = run();
    steadily(run, 100);
    hide(SERVER_ID);
    steadily(run, 400);
    assertEquals(1, run.told.size(), run.told::toString);
    assertTrue(told(run, "cannot write " + file(SERVER_ID)) == 1, run.told::toString);
    show(SERVER_ID);
    steadily(run, 100);
    assertEquals(2, run.told.size(), run.told::toString);
    assertEquals(600, run.sum(SERVER_ID, "connections"), 12);
    assertEquals("", run.store.troubles().last());
  }

  @Test
  void oneThatCannotBeWrittenForLongIsSetAsideAndTheJournalStaysShort() throws Exception {
    RecordedRun run = run();
    steadily(run, 400);
    hide(SERVER_ID);
    steadily(run, 1600);
    assertEquals(1, run.files("rrd\\.broken-.*").size(), run.told::toString);
    assertEquals(1, told(run, "was set aside"), run.told::toString);
    assertEquals("", run.store.troubles().last());
    assertEquals(1600, run.sum(SERVER_ID, "connections"), 80);
    assertTrue(run.files("journal-[0-9]+").size() <= 2, run.files("journal-.*")::toString);
  }

  @Test
  void whileTheDiskTakesNothingAtAllNoFileIsSetAside() throws Exception {
    RecordedRun run = run();
    run.configure();
    steadily(run, 100);
    hide("director");
    steadily(run, 1600);
    assertEquals(0, run.files("rrd\\.broken-.*").size(), run.told::toString);
    show("director");
    steadily(run, 100);
    assertEquals("", run.store.troubles().last());
  }

  @Test
  void oneThatCannotBeDeletedMakesNoRoomAndNobodyForgetsWhoWaitsForIt() throws Exception {
    RecordedRun run = run();
    steadily(run, 30);
    run.configure(StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.counters.remove(OTHER);
    steadily(run, 130);
    long bytes = run.recording.health(0, true).bytes();
    run.recording.follow(new ArchiveSettings(true, Duration.ofSeconds(10), bytes + 100_000));
    Files.delete(file(OTHER_ID));
    Files.createDirectories(file(OTHER_ID).resolve("full"));
    String late = "10.0.0.4:80";
    run.configure(StagedDirector.service(RecordedRun.SERVICE, SERVER, late));
    run.counters.put(late, new long[5]);
    steadily(run, 130);
    assertEquals(1, told(run, "cannot be deleted"), run.told::toString);
    assertEquals(0, told(run, "cannot write to"), run.told::toString);
    Files.delete(file(OTHER_ID).resolve("full"));
    for (int i = 0; i < 65; i++) {
      run.happen(late, 2);
      steadily(run, 2);
    }
    assertTrue(run.sum("server/tcp_10.0.0.1_80/10.0.0.4_80", "connections") > 110);
    assertEquals("", run.store.troubles().last());
  }
}
