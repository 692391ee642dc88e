package lvs.director.daemon;

import java.io.IOException;
import java.util.Optional;
import lvs.director.console.ConsoleServer;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;
import lvs.director.port.Director;

/** The console, opened and moved as the configuration says. Called by one thread at a time. */
final class ConsoleDoor implements AutoCloseable {
  private final Director director;
  private final EventLog log;
  private Optional<ConsoleServer> open = Optional.empty();
  private Optional<Wanted> followed = Optional.empty();

  /** What a door depends on. */
  private record Wanted(
      ConsoleSettings console, Optional<String> user, Optional<String> passwordFile) {
    static Wanted of(DirectorSettings settings) {
      return new Wanted(settings.console(), settings.consoleUser(), settings.consolePasswordFile());
    }
  }

  ConsoleDoor(Director director, EventLog log) {
    this.director = director;
    this.log = log;
  }

  /** A door that could not be opened before is tried again: its port may be free by now. */
  void follow(DirectorSettings settings) {
    Optional<Wanted> wanted = Optional.of(Wanted.of(settings));
    if (open.isPresent() && wanted.equals(followed)) {
      renew(open.get());
    } else {
      close();
      open(settings);
    }
    followed = wanted;
  }

  private void open(DirectorSettings settings) {
    try {
      open = ConsoleServer.start(settings, director);
      open.ifPresent(console -> log.info("console at " + console.url()));
    } catch (IOException failed) {
      log.error("the console is not available: " + failed.getMessage());
    }
  }

  private void renew(ConsoleServer console) {
    try {
      if (console.renewCertificate()) {
        log.info("the console has a new certificate");
      }
    } catch (IOException failed) {
      log.error("the console keeps its old certificate: " + failed.getMessage());
    }
  }

  @Override
  public void close() {
    open.ifPresent(ConsoleServer::close);
    open = Optional.empty();
  }
}
