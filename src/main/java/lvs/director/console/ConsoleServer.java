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
  private final Patience patience = new Patience();
  private final Streams streams;

  /**
   * @param address where to listen; port 0 finds a free one
   * @throws IOException when the address cannot be had
   */
  ConsoleServer(Endpoint address, Credentials credentials, Director director, StaticFiles files)
      throws IOException {
    http = LocalHttpServer.unhurried(address, "console", Optional.empty());
    Guard guard = new Guard(credentials, address.address().isLoopbackAddress(), "http");
    ReadApi reading = new ReadApi(director);
    streams = new Streams(new News(director, reading), director.events(), patience);
    Front.Rooms rooms =
        new Front.Rooms(
            reading,
            new Past(director),
            new CommandFront(new CommandDesk(director)),
            streams,
            files,
            workers,
            new Reply(workers, patience));
    http.server().createContext("/", new Front(guard, rooms));
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

  /** How many pages listen. */
  int streams() {
    return streams.count();
  }

  @Override
  public void close() {
    streams.close();
    http.close();
    workers.close();
    patience.close();
  }
}
