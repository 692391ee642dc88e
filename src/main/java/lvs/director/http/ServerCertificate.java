package lvs.director.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import lvs.director.base.Pem;

/**
 * What a server shows of itself and the key that proves it, from PEM files that may be renewed
 * while the server runs.
 */
public final class ServerCertificate {
  /** Nobody needs more, and the JDK would keep twenty thousand. */
  private static final int SESSIONS = 256;

  private final String certificateFile;
  private final String keyFile;
  private final RenewableKeys keys;
  private final SSLContext context;
  private Texts loaded;

  private record Texts(String certificates, String key) {}

  /**
   * @param certificateFile chain in PEM, the server's own first
   * @param keyFile its private key in PEM (PKCS 8): RSA, EC or EdDSA
   * @throws IOException when they are of no use; the message says why and what would work
   */
  public ServerCertificate(String certificateFile, String keyFile) throws IOException {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.loaded = read();
    this.keys = new RenewableKeys(manager(loaded));
    this.context = context(keys);
  }

  /** For the server's connections; stays the same when the files are renewed. */
  public SSLContext context() {
    return context;
  }

  /**
   * Looks whether the files have changed; connections from now on have what is in them.
   *
   * @return whether they have
   * @throws IOException when they are of no use; then everything stays as it was
   */
  public synchronized boolean renew() throws IOException {
    Texts now = read();
    if (now.equals(loaded)) {
      return false;
    }
    keys.current = manager(now);
    loaded = now;
    return true;
  }

  private Texts read() throws IOException {
    return new Texts(text(certificateFile), text(keyFile));
  }

  private static String text(String file) throws IOException {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException | InvalidPathException missing) {
      throw new IOException("there is no file " + file, missing);
    } catch (AccessDeniedException denied) {
      throw new IOException(file + " cannot be read: permission denied", denied);
    } catch (IOException failed) {
      throw new IOException(file + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private X509ExtendedKeyManager manager(Texts files) throws IOException {
    try {
      List<X509Certificate> chain = Pem.of(certificateFile, files.certificates()).certificates();
      PrivateKey key = Pem.of(keyFile, files.key()).privateKey(Optional.empty());
      if (!fits(key, chain.getFirst())) {
        throw new IOException(
            "the key in "
                + keyFile
                + " is not that of the first certificate in "
                + certificateFile
                + "; the server's own certificate comes first, then those that vouch for it");
      }
      return manager(chain, key);
    } catch (Pem.Unusable unusable) {
      throw new IOException(unusable.getMessage(), unusable);
    } catch (GeneralSecurityException unknown) {
      throw new IOException(
          "this JDK cannot use " + keyFile + ": " + unknown.getMessage(), unknown);
    }
  }

  private static X509ExtendedKeyManager manager(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
  }

  /** Whether the certificate confirms what the key signs. */
  private static boolean fits(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    byte[] text = new byte[32];
    new SecureRandom().nextBytes(text);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }

  private static SSLContext context(KeyManager keys) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      context.getServerSessionContext().setSessionCacheSize(SESSIONS);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible.getMessage(), impossible);
    }
  }
}
