package lvs.director.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The name and password that operations need. The file is read for each request that brings
 * credentials, so that a new password counts at once.
 *
 * @param user name
 * @param passwordFile its first line is the password
 */
public record Credentials(Optional<String> user, Optional<String> passwordFile) {
  private static final System.Logger LOG = System.getLogger(Credentials.class.getName());
  private static final String SCHEME = "Basic ";

  /**
   * @param authorization value of the Authorization header (RFC 7617)
   * @return false too where the configuration has no user or no password
   */
  public boolean accept(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    return expected().map(expected -> equal(expected, decode(authorization))).orElse(false);
  }

  /** Whether there are a user and a password that somebody could give. */
  public boolean usable() {
    return expected().isPresent();
  }

  private Optional<byte[]> expected() {
    return user.flatMap(
        name -> password().map(word -> (name + ":" + word).getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<String> password() {
    if (passwordFile.isEmpty()) {
      return Optional.empty();
    }
    try (BufferedReader reader = Files.newBufferedReader(Path.of(passwordFile.get()))) {
      return Optional.ofNullable(reader.readLine()).filter(line -> !line.isEmpty());
    } catch (IOException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no operation passes: cannot read the password file: {0}",
          unreadable.toString());
      return Optional.empty();
    }
  }

  private static byte[] decode(String authorization) {
    try {
      return Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** Takes as long for a password that is nearly right as for any other. */
  private static boolean equal(byte[] expected, byte[] given) {
    return MessageDigest.isEqual(expected, given);
  }
}
