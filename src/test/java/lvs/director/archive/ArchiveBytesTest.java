package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import lvs.director.port.Archives.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.Sample;

/** What goes into the bytes of an archive, and what becomes of bytes that are none. */
class ArchiveBytesTest {
  private static final long START = 1_700_000_000L / 300 * 300;

  @TempDir Path folder;

  private static byte[] fresh(Subject subject, long step) throws IOException {
    return MemoryRrd.create(Layout.definition(subject, step, START));
  }

  private static long[] numbers(Random random, Subject subject) {
    return random.longs(Quantity.of(subject).size(), -1, 1L << random.nextInt(1, 40)).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 10, 13, 60, 100, 200, 299, 300})
  void everyStepHasItsResolutionsAndSpans(long step) throws Exception {
    try (RrdDb db = MemoryRrd.open(new MemoryRrd(fresh(Subject.SERVER, step)))) {
      assertEquals(step, db.getHeader().getStep());
      assertTrue(db.getArcCount() >= 6);
      for (int i = 0; i < db.getArcCount(); i++) {
        long row = db.getArchive(i).getArcStep();
        long span = row * db.getArchive(i).getRows();
        assertTrue(span >= 86_400, row + " s for " + span);
      }
      assertEquals(Layout.sizeBytes(Subject.SERVER, step), fresh(Subject.SERVER, step).length);
    }
  }

  /** Changes collected over a file are those that rrd4j makes itself. */
  @ParameterizedTest
  @EnumSource(Subject.class)
  void aFileGetsTheSameBytesAsAnArchiveInMemory(Subject subject) throws Exception {
    Random random = new Random(subject.ordinal());
    byte[] expected = fresh(subject, 10);
    Path file = folder.resolve("a.rrd");
    Files.write(file, expected);
    long at = START;
    for (int round = 0; round < 60; round++) {
      PendingSamples samples = new PendingSamples(Quantity.of(subject).size());
      for (int i = random.nextInt(40); i >= 0; i--) {
        long seconds = 10L * random.nextInt(1, random.nextInt(2, 500));
        at += seconds;
        samples.add(at, seconds, numbers(random, subject));
      }
      ArchiveUpdate.apply(samples, new MemoryRrd(expected), subject);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        FileRrd rrd = new FileRrd(channel);
        ArchiveUpdate.apply(samples, rrd, subject);
        Redo.write(rrd.changes(), channel);
      }
      assertArrayEquals(expected, Files.readAllBytes(file), "round " + round);
    }
  }

  @Test
  void pendingSamplesComeOutAsTheyWentIn() {
    Random random = new Random(3);
    for (int run = 0; run < 300; run++) {
      PendingSamples samples = new PendingSamples(3);
      long[][] all = new long[random.nextInt(20)][];
      int covered = 0;
      int kept = random.nextInt(all.length + 1);
      for (int i = 0; i < all.length; i++) {
        if (i == kept) {
          covered = samples.lengthBytes();
        }
        all[i] =
            new long[] {
              START + random.nextInt(-5000, 100_000),
              random.nextInt(1000),
              random.nextInt(-1, 99),
              random.nextLong(1L << 62),
              -1
            };
        samples.add(all[i][0], all[i][1], Arrays.copyOfRange(all[i], 2, 5));
      }
      samples.drop(kept == all.length ? samples.lengthBytes() : covered);
      int[] next = {kept};
      samples
          .copy()
          .forEach(
              (at, seconds, numbers) -> {
                long[] one = {at, seconds, numbers[0], numbers[1], numbers[2]};
                assertArrayEquals(all[next[0]++], one);
              });
      assertEquals(all.length, next[0]);
    }
  }

  /** After a rewind, what comes is stored as in an archive that never knew the later times. */
  @Test
  void aRewindForgetsWhatIsLaterAndNothingElse() throws Exception {
    Random random = new Random(4);
    for (int run = 0; run < 40; run++) {
      byte[] content = fresh(Subject.ROUTER, 10);
      byte[] never = content.clone();
      long back = START + 10L * random.nextInt(1, 3000);
      long later = back + 10L * random.nextInt(0, 9000);
      PendingSamples first = new PendingSamples(5);
      PendingSamples rest = new PendingSamples(5);
      for (long at = START + 10; at <= later; at += 10) {
        (at <= back ? first : rest).add(at, 10, new long[] {2, at % 255, 10, 20, 1});
      }
      ArchiveUpdate.apply(first, new MemoryRrd(never), Subject.ROUTER);
      ArchiveUpdate.apply(first, new MemoryRrd(content), Subject.ROUTER);
      ArchiveUpdate.apply(rest, new MemoryRrd(content), Subject.ROUTER);
      PendingSamples again = new PendingSamples(5);
      again.add(back, 0, new long[5]);
      for (long at = back + 10; at <= back + 600; at += 10) {
        again.add(at, 10, new long[] {1, 7, 3, 4, 0});
      }
      ArchiveUpdate.apply(again, new MemoryRrd(content), Subject.ROUTER);
      again.drop(again.lengthBytes());
      for (long at = back + 10; at <= back + 600; at += 10) {
        again.add(at, 10, new long[] {1, 7, 3, 4, 0});
      }
      ArchiveUpdate.apply(again, new MemoryRrd(never), Subject.ROUTER);
      double[][] expected = finest(never, back - 3000, back + 600);
      double[][] found = finest(content, back - 3000, back + 600);
      assertArrayEquals(expected, found, "run " + run);
    }
  }

  private static double[][] finest(byte[] content, long from, long to) throws IOException {
    try (RrdDb db = MemoryRrd.open(new MemoryRrd(content))) {
      assertEquals(to, db.getLastUpdateTime());
      return db.createFetchRequest(ConsolFun.AVERAGE, from, to, 1).fetchData().getValues();
    }
  }

  /** No damage whatever may show as anything but damage. */
  @Test
  void bytesThatAreNoArchiveAreToldAsSuch() throws Exception {
    Random random = new Random(5);
    byte[] whole = fresh(Subject.ROUTER, 300);
    PendingSamples samples = new PendingSamples(5);
    samples.add(START + 300, 300, new long[] {1, 2, 3, 4, 5});
    int refused = 0;
    for (int run = 0; run < 4000; run++) {
      byte[] damaged =
          run % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
        int head = Math.min(damaged.length, run % 2 == 0 ? 900 : damaged.length);
        damaged[random.nextInt(head)] = (byte) random.nextInt();
      }
      try {
        ArchiveUpdate.apply(samples, new MemoryRrd(damaged), Subject.ROUTER);
      } catch (DamagedArchive expected) {
        refused++;
      }
    }
    assertTrue(refused > 1000, refused + " refused");
    assertThrows(
        DamagedArchive.class,
        () -> ArchiveUpdate.apply(samples, new MemoryRrd(new byte[0]), Subject.ROUTER));
    assertThrows(
        DamagedArchive.class,
        () ->
            ArchiveUpdate.apply(
                samples, new MemoryRrd(fresh(Subject.SERVICE, 10)), Subject.ROUTER));
  }

  /** Tools that know rrd4j only read what we make. */
  @Test
  void rrd4jReadsAndWritesTheFileWithItsOwnBackend() throws Exception {
    Path file = folder.resolve("plain.rrd");
    Files.write(file, fresh(Subject.SERVICE, 10));
    try (RrdDb db = RrdDb.of(file.toString())) {
      Sample sample = db.createSample(START + 10);
      sample.setValue("connections", 5).update();
      assertEquals(
          5,
          db.createFetchRequest(ConsolFun.AVERAGE, START + 10, START + 10)
              .fetchData()
              .getValues("connections")[0]);
    }
  }
}
