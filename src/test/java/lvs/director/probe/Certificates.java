package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes certificates in a directory with the JDK's keytool. */
final class Certificates {
  static final String PASSWORD = "changeit";

  private final Path directory;

  Certificates(Path directory) {
    this.directory = directory;
  }

  /** A certificate that vouches for itself; extra arguments as keytool has them. */
  void selfSigned(String name, String dname, String... extra) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", dname));
    arguments.addAll(Arrays.asList(extra));
    keytool(name, arguments);
  }

  /** A certificate signed by the one called issuer. */
  void signedBy(String issuer, String name, String dname, String... extra) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(extra));
    arguments.addAll(List.of("-signer", issuer, "-signerkeypass", PASSWORD));
    Files.copy(store(issuer), store(name));
    selfSigned(name, dname, arguments.toArray(String[]::new));
  }

  /** The certificate as a PEM file. */
  Path pem(String name) throws Exception {
    Path file = directory.resolve(name + ".pem");
    if (Files.exists(file)) {
      return file;
    }
    keytool(name, List.of("-exportcert", "-rfc", "-alias", name, "-file", file.toString()));
    return file;
  }

  private Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private void keytool(String name, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of("-storepass", PASSWORD, "-storetype", "PKCS12", "-keystore", "" + store(name)));
    run(command.toArray(String[]::new));
  }

  static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + output);
  }

  /** A server's TLS with that certificate only, which trusts clients that have it too. */
  SSLContext serverContext(String name) throws Exception {
    KeyStore keys = load(name);
    for (String alias : java.util.Collections.list(keys.aliases())) {
      if (!alias.equals(name)) {
        keys.deleteEntry(alias);
      }
    }
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("itself", keys.getCertificate(name));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  KeyStore load(String name) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      keys.load(in, PASSWORD.toCharArray());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    return keys;
  }
}
