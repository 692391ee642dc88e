package lvs.director.daemon;

import java.nio.file.Path;
import lvs.director.model.Configuration;
import lvs.director.port.Director;
import lvs.director.port.MailDesk;

/** Whom to tell: turns what happens into mails and sends them. */
final class MailSide implements AutoCloseable {
  private final Director director;
  private final Path stateFolder;
  private final EventLog log;

  /**
   * @param stateFolder holds {@code mail}
   */
  MailSide(Director director, Path stateFolder, EventLog log) {
    this.director = director;
    this.stateFolder = stateFolder;
    this.log = log;
  }

  /** Called after each configuration change, one at a time. */
  void follow(Configuration configuration) {}

  MailDesk desk() {
    return MailDesk.NONE;
  }

  /** Sends what can be sent within a few seconds; the rest waits on disk for the next start. */
  @Override
  public void close() {}
}
