package lvs.director.console;

import java.io.IOException;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.http.Credentials;
import lvs.director.http.ServerCertificate;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;

/** What must be there before the console opens its door: elsewhere than on loopback, everything. */
final class DoorRules {
  private final ConsoleSettings console;
  private final Credentials credentials;

  DoorRules(DirectorSettings settings) {
    console = settings.console();
    credentials = new Credentials(settings.consoleUser(), settings.consolePasswordFile());
  }

  /**
   * @throws IOException when others could come in without a password
   */
  Credentials credentials() throws IOException {
    if (isOpenToOthers() && !credentials.usable()) {
      throw new IOException(
          "on "
              + address()
              + " it needs a user and a password: write console_user and console_password_file,"
              + " with the password on the first line of the file");
    }
    return credentials;
  }

  /**
   * @throws IOException when others could listen, or the files are of no use
   */
  Optional<ServerCertificate> certificate() throws IOException {
    if (console.certificate().isPresent() && console.key().isPresent()) {
      return Optional.of(new ServerCertificate(console.certificate().get(), console.key().get()));
    }
    if (isOpenToOthers()) {
      throw new IOException(
          "on "
              + address()
              + " it would send passwords for everybody to read: write console_certificate and"
              + " console_key");
    }
    return Optional.empty();
  }

  private boolean isOpenToOthers() {
    return !address().address().isLoopbackAddress();
  }

  private Endpoint address() {
    return console.listen().orElseThrow();
  }
}
