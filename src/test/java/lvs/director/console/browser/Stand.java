package lvs.director.console.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.console.ConsoleServer;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;
import lvs.director.port.Director;

/** The real console server before a director on a stage. */
final class Stand implements AutoCloseable {
  static final String USER = "operator";
  static final String PASSWORD = "sesame";

  private final Director director;
  private final DirectorSettings settings;
  private ConsoleServer server;

  private Stand(Director director, DirectorSettings settings) throws IOException {
    this.director = director;
    this.settings = settings;
    this.server = ConsoleServer.start(settings, director).orElseThrow();
  }

  /** Operators sign in as {@link #USER}. */
  static Stand of(Director director) throws IOException {
    Path password = Files.createTempFile("console", ".password");
    password.toFile().deleteOnExit();
    Files.writeString(password, PASSWORD + "\n");
    Files.setPosixFilePermissions(
        password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return new Stand(
        director,
        settings(
            lvs.director.lab.Lab.freePort(), Optional.of(USER), Optional.of(password.toString())));
  }

  /** Nobody can sign in. */
  static Stand onlyToLookAt(Director director) throws IOException {
    return new Stand(
        director, settings(lvs.director.lab.Lab.freePort(), Optional.empty(), Optional.empty()));
  }

  private static DirectorSettings settings(
      int port, Optional<String> user, Optional<String> password) {
    DirectorSettings usual = DirectorSettings.DEFAULT;
    ConsoleSettings console =
        new ConsoleSettings(
            Endpoint.parse("127.0.0.1:" + port),
            user,
            password,
            Optional.empty(),
            Optional.empty());
    return new DirectorSettings(
        usual.dataPlane(),
        usual.serveBeforeFirstCheck(),
        usual.jolokia(),
        usual.jolokiaUser(),
        usual.jolokiaPasswordFile(),
        usual.prometheus(),
        usual.proxyThreads(),
        usual.proxyMaxConnections(),
        usual.syslog(),
        usual.addressLease(),
        usual.putsLostAddressesBack(),
        usual.ipvs(),
        usual.archive(),
        console,
        usual.mail());
  }

  String url() {
    return server.url();
  }

  /** As if the director had died. */
  void stop() {
    server.close();
  }

  /** At the same address. */
  void startAgain() throws IOException {
    server = ConsoleServer.start(settings, director).orElseThrow();
  }

  @Override
  public void close() {
    server.close();
  }
}
