package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in every form that openssl writes. */
@Tag("lab")
class PemFileTest {
  @TempDir Path directory;

  @BeforeEach
  void needsOpenssl() {
    assumeTrue(ProgramPath.find("openssl").isPresent(), "the package openssl is not installed");
  }

  private String openssl(String name, String... arguments) throws Exception {
    Path file = directory.resolve(name);
    String[] command = new String[arguments.length + 3];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    command[arguments.length + 1] = "-out";
    command[arguments.length + 2] = file.toString();
    Certificates.run(command);
    return file.toString();
  }

  private static String algorithm(String file, String password) throws Exception {
    return PemFile.read(file).privateKey(Optional.ofNullable(password)).getAlgorithm();
  }

  @Test
  void keysOfAllUsualKindsAreRead() throws Exception {
    String rsa = openssl("rsa.key", "genpkey", "-algorithm", "RSA");
    String old = openssl("old.key", "rsa", "-in", rsa, "-traditional");
    String ec =
        openssl("ec.key", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
    assertTrue(Files.readString(Path.of(old)).startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    assertEquals("RSA", algorithm(rsa, null));
    assertEquals("RSA", algorithm(old, null));
    assertEquals("EC", algorithm(ec, null));
    assertEquals("EdDSA", algorithm(openssl("ed.key", "genpkey", "-algorithm", "ED25519"), null));
  }

  @Test
  void anEncryptedKeyNeedsItsPassword() throws Exception {
    String key =
        openssl("enc.key", "genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:secret");
    assertEquals("RSA", algorithm(key, "secret"));
    assertEquals(
        "SSL: %s holds an encrypted key, and no password opens it".formatted(key),
        refusal(key, null));
    assertEquals(
        "SSL: %s holds an encrypted key that the password does not open".formatted(key),
        refusal(key, "wrong"));
  }

  @Test
  void aKeyInAFormThatIsNotReadComesWithTheCommandThatConvertsIt() throws Exception {
    String key = openssl("sec1.key", "ecparam", "-name", "prime256v1", "-genkey", "-noout");
    assertEquals(
        "SSL: %1$s holds a key of the form EC PRIVATE KEY; convert it: openssl pkcs8 -topk8 -in %1$s -out new.key"
            .formatted(key),
        refusal(key, null));
  }

  private static String refusal(String file, String password) {
    return assertThrows(BadAnswer.class, () -> algorithm(file, password)).reason();
  }
}
