package lvs.director.daemon;

import java.nio.file.Path;
import lvs.director.model.Configuration;
import lvs.director.port.Archives;
import lvs.director.port.Director;
import lvs.director.port.EventHistory;

/** What is kept for later: the archives and the history of events. */
final class RecordSide implements AutoCloseable {
  private final Director director;
  private final Path stateFolder;
  private final EventLog log;
  private final Happenings happenings;

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

  /** Called after each configuration change, one at a time. */
  void follow(Configuration configuration) {
    happenings.follow();
  }

  EventHistory events() {
    return happenings.history();
  }

  Archives archives() {
    return Archives.NONE;
  }

  /** Writes what has been sampled. */
  @Override
  public void close() {
    happenings.close();
  }
}
