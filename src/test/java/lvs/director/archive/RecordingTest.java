package lvs.director.archive;

import static lvs.director.archive.RecordedRun.OTHER;
import static lvs.director.archive.RecordedRun.OTHER_ID;
import static lvs.director.archive.RecordedRun.SERVER;
import static lvs.director.archive.RecordedRun.SERVER_ID;
import static lvs.director.archive.RecordedRun.SERVICE_ID;
import static lvs.director.archive.RecordedRun.START;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import lvs.director.port.Archives.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir Path folder;

  @Test
  void everyObjectHasAnArchiveAfterTheFirstStep() {
    RecordedRun run = new RecordedRun(folder).begin();
    run.seconds(11);
    assertEquals(
        List.of("director", SERVER_ID, OTHER_ID, SERVICE_ID),
        run.store.folder().list().stream().map(Archive::id).toList());
    assertTrue(
        run.store.folder().list().stream()
            .allMatch(each -> each.live() && each.lastEpochSeconds() == START + 10));
    assertEquals(List.of(), run.told);
  }

  @Test
  void whatIsCountedIsWhatTheArchivesSay() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      run.happen(SERVER, random.nextInt(50), 1, 2, random.nextInt(90_000), 4);
      run.happen(OTHER, random.nextInt(3));
      run.seconds(2);
    }
    run.seconds(12);
    long[] server = run.counters.get(SERVER);
    assertEquals(server[0], run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(server[1], run.sum(SERVER_ID, "in_packets"), 1e-6);
    assertEquals(server[2], run.sum(SERVER_ID, "out_packets"), 1e-6);
    assertEquals(server[3], run.sum(SERVER_ID, "in_bytes"), 1e-3);
    assertEquals(server[4], run.sum(SERVER_ID, "out_bytes"), 1e-6);
    long all = server[0] + run.counters.get(OTHER)[0];
    assertEquals(all, run.sum(SERVICE_ID, "connections"), 1e-6);
    assertEquals(all, run.sum("director", "connections"), 1e-6);
    assertEquals(List.of(), run.told);
  }

  @Test
  void howThingsStandIsWhatTheViewsSay() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    run.seconds(21);
    assertEquals(3, last(run, SERVER_ID, "active"));
    assertEquals(6, last(run, SERVICE_ID, "active"));
    assertEquals(6, last(run, "director", "active"));
    assertEquals(4, last(run, SERVICE_ID, "inactive"));
    assertEquals(1, last(run, SERVER_ID, "persistent"));
    assertEquals(1, last(run, SERVER_ID, "weight"));
    assertEquals(1, last(run, SERVER_ID, "up"));
    assertEquals(0.0004, last(run, SERVER_ID, "check_latency"), 1e-9);
    assertEquals(2, last(run, SERVICE_ID, "servers_up"));
    assertEquals(2, last(run, SERVICE_ID, "servers"));
    assertEquals(2, last(run, SERVICE_ID, "weight_up"));
    assertEquals(1, last(run, SERVICE_ID, "up"));
  }

  private static double last(RecordedRun run, String id, String quantity) throws Exception {
    double[] values = run.values(id, quantity, START + 11, START + 20);
    return values[values.length - 1];
  }

  @Test
  void aCounterThatFellBeginsAnew() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    long happened = 0;
    for (int i = 0; i < 60; i++) {
      run.happen(SERVER, 7, 7, 7, 7, 7);
      happened += 7;
      run.seconds(2);
      if (i % 10 == 9) {
        Arrays.fill(run.counters.get(SERVER), 0);
      }
    }
    run.seconds(12);
    assertEquals(happened, run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(happened, run.sum(SERVICE_ID, "connections"), 1e-6);
  }

  @Test
  void aRestartWithoutATableLosesNothingThatWasRead() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    long happened = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 17; i++) {
        run.happen(SERVER, 11);
        happened += 11;
        run.seconds(2);
      }
      if (round % 2 == 0) {
        run.end();
      }
      run.sleep(50);
      run.counters.put(SERVER, new long[5]);
      run.counters.put(OTHER, new long[5]);
      run.director.traffic = java.util.Map.of();
      run.begin();
    }
    run.seconds(12);
    assertEquals(happened, run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(happened, run.sum(SERVICE_ID, "connections"), 1e-6);
    assertEquals(happened, run.sum("director", "connections"), 1e-6);
    double[] values = run.values(SERVER_ID, "active", START + 10, run.epochMillis / 1000 - 20);
    assertTrue(DoubleStream.of(values).noneMatch(Double::isNaN), Arrays.toString(values));
    assertEquals(List.of(), run.told);
  }

  @Test
  void aRestartWithTheKernelsTableGoesOnWhereItStopped() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    run.happen(SERVER, 1_000);
    run.seconds(35);
    for (int round = 0; round < 3; round++) {
      if (round != 1) {
        run.end();
      }
      run.happen(SERVER, 500);
      run.sleep(45);
      run.director.traffic = java.util.Map.of();
      run.found = run.table();
      run.begin();
      run.happen(SERVER, 100);
      run.seconds(23);
    }
    assertEquals(2_800, run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(2_800, run.sum("director", "connections"), 1e-6);
  }

  @Test
  void whatAnUnknownTableHadCountedBeforeIsNotOurs() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.happen(SERVER, 1_000_000);
    run.found = run.table();
    run.begin();
    run.seconds(3);
    run.happen(SERVER, 5);
    run.seconds(20);
    assertEquals(5, run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(5, run.sum(SERVICE_ID, "connections"), 1e-6);
  }

  @Test
  void whatHappenedBeforeRecordingWasSwitchedOnIsNotRecorded() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.happen(SERVER, 1_000_000);
    run.read();
    run.running = true;
    run.begin();
    run.seconds(3);
    run.happen(SERVER, 5);
    run.seconds(20);
    assertEquals(5, run.sum(SERVER_ID, "connections"), 1e-6);
    assertEquals(5, run.sum(SERVICE_ID, "connections"), 1e-6);
    assertEquals(5, run.sum("director", "connections"), 1e-6);
    assertEquals(0, run.sum("director", "checks"), 1e-6);
  }

  @Test
  void whatHappenedWhileRecordingWasOffIsCountedOnceAndWhatComesNewFromItsBegin() throws Exception {
    RecordedRun run = new RecordedRun(folder);
    run.configure(lvs.director.staged.StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.counters.remove(OTHER);
    run.begin();
    run.happen(SERVER, 1_000);
    run.seconds(35);
    run.end();
    run.happen(SERVER, 500);
    run.read();
    run.sleep(3_600);
    run.running = true;
    run.begin();
    run.seconds(3);
    run.configure(run.service);
    run.counters.put(OTHER, new long[] {7, 0, 0, 0, 0});
    run.seconds(20);
    assertEquals(1_500, run.sum(SERVER_ID, "connections"), 1);
    assertEquals(7, run.sum(OTHER_ID, "connections"), 1e-6);
  }

  @Test
  void aServerThatTheKernelStillHadWhenItCameBackIsCountedOnce() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    run.happen(OTHER, 40);
    run.seconds(25);
    long[] kernel = run.counters.remove(OTHER);
    run.configure(lvs.director.staged.StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.seconds(60);
    run.configure(run.service);
    run.counters.put(OTHER, kernel);
    run.happen(OTHER, 8);
    run.seconds(20);
    assertEquals(48, run.sum(OTHER_ID, "connections"), 1e-6);
  }

  @Test
  void aNightWithoutADirectorIsUnknownButWhatTheKernelCountedIsThere() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    run.seconds(31);
    run.end();
    run.happen(SERVER, 36_000);
    run.sleep(36_000);
    run.found = run.table();
    run.director.traffic = java.util.Map.of();
    run.begin();
    run.seconds(12);
    assertEquals(36_000, run.sum(SERVER_ID, "connections"), 1);
    assertArrayEquals(
        new double[] {Double.NaN, Double.NaN},
        run.values(SERVER_ID, "active", START + 10_000, START + 10_010));
    assertEquals(1, run.values(SERVER_ID, "connections", START + 10_000, START + 10_010)[0], 0.01);
  }

  @Test
  void aServerThatLeavesKeepsItsArchiveAndGoesOnWhenItComesBack() throws Exception {
    RecordedRun run = new RecordedRun(folder).begin();
    run.happen(OTHER, 40);
    run.seconds(25);
    run.happen(OTHER, 2);
    run.seconds(2);
    run.configure(lvs.director.staged.StagedDirector.service(RecordedRun.SERVICE, SERVER));
    run.counters.remove(OTHER);
    run.seconds(20);
    assertEquals(42, run.sum(OTHER_ID, "connections"), 1e-6);
    Archive left = run.store.folder().archive(OTHER_ID).orElseThrow();
    assertEquals(false, left.live());
    assertEquals(START + 30, left.lastEpochSeconds());
    run.configure(run.service);
    run.counters.put(OTHER, new long[5]);
    run.happen(OTHER, 8);
    run.seconds(20);
    assertEquals(50, run.sum(OTHER_ID, "connections"), 1e-6);
    assertEquals(true, run.store.folder().archive(OTHER_ID).orElseThrow().live());
  }
}
