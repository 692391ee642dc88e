package lvs.director.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom a session trusts; remembers what the relay showed, for the words of a refusal. */
final class RelayTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private volatile Optional<X509Certificate> shown = Optional.empty();

  private RelayTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /**
   * @param caFile PEM; empty takes the JDK's
   * @throws RelayRefusal when the file is of no use
   */
  static RelayTrust of(Optional<String> caFile) throws RelayRefusal {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(caFile.isPresent() ? authorities(caFile.get()) : null);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509ExtendedTrustManager judge) {
          return new RelayTrust(judge);
        }
      }
      throw new IllegalStateException("this JDK judges no certificates");
    } catch (GeneralSecurityException | IOException unusable) {
      throw new RelayRefusal(
          caFile.map(file -> "ca_file " + file).orElse("the JDK's certificates")
              + " cannot be used: "
              + (unusable instanceof IOException io ? DiskWords.of(io) : unusable.getMessage()));
    }
  }

  private static KeyStore authorities(String file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    byte[] pem = Files.readAllBytes(Path.of(file));
    int number = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      store.setCertificateEntry("ca" + number++, each);
    }
    if (number == 0) {
      throw new CertificateException("it holds no certificate in PEM form");
    }
    return store;
  }

  SSLSocketFactory socketFactory() throws RelayRefusal {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException unusable) {
      throw new RelayRefusal("this JDK has no TLS: " + unusable.getMessage());
    }
  }

  /** The certificate that the relay showed last. */
  Optional<X509Certificate> shown() {
    return shown;
  }

  private X509Certificate[] remember(X509Certificate... chain) {
    shown = Optional.of(chain[0]);
    return chain;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(remember(chain), type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkServerTrusted(remember(chain), type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkServerTrusted(remember(chain), type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody comes in here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody comes in here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("nobody comes in here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
