package lvs.director.model;

import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * The pages for people.
 *
 * @param listen where; empty switches them off. An address that is not loopback needs a certificate
 *     and a password
 * @param user who may operate, and read from elsewhere; empty is the one of Jolokia
 * @param passwordFile file whose first line is the password; empty is the one of Jolokia
 * @param certificate chain in PEM, the server's own first
 * @param key private key in PEM (PKCS 8)
 */
public record ConsoleSettings(
    Optional<Endpoint> listen,
    Optional<String> user,
    Optional<String> passwordFile,
    Optional<String> certificate,
    Optional<String> key) {
  public static final ConsoleSettings DEFAULT =
      new ConsoleSettings(
          Endpoint.parse("127.0.0.1:9160"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
