package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lvs.director.model.ArchiveSettings;
import lvs.director.model.ServiceTable;
import lvs.director.port.Archives.Health;
import lvs.director.port.Director;
import lvs.director.port.Refusal;

/** The thread that records: looks at the director every second and owns the archives. */
public final class ArchiveWriter implements AutoCloseable {
  private static final String THREAD = "recording";
  private static final long TICK_MILLIS = 1000;
  private static final long CLOSE_SECONDS = 10;
  private static final long REWRITE_SECONDS = 60;

  private final Director director;
  private final ArchiveStore store;
  private final RecordLog log;
  private final Recording.Found found;
  private final BlockingQueue<Runnable> orders = new ArrayBlockingQueue<>(16);
  private final Thread thread;
  private volatile ArchiveSettings settings;
  private volatile Optional<Recording> recording = Optional.empty();
  private volatile boolean resting;
  private volatile boolean closing;

  /**
   * Where and how archives are kept.
   *
   * @param folder of the archives; made when it is missing
   * @param found the table of the data plane before this run touched it: its counters go on
   * @param running the director has run for a while, and nothing of it was recorded
   * @param sync of the whole file system; without it files are synced one by one
   */
  public record Place(Path folder, ServiceTable found, boolean running, Optional<DiskSync> sync) {}

  /** Begins to record at once. */
  public ArchiveWriter(Director director, Place place, ArchiveSettings settings, RecordLog log) {
    this.director = director;
    this.found = new Recording.Found(new ConcurrentHashMap<>(), place.running());
    found(place.found());
    this.settings = settings;
    this.log = log;
    this.store =
        new ArchiveStore(
            place.folder(),
            ArchiveStore.boot(),
            new DirtyFiles(place.folder(), place.sync(), DirtyFiles.FEW),
            sync -> Thread.ofPlatform().name("archive-sync").daemon().start(sync),
            System::nanoTime,
            log);
    store.folder().startsWith(this::rewrite, this::health);
    this.thread = Thread.ofPlatform().name("archive").daemon().unstarted(this::run);
    thread.start();
  }

  public ArchiveFolder folder() {
    return store.folder();
  }

  /** Services that a data plane had when it was opened: their counters go on. */
  public void found(ServiceTable table) {
    found.table().putAll(table.services());
  }

  /** New settings; archives that are there keep their step. */
  public void follow(ArchiveSettings next) {
    if (!next.step().equals(settings.step())) {
      log.info(
          "archives: new ones have a step of "
              + next.step().toSeconds()
              + " s; those that are there keep theirs");
    }
    settings = next;
  }

  private Health health() {
    return recording
        .map(each -> each.health(System.currentTimeMillis(), !resting))
        .orElseGet(() -> store.health(false, settings.limitBytes(), 0));
  }

  private void run() {
    recording = begun();
    recording.ifPresent(this::record);
  }

  private Optional<Recording> begun() {
    try {
      return Optional.of(
          new Recording(
              director, store, found, settings, System.currentTimeMillis(), System::nanoTime, log));
    } catch (RuntimeException defect) {
      closing = true;
      store.folder().isUnusable("a defect: " + defect);
      store
          .troubles()
          .begin(
              THREAD,
              "archives: a defect, nothing is recorded until 'archive off' and 'archive on' or a"
                  + " restart: "
                  + defect);
      return Optional.empty();
    }
  }

  private void record(Recording begun) {
    while (!closing) {
      pause();
      tick(begun);
    }
    begun.close(System.currentTimeMillis());
  }

  /** Until the next second begins, or somebody wants something. */
  private void pause() {
    try {
      long wait = TICK_MILLIS - System.currentTimeMillis() % TICK_MILLIS;
      Runnable order = orders.poll(wait, TimeUnit.MILLISECONDS);
      while (order != null) {
        order.run();
        order = orders.poll();
      }
    } catch (InterruptedException nobodyMay) {
      log.error("archives: interrupted");
      closing = true;
    }
  }

  private void tick(Recording begun) {
    if (resting || closing) {
      return;
    }
    try {
      begun.follow(settings);
      begun.tick(System.currentTimeMillis(), System.nanoTime());
      store.troubles().end(THREAD);
    } catch (RuntimeException defect) {
      store.troubles().begin(THREAD, "archives: a defect, recording goes on: " + defect);
    }
  }

  private void rewrite(ArchiveFile file, Rewriting rewriting) throws IOException, Refusal {
    CompletableFuture<Optional<Exception>> done = new CompletableFuture<>();
    if (closing || !orders.offer(() -> done.complete(tried(file, rewriting)))) {
      throw new Refusal("the archives are busy; try again");
    }
    Optional<Exception> failure = await(done);
    if (failure.isPresent()) {
      switch (failure.get()) {
        case Refusal refusal -> throw refusal;
        case IOException failed -> throw failed;
        default -> throw new IOException("a defect: " + failure.get(), failure.get());
      }
    }
  }

  private Optional<Exception> tried(ArchiveFile file, Rewriting rewriting) {
    try {
      store.rewrite(file, rewriting);
      return Optional.empty();
    } catch (IOException | Refusal | RuntimeException failed) {
      return Optional.of(failed);
    }
  }

  private static Optional<Exception> await(CompletableFuture<Optional<Exception>> done)
      throws Refusal {
    try {
      return done.get(REWRITE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new Refusal("the disk is slow; the change is made when its turn comes");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted; the change is made when its turn comes");
    }
  }

  /** Samples no more, because the director takes down what would be sampled. */
  public void rest() {
    resting = true;
  }

  /** Writes what was counted and sampled. */
  @Override
  public void close() {
    closing = true;
    orders.offer(() -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
