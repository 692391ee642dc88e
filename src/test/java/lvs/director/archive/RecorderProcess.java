package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.port.Refusal;

/** A process that records under virtual time, for tests that kill it or fill its disk. */
final class RecorderProcess {
  static final long START = 1_700_000_000L;
  static final int ARCHIVES = 12;
  private static final int FILLER_BYTES = 64 << 20;

  private final ArchiveStore store;
  private final List<String> told = new ArrayList<>();
  private long nanos;

  private RecorderProcess(Path folder) {
    DirtyFiles dirty = new DirtyFiles(folder, Optional.empty(), 0);
    store =
        new ArchiveStore(
            folder,
            ArchiveStore.boot(),
            dirty,
            sync -> Thread.ofPlatform().daemon().start(sync),
            () -> nanos,
            new ToldLog(told));
    store.limit(1L << 40);
  }

  public static void main(String[] arguments) throws Exception {
    RecorderProcess recorder = new RecorderProcess(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "until-killed" -> recorder.untilKilled();
      case "denied" -> recorder.denied();
      case "full-import" -> recorder.importOnAFullDisk(Path.of(arguments[1]));
      default -> recorder.onAFullDisk(Path.of(arguments[1]));
    }
  }

  static ArchiveStore opened(Path folder, List<String> told) {
    RecorderProcess recorder = new RecorderProcess(folder);
    recorder.store.start();
    told.addAll(recorder.told);
    return recorder.store;
  }

  private void untilKilled() throws IOException {
    long now = Math.max(START, store.start().lastStepEpochSeconds());
    while (true) {
      now += 10;
      step(now);
      System.out.println(now);
    }
  }

  /**
   * @return the time of the last one
   */
  private long fortySteps(long begin) throws IOException {
    long now = begin;
    for (int i = 0; i < 40; i++) {
      step(now += 10);
    }
    return now;
  }

  /** One thing a second happens to each. */
  private void step(long now) throws IOException {
    nanos += 10_000_000_000L;
    for (int i = 0; i < ARCHIVES; i++) {
      store.archive(ArchiveId.router("VI_" + i), 10, START).live = true;
    }
    store.make(2);
    ArchiveStore.Step step = store.step(now, true);
    for (ArchiveFile file : store.folder().files()) {
      if (file.made) {
        long seconds = now - file.lastEpochSeconds;
        step.sample(file, now, seconds, new long[] {2, 100, seconds, seconds, 1});
      }
    }
    step.commit();
    store.write(now);
  }

  /** Something in the folder is not for this process. */
  private void denied() throws IOException {
    fortySteps(Math.max(START, store.start().lastStepEpochSeconds()));
    store.close(10_000);
    told.forEach(System.out::println);
  }

  /** The disk fills, stays full, and has room again. */
  private void onAFullDisk(Path folder) throws IOException {
    store.start();
    long now = fortySteps(START);
    Path filler = folder.resolve("filler");
    fill(filler);
    int failed = 0;
    for (int i = 0; i < 100; i++) {
      try {
        step(now += 10);
      } catch (IOException full) {
        failed++;
      }
    }
    System.out.println("failed " + failed);
    System.out.println("errors " + told.stream().filter(each -> each.startsWith("error")).count());
    Files.delete(filler);
    now = fortySteps(now);
    System.out.println("trouble '" + store.troubles().last() + "'");
    System.out.println("last " + (now - store.folder().list().getFirst().lastEpochSeconds()));
    store.close(10_000);
    told.forEach(System.out::println);
  }

  /** What is sampled after an import that failed is there after a crash. */
  private void importOnAFullDisk(Path folder) throws Exception {
    store.start();
    long now = fortySteps(START);
    Path filler = folder.resolve("filler");
    fill(filler);
    for (ArchiveFile each : store.folder().files()) {
      try {
        store.rewrite(each, _ -> {});
      } catch (IOException | Refusal full) {
        System.out.println("refused");
      }
    }
    Files.delete(filler);
    for (int i = 0; i < 3; i++) {
      step(now += 10);
    }
    List<String> toldLater = new ArrayList<>();
    ArchiveStore later = opened(folder, toldLater);
    System.out.println("last " + (now - later.folder().list().getFirst().lastEpochSeconds()));
    toldLater.forEach(System.out::println);
  }

  private static void fill(Path file) {
    try {
      Files.write(file, new byte[FILLER_BYTES]);
    } catch (IOException full) {
      // As it should be.
    }
  }
}
