package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lvs.director.archive.ArchiveStore.Step;
import lvs.director.port.Archives.Subject;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rrd4j.core.RrdDb;

/**
 * A machine that loses power at any time: the disk has each page of a file either as it was at the
 * last sync or as it was written since, and any part of what was not forced. What the store brings
 * back is compared with archives in memory that got the same samples.
 */
class PowerCutTest {
  private static final long START = 1_700_000_100L;
  private static final int PAGE = 4096;
  private static final RecordLog SILENT =
      new RecordLog() {
        @Override
        public void info(String text) {}

        @Override
        public void warning(String text) {}

        @Override
        public void error(String text) {}
      };

  @TempDir Path temporary;

  /** What the disk has for sure. */
  private final Map<Path, byte[]> durable = new HashMap<>();

  private final Map<String, byte[]> expected = new LinkedHashMap<>();

  @Test
  void nothingThatWasCommittedIsLost() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      durable.clear();
      expected.clear();
      history(seed, temporary.resolve("run-" + seed));
    }
  }

  private void history(int seed, Path folder) throws Exception {
    Random random = new Random(seed);
    long now = START;
    for (int life = 0; life < 4; life++) {
      ArchiveStore store = store(folder, "boot-" + life);
      store.limit(1L << 40);
      store.start();
      compare(store, "seed " + seed + ", life " + life);
      for (int step = random.nextInt(150); step >= 0; step--) {
        now += 10L * (random.nextInt(20) == 0 ? 30 : 1);
        step(store, now, random);
        if (random.nextInt(60) == 0) {
          rewrite(store, random);
        }
      }
      compare(store, "before the cut: seed " + seed + ", life " + life);
      if (random.nextInt(4) == 0) {
        store.close(1000);
      }
      cut(folder, random);
    }
  }

  private ArchiveStore store(Path folder, String boot) {
    DirtyFiles dirty = new DirtyFiles(folder, Optional.of(_ -> remember(folder)), 0);
    return new ArchiveStore(folder, boot, dirty, Runnable::run, System::nanoTime, SILENT);
  }

  private void step(ArchiveStore store, long now, Random random) throws IOException {
    for (int i = 0; i < 1 + now / 400 % 5; i++) {
      ArchiveFile file = store.archive(ArchiveId.router("VI_" + i), 10, now - 10);
      file.live = true;
    }
    store.make(random.nextInt(3));
    Step step = store.step(now, true);
    Map<String, PendingSamples> taken = new HashMap<>();
    for (ArchiveFile file : store.folder().files()) {
      if (file.made && random.nextInt(10) != 0 && file.lastEpochSeconds < now) {
        long[] numbers = {random.nextInt(4), random.nextInt(256), random.nextInt(99), 7, 1};
        long seconds = now - file.lastEpochSeconds;
        expected.computeIfAbsent(file.id.text(), _ -> empty(file.lastEpochSeconds));
        step.sample(file, now, seconds, numbers);
        PendingSamples one = new PendingSamples(5);
        one.add(now, seconds, numbers);
        taken.put(file.id.text(), one);
      }
    }
    step.commit();
    for (Map.Entry<String, PendingSamples> each : taken.entrySet()) {
      ArchiveUpdate.apply(
          each.getValue(), new MemoryRrd(expected.get(each.getKey())), Subject.ROUTER);
    }
    store.write(now);
  }

  private static byte[] empty(long start) {
    try {
      return MemoryRrd.create(Layout.definition(Subject.ROUTER, 10, start));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void rewrite(ArchiveStore store, Random random) throws Exception {
    double value = random.nextInt(1000);
    for (ArchiveFile file : store.folder().files()) {
      if (file.made && expected.containsKey(file.id.text()) && random.nextInt(3) == 0) {
        Rewriting past = db -> db.getArchive(2).getRobin(1).setValues(value);
        store.rewrite(file, past);
        try (RrdDb db = MemoryRrd.open(new MemoryRrd(expected.get(file.id.text())))) {
          past.rewrite(db);
        }
        // The store forces both files and the folder.
        durable.put(file.path(), Files.readAllBytes(file.path()));
      }
    }
  }

  private void compare(ArchiveStore store, String when) throws Exception {
    for (Map.Entry<String, byte[]> each : expected.entrySet()) {
      byte[] found = store.folder().read(each.getKey(), _ -> content(store, each.getKey()));
      assertArrayEquals(values(each.getValue()), values(found), each.getKey() + ", " + when);
    }
    assertEquals(0, store.troubles().errors(), when + ": " + store.troubles().last());
  }

  private static byte[] content(ArchiveStore store, String id) throws IOException, Refusal {
    return store.folder().fileOf(ArchiveId.parse(id).orElseThrow()).content();
  }

  private static double[][] values(byte[] content) throws IOException {
    try (RrdDb db = MemoryRrd.open(new MemoryRrd(content))) {
      return IntStream.range(0, db.getArcCount())
          .boxed()
          .flatMap(arc -> IntStream.range(0, 5).mapToObj(ds -> robin(db, arc, ds)))
          .toArray(double[][]::new);
    }
  }

  private static double[] robin(RrdDb db, int archive, int source) {
    try {
      return db.getArchive(archive).getRobin(source).getValues();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void remember(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        durable.put(each, Files.readAllBytes(each));
      }
    }
  }

  private void cut(Path folder, Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path each : files) {
      if (RecordJournal.numberOf(each) > 0) {
        tail(each, random);
      } else {
        tear(each, random);
      }
    }
    durable.clear();
    remember(folder);
  }

  /** Everything was forced; what came after the last frame may be anything. */
  private static void tail(Path journal, Random random) throws IOException {
    byte[] whole = Files.readAllBytes(journal);
    byte[] more = Arrays.copyOf(whole, whole.length + random.nextInt(2) * random.nextInt(5000));
    for (int i = whole.length; i < more.length; i++) {
      more[i] = (byte) (random.nextInt(3) == 0 ? 0 : random.nextInt());
    }
    Files.write(journal, more);
  }

  private void tear(Path file, Random random) throws IOException {
    byte[] now = Files.readAllBytes(file);
    byte[] before = durable.get(file);
    if (before == null && random.nextInt(3) == 0) {
      Files.delete(file);
      return;
    }
    if (before == null) {
      before = new byte[random.nextBoolean() ? now.length : random.nextInt(now.length)];
    }
    byte[] torn = Arrays.copyOf(before, before.length);
    for (int page = 0; page < torn.length; page += PAGE) {
      if (random.nextBoolean()) {
        int end = Math.min(torn.length, page + PAGE);
        System.arraycopy(now, page, torn, page, end - page);
      }
    }
    Files.write(file, torn);
  }
}
