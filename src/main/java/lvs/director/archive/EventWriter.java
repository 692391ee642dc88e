package lvs.director.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.archive.RecordedEvents.Reports;
import lvs.director.port.Event;

/**
 * Brings events from memory to disk, and tries again later what the disk does not take. One thread
 * calls it.
 */
final class EventWriter {
  private static final long TRIES_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long FORCES_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventFolder folder;
  private final EventMemory memory;
  private final Reports reports;
  private boolean opened;
  private boolean unforced;
  private String trouble = "";
  private long failedNanos;
  private long forcedNanos = System.nanoTime() - FORCES_NANOS;
  private long writtenNumber;

  EventWriter(EventFolder folder, EventMemory memory, Reports reports) {
    this.folder = folder;
    this.memory = memory;
    this.reports = reports;
  }

  /**
   * @return the number of the newest event there is; where the disk does not tell it, one that no
   *     earlier run can have come to
   */
  long open(long epochMillis) {
    attempt(this::openFolder);
    writtenNumber = opened ? folder.lastNumber() : epochMillis;
    return writtenNumber;
  }

  private void openFolder() throws IOException {
    folder.open(reports::trouble);
    opened = true;
  }

  /** Writes what memory has and the disk has not; a power cut may take the last second. */
  void write() {
    if (!trouble.isEmpty() && System.nanoTime() - failedNanos < TRIES_AGAIN_NANOS) {
      return;
    }
    attempt(
        () -> {
          if (!opened) {
            openFolder();
          }
          append(memory.after(writtenNumber));
          force(false);
        });
  }

  private void append(List<Event> waiting) throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    unforced = true;
    try {
      folder.append(waiting);
    } finally {
      writtenNumber = Math.max(writtenNumber, folder.lastNumber());
    }
  }

  private void force(boolean now) throws IOException {
    if (unforced && (now || System.nanoTime() - forcedNanos >= FORCES_NANOS)) {
      folder.force();
      forcedNanos = System.nanoTime();
      unforced = false;
    }
  }

  private interface Deed {
    void run() throws IOException;
  }

  private void attempt(Deed deed) {
    try {
      deed.run();
      if (!trouble.isEmpty()) {
        reports.over("events are written to disk again");
      }
      trouble = "";
    } catch (IOException | UncheckedIOException failed) {
      failedNanos = System.nanoTime();
      tell(failed.toString());
    }
  }

  private void tell(String why) {
    if (!why.equals(trouble)) {
      trouble = why;
      reports.trouble(
          "events are kept in memory only: "
              + why
              + "; make room, or the state folder writable (--state-dir)");
    }
  }

  /** The last try. */
  void close() {
    failedNanos = System.nanoTime() - TRIES_AGAIN_NANOS;
    write();
    try {
      force(true);
      folder.close();
    } catch (IOException failed) {
      tell(failed.toString());
    }
  }
}
