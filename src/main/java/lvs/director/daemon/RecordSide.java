package lvs.director.daemon;

import java.nio.file.Path;
import java.util.Optional;
import lvs.director.archive.ArchiveWriter;
import lvs.director.archive.RecordLog;
import lvs.director.archive.RecordedArchives;
import lvs.director.linux.FileSystemSync;
import lvs.director.model.ArchiveSettings;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceTable;
import lvs.director.port.Archives;
import lvs.director.port.Director;
import lvs.director.port.EventHistory;

/** What is kept for later: the archives and the history of events. */
final class RecordSide implements AutoCloseable {
  private static final String FOLDER = "archive";

  private final Director director;
  private final Path stateFolder;
  private final EventLog log;
  private final Happenings happenings;
  private Optional<ArchiveWriter> writer = Optional.empty();
  private ServiceTable found = ServiceTable.EMPTY;

  /** Whether the first configuration has been followed. */
  private boolean running;

  private volatile Archives archives = Archives.NONE;
  private boolean closed;

  /**
   * @param stateFolder holds {@code archive} and {@code events}
   */
  RecordSide(Director director, Path stateFolder, EventLog log) {
    this.director = director;
    this.stateFolder = stateFolder;
    this.log = log;
    this.happenings = new Happenings(stateFolder, log);
    director.listen(happenings);
  }

  /** What the data plane had before this run: its counters go on. */
  synchronized void found(ServiceTable table) {
    writer.ifPresentOrElse(each -> each.found(table), () -> found = table);
  }

  /** Called after each configuration change, one at a time. */
  synchronized void follow(Configuration configuration) {
    happenings.follow();
    ArchiveSettings settings = configuration.director().archive();
    if (!settings.recorded() || closed) {
      stop();
    } else if (writer.isPresent()) {
      writer.get().follow(settings);
    } else {
      start(settings);
    }
    running = true;
  }

  private void start(ArchiveSettings settings) {
    ArchiveWriter.Place place =
        new ArchiveWriter.Place(
            stateFolder.resolve(FOLDER), found, running, Optional.of(FileSystemSync::sync));
    ArchiveWriter started = new ArchiveWriter(director, place, settings, recordLog());
    writer = Optional.of(started);
    archives = new RecordedArchives(started.folder(), happenings.history());
    // Whatever a later writer finds in the table was put there by this run.
    found = ServiceTable.EMPTY;
  }

  private RecordLog recordLog() {
    return new RecordLog() {
      @Override
      public void info(String text) {
        log.info(text);
      }

      @Override
      public void warning(String text) {
        log.warning(text);
      }

      @Override
      public void error(String text) {
        log.error(text);
      }
    };
  }

  private void stop() {
    archives = Archives.NONE;
    writer.ifPresent(ArchiveWriter::close);
    writer = Optional.empty();
  }

  EventHistory events() {
    return happenings.history();
  }

  Archives archives() {
    return archives;
  }

  /** Samples no more: what follows is the end of what would be sampled. */
  synchronized void rest() {
    writer.ifPresent(ArchiveWriter::rest);
  }

  /** Writes what has been sampled. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
    happenings.close();
  }
}
