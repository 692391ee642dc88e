package lvs.director.console;

import java.io.IOException;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.http.Credentials;
import lvs.director.http.LocalHttpServer;
import lvs.director.http.ServerCertificate;
import lvs.director.model.DirectorSettings;
import lvs.director.port.Director;

/**
 * The console at {@code http(s)://ADDRESS/lvs/}: pages, and the JSON that they and scripts read.
 */
public final class ConsoleServer implements AutoCloseable {
  private final LocalHttpServer http;
  private final Workers workers = new Workers("console", 2);

  /** Pictures take long, and nobody who waits for numbers shall wait for them. */
  private final Workers painters = new Workers("console-painter", 1);

  private final Streams streams;

  private final Optional<ServerCertificate> certificate;

  /**
   * @param address where to listen; port 0 finds a free one
   * @param certificate speaks TLS; empty speaks plain HTTP
   * @throws IOException when the address cannot be had
   */
  ConsoleServer(
      Endpoint address,
      Credentials credentials,
      Optional<ServerCertificate> certificate,
      Director director,
      StaticFiles files)
      throws IOException {
    this.certificate = certificate;
    http = listen(address, certificate);
    Guard guard = new Guard(credentials, address.address().isLoopbackAddress(), scheme());
    ReadApi reading = new ReadApi(director);
    streams = new Streams(new News(director, reading), director.events(), http.patience());
    Front.Rooms rooms =
        new Front.Rooms(
            reading,
            new Past(director),
            new CommandFront(new CommandDesk(director)),
            streams,
            files,
            workers,
            painters,
            new Reply(workers, http.patience()));
    http.server().createContext("/", new Front(guard, rooms));
    http.server().start();
  }

  private static LocalHttpServer listen(Endpoint address, Optional<ServerCertificate> certificate)
      throws IOException {
    try {
      return LocalHttpServer.unhurried(
          address, "console", certificate.map(ServerCertificate::context));
    } catch (IOException taken) {
      throw new IOException(
          taken.getMessage()
              + "; choose another address with 'console IP PORT' in the director block",
          taken);
    }
  }

  /**
   * Empty where the configuration switches the console off.
   *
   * @throws IOException when the door stays closed; the message says why and what would open it
   */
  public static Optional<ConsoleServer> start(DirectorSettings settings, Director director)
      throws IOException {
    if (settings.console().listen().isEmpty()) {
      return Optional.empty();
    }
    DoorRules rules = new DoorRules(settings);
    return Optional.of(
        new ConsoleServer(
            settings.console().listen().get(),
            rules.credentials(),
            rules.certificate(),
            director,
            new StaticFiles()));
  }

  /**
   * Looks whether the files of the certificate have changed.
   *
   * @return whether new connections are shown another certificate
   * @throws IOException when they are of no use; then the old one goes on
   */
  public boolean renewCertificate() throws IOException {
    return certificate.isPresent() && certificate.get().renew();
  }

  /** Where it listens. */
  public Endpoint address() {
    return http.address();
  }

  /** The address for people. */
  public String url() {
    return scheme() + "://" + address() + "/lvs/";
  }

  private String scheme() {
    return certificate.isPresent() ? "https" : "http";
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
    painters.close();
  }
}
