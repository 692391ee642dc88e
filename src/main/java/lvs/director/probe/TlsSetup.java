package lvs.director.probe;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import lvs.director.model.Check.Tls;

/**
 * What an SSL block amounts to: a TLS context, and the judge of the server's certificates when a CA
 * file is given. The handshake itself accepts every certificate and only remembers the chain, so
 * that its expiry is known whatever becomes of the handshake; the chain is judged before anything
 * is sent.
 */
final class TlsSetup {
  private final SSLContext context;
  private final Optional<X509TrustManager> authority;
  private final Witness witness = new Witness();

  TlsSetup(Tls tls) throws BadAnswer {
    try {
      authority = tls.caFile().isPresent() ? Optional.of(authority(tls)) : Optional.empty();
      context = SSLContext.getInstance("TLS");
      context.init(clientKeys(tls), new TrustManager[] {witness}, null);
    } catch (GeneralSecurityException | IOException failed) {
      throw new BadAnswer("SSL: " + failed.getMessage());
    }
  }

  private static X509TrustManager authority(Tls tls)
      throws GeneralSecurityException, IOException, BadAnswer {
    KeyStore store = emptyStore();
    for (X509Certificate certificate : PemFile.read(tls.caFile().orElseThrow()).certificates()) {
      store.setCertificateEntry(Integer.toString(store.size()), certificate);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static KeyManager[] clientKeys(Tls tls)
      throws GeneralSecurityException, IOException, BadAnswer {
    if (tls.certificateFile().isEmpty()) {
      return new KeyManager[0];
    }
    String certificateFile = tls.certificateFile().get();
    Certificate[] chain = PemFile.read(certificateFile).certificates().toArray(new Certificate[0]);
    PrivateKey key =
        PemFile.read(tls.keyFile().orElse(certificateFile)).privateKey(tls.keyPassword());
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, new char[0], chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    return engine;
  }

  Optional<X509TrustManager> authority() {
    return authority;
  }

  /** The chain that the server presented in this engine's handshake, empty if it came to none. */
  List<X509Certificate> presented(SSLEngine engine) {
    List<X509Certificate> chain = witness.seen.remove(engine);
    return chain == null ? List.of() : chain;
  }

  /** Accepts every chain and remembers it until it is asked for. */
  private static final class Witness extends X509ExtendedTrustManager {
    final Map<SSLEngine, List<X509Certificate>> seen = new ConcurrentHashMap<>();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      seen.put(engine, List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("checks use SSLEngine only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("checks use SSLEngine only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("checks are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("checks are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("checks are clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
