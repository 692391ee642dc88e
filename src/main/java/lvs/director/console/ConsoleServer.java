package lvs.director.console;

import java.io.IOException;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.http.Credentials;
import lvs.director.http.LocalHttpServer;
import lvs.director.model.DirectorSettings;
import lvs.director.port.Director;

/** The console at {@code http://ADDRESS/lvs/}: pages, and the JSON that they and scripts read. */
public final class ConsoleServer implements AutoCloseable {
  private final LocalHttpServer http;
  private final Workers workers = new Workers();

  /**
   * @param address where to listen; port 0 finds a free one
   * @throws IOException when the address cannot be had
   */
  ConsoleServer(Endpoint address, Credentials credentials, Director director, StaticFiles files)
      throws IOException {
    http = LocalHttpServer.unhurried(address, "console", Optional.empty());
    Guard guard = new Guard(credentials, address.address().isLoopbackAddress(), "http");
    http.server().createContext("/", new Front(director, guard, files, workers));
    http.server().start();
  }

  /** Empty where the configuration switches the console off. */
  public static Optional<ConsoleServer> start(DirectorSettings settings, Director director)
      throws IOException {
    if (settings.console().listen().isEmpty()) {
      return Optional.empty();
    }
    Credentials credentials =
        new Credentials(settings.consoleUser(), settings.consolePasswordFile());
    return Optional.of(
        new ConsoleServer(
            settings.console().listen().get(), credentials, director, new StaticFiles()));
  }

  /** Where it listens. */
  public Endpoint address() {
    return http.address();
  }

  /** The address for people. */
  public String url() {
    return "http://" + address() + "/lvs/";
  }

  @Override
  public void close() {
    http.close();
    workers.close();
  }
}
