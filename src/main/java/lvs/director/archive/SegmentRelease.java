package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Drops older segments of the journal once the disk has everything that they say. Waiting for the
 * disk may take seconds, so that is done by another thread.
 */
final class SegmentRelease {
  private static final String WHAT = "making archives safe";

  private final RecordJournal journal;
  private final DirtyFiles dirty;
  private final Executor syncs;
  private final Troubles troubles;
  private List<Path> leaving = List.of();
  private Optional<Waiting> waiting = Optional.empty();

  private record Waiting(DirtyFiles.Barrier barrier, CompletableFuture<Void> done) {}

  /**
   * @param syncs runs what waits for the disk
   */
  SegmentRelease(RecordJournal journal, DirtyFiles dirty, Executor syncs, Troubles troubles) {
    this.syncs = syncs;
    this.journal = journal;
    this.dirty = dirty;
    this.troubles = troubles;
  }

  /**
   * @param complete the present segment says everything that a restart needs
   */
  void look(Collection<ArchiveFile> files, boolean complete) {
    if (waiting.isPresent()) {
      if (waiting.get().done().isDone()) {
        finish(waiting.get());
      }
    } else if (complete && journal.hasOlder()) {
      long needed = journal.sequence();
      for (ArchiveFile file : files) {
        needed = Math.min(needed, file.neededSegment());
      }
      leaving = journal.olderThan(needed);
      if (!leaving.isEmpty()) {
        begin();
      }
    }
  }

  private void begin() {
    DirtyFiles.Barrier barrier = dirty.barrier();
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting = Optional.of(new Waiting(barrier, done));
    syncs.execute(() -> run(barrier, done));
  }

  private static void run(DirtyFiles.Barrier barrier, CompletableFuture<Void> done) {
    try {
      barrier.run();
      done.complete(null);
    } catch (IOException | RuntimeException failure) {
      done.completeExceptionally(failure);
    }
  }

  private void finish(Waiting ended) {
    waiting = Optional.empty();
    try {
      ended.done().join();
      journal.drop(leaving);
      troubles.end(WHAT);
    } catch (CompletionException failure) {
      dirty.failed(ended.barrier());
      tell(failure.getCause());
    } catch (IOException failure) {
      tell(failure);
    }
  }

  private void tell(Throwable failure) {
    troubles.begin(WHAT, "archives: the disk does not take what was written: " + failure);
  }

  /** What has not ended is done again by the next start. */
  void close() {
    waiting.filter(each -> each.done().isDone()).ifPresent(this::finish);
  }
}
