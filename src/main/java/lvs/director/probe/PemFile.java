package lvs.director.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Pem;

/** The PEM files of an SSL block; what is wrong with them is a bad answer of every check. */
final class PemFile {
  private final Pem pem;

  private PemFile(Pem pem) {
    this.pem = pem;
  }

  static PemFile read(String path) throws BadAnswer {
    try {
      return new PemFile(
          Pem.of(path, Files.readString(Path.of(path), StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException missing) {
      throw new BadAnswer("SSL: " + path + ": no such file");
    } catch (AccessDeniedException denied) {
      throw new BadAnswer("SSL: " + path + ": permission denied");
    } catch (IOException failed) {
      throw new BadAnswer("SSL: " + path + ": " + failed.getMessage());
    }
  }

  /** All certificates of the file, at least one. */
  List<X509Certificate> certificates() throws BadAnswer {
    try {
      return pem.certificates();
    } catch (Pem.Unusable unusable) {
      throw new BadAnswer("SSL: " + unusable.getMessage());
    }
  }

  PrivateKey privateKey(Optional<String> password) throws BadAnswer {
    try {
      return pem.privateKey(password);
    } catch (Pem.Unusable unusable) {
      throw new BadAnswer("SSL: " + unusable.getMessage());
    }
  }
}
