package lvs.director.probe;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import lvs.director.model.Check.Tls;
import lvs.director.model.Check.Url;

/** Puts TLS on a connection and judges the certificate where a CA file is given. */
final class TlsOpener {
  private final TlsSetups setups = new TlsSetups();
  private final InstantSource wallClock;

  TlsOpener(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  Connection open(Tls tls, Url url, Connection raw, Attempt attempt) throws IOException, BadAnswer {
    TlsSetup setup = setups.of(tls);
    SSLEngine engine = engine(setup, tls);
    TlsConnection connection = new TlsConnection(engine, raw);
    attempt.waitsFor("the TLS handshake");
    List<X509Certificate> chain = handshake(setup, engine, connection, attempt);
    if (setup.authority().isPresent() && !chain.isEmpty()) {
      String wanted = tls.serverName().orElseGet(() -> nameIn(url.host()));
      CertificateJudge.judge(chain, setup.authority().get(), wanted, wallClock.instant());
    }
    return connection;
  }

  private static SSLEngine engine(TlsSetup setup, Tls tls) throws BadAnswer {
    SSLEngine engine = setup.engine();
    if (tls.serverName().isPresent()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(serverName(tls.serverName().get())));
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  private static SNIHostName serverName(String name) throws BadAnswer {
    try {
      return new SNIHostName(name);
    } catch (IllegalArgumentException notAName) {
      throw new BadAnswer("TLS: " + Wording.excerpt(name) + " cannot be sent as server name (SNI)");
    }
  }

  private List<X509Certificate> handshake(
      TlsSetup setup, SSLEngine engine, TlsConnection connection, Attempt attempt)
      throws IOException, BadAnswer {
    List<X509Certificate> chain = List.of();
    try {
      connection.handshake();
    } finally {
      chain = setup.presented(engine);
      if (!chain.isEmpty()) {
        attempt.sawCertificate(CertificateJudge.daysLeft(chain.getFirst(), wallClock.instant()));
      }
    }
    return chain;
  }

  /** The host of a Host header: without port and brackets. */
  private static String nameIn(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    int colon = host.lastIndexOf(':');
    return colon > 0 && host.indexOf(':') == colon ? host.substring(0, colon) : host;
  }
}
