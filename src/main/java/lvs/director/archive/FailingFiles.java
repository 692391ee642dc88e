package lvs.director.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Files that can be read or written no longer, such as those of another owner. The operator has
 * some minutes to mend that; then a file is given up, since the journal keeps all that has happened
 * since it was written last, and would grow for ever.
 */
final class FailingFiles {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final String WRITING = "writing files";

  private final Troubles troubles;
  private final LongSupplier nanos;
  private final Map<ArchiveFile, Long> sinceNanos = new HashMap<>();
  private long writtenNanos;

  /**
   * @param nanos monotonic time
   */
  FailingFiles(LongSupplier nanos, Troubles troubles) {
    this.troubles = troubles;
    this.nanos = nanos;
    this.writtenNanos = nanos.getAsLong();
  }

  /**
   * @return whether to give it up: others were written, so it is not the disk that fails
   */
  boolean failed(ArchiveFile file, IOException why) {
    troubles.begin(
        WRITING,
        "archives: cannot write "
            + file.path()
            + ": "
            + Words.of(why)
            + "; give it the owner and the mode of the others; recording goes on in the journal,"
            + " and after ten minutes in a new file");
    long now = nanos.getAsLong();
    Long since = sinceNanos.putIfAbsent(file, now);
    return since != null && now - since >= PATIENCE_NANOS && writtenNanos - since > 0;
  }

  void written(ArchiveFile file) {
    writtenNanos = nanos.getAsLong();
    over(file);
  }

  /** It fails no longer, or is not wanted any more. */
  void over(ArchiveFile file) {
    sinceNanos.remove(file);
    if (sinceNanos.isEmpty()) {
      troubles.end(WRITING);
    }
  }
}
