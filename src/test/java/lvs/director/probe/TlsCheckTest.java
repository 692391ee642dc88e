package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Tls;
import lvs.director.model.Check.Url;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCheckTest {
  private static final Tls UNVERIFIED =
      new Tls(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  private static final Url URL = Checks.url("/x");

  @TempDir static Path directory;
  private static Certificates certificates;
  private static final Map<String, HttpsServer> HTTPS_SERVERS = new HashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(directory);
    certificates.selfSigned("ca", "CN=Test CA", "-ext", "bc:c", "-validity", "3000");
    certificates.selfSigned("other", "CN=Other CA", "-ext", "bc:c", "-validity", "3000");
    certificates.signedBy(
        "ca",
        "good",
        "CN=a.example",
        "-ext",
        "san=dns:a.example,dns:*.b.example,ip:127.0.0.1",
        "-validity",
        "90");
    certificates.signedBy("ca", "expired", "CN=a.example", "-startdate", "-10d", "-validity", "7");
    certificates.signedBy("ca", "early", "CN=a.example", "-startdate", "+5d", "-validity", "7");
    certificates.signedBy("ca", "common", "CN=only.example", "-validity", "30");
  }

  @AfterAll
  static void stopServers() {
    HTTPS_SERVERS.values().forEach(server -> server.stop(0));
    HTTPS_SERVERS.clear();
  }

  @AfterEach
  void closeServers() throws Exception {
    for (AutoCloseable server : open) {
      server.close();
    }
  }

  private static Tls verifying(String ca, String serverName) throws Exception {
    return new Tls(
        Optional.ofNullable(serverName),
        Optional.of(certificates.pem(ca).toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Target httpsServer(String certificate) throws Exception {
    HttpsServer server = HTTPS_SERVERS.get(certificate);
    if (server == null) {
      server = startHttpsServer(certificate);
      HTTPS_SERVERS.put(certificate, server);
    }
    return Target.of(new Endpoint(server.getAddress().getAddress(), server.getAddress().getPort()));
  }

  /** The JDK's own web server, which answers 200 to everything. */
  private static HttpsServer startHttpsServer(String certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext(certificate)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes());
          exchange.close();
        });
    server.start();
    return server;
  }

  private CheckResult check(String certificate, Tls tls) throws Exception {
    return Checks.run(Checks.https(httpsServer(certificate), URL, tls, false));
  }

  @Test
  void withoutACaEveryCertificateWillDoAndItsExpiryIsKnown() throws Exception {
    CheckResult good = check("good", UNVERIFIED);
    assertTrue(good.good(), good.reason());
    assertEquals(OptionalInt.of(89), good.certificateDaysLeft());
    CheckResult expired = check("expired", UNVERIFIED);
    assertTrue(expired.good(), expired.reason());
    assertEquals(OptionalInt.of(-4), expired.certificateDaysLeft());
  }

  @Test
  void aCertificateOfTheCaWithTheWantedNameIsGood() throws Exception {
    for (String name : List.of("a.example", "A.Example", "x.b.example")) {
      CheckResult result = check("good", verifying("ca", name));
      assertTrue(result.good(), name + ": " + result.reason());
      assertEquals(OptionalInt.of(89), result.certificateDaysLeft());
    }
    assertTrue(check("common", verifying("ca", "only.example")).good());
  }

  @Test
  void theNameWithoutSniIsThatOfTheHostHeader() throws Exception {
    assertEquals(
        "TLS: certificate is for a.example, *.b.example, 127.0.0.1, wanted www.example",
        check("good", verifying("ca", null)).reason());
    Url byAddress = new Url("/x", "127.0.0.1:443", List.of(), Optional.empty(), Optional.empty());
    CheckResult result =
        Checks.run(Checks.https(httpsServer("good"), byAddress, verifying("ca", null), false));
    assertTrue(result.good(), result.reason());
  }

  @Test
  void whatIsWrongWithACertificateIsSaidAndItsExpiryIsKnownAllTheSame() throws Exception {
    CheckResult expired = check("expired", verifying("ca", "a.example"));
    assertEquals("TLS: certificate expired 3 days ago", expired.reason());
    assertEquals(OptionalInt.of(-4), expired.certificateDaysLeft());

    CheckResult early = check("early", verifying("ca", "a.example"));
    assertEquals("TLS: certificate is valid only in 4 days", early.reason());

    CheckResult stranger = check("good", verifying("other", "a.example"));
    assertEquals(
        "TLS: certificate is not vouched for by the CA file (issuer: CN=Test CA)",
        stranger.reason());
    assertEquals(OptionalInt.of(89), stranger.certificateDaysLeft());

    CheckResult name = check("good", verifying("ca", "b.example"));
    assertEquals(
        "TLS: certificate is for a.example, *.b.example, 127.0.0.1, wanted b.example",
        name.reason());
    assertFalse(check("good", verifying("ca", "y.x.b.example")).good());
  }

  @Test
  void aCaFileThatCannotBeUsedIsNamed() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");
    assertEquals("SSL: /nonexistent: no such file", check("good", withCa("/nonexistent")).reason());
    assertEquals(
        "SSL: " + empty + " holds no certificate in PEM form",
        check("good", withCa("" + empty)).reason());
  }

  private static Tls withCa(String file) {
    return new Tls(
        Optional.empty(), Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void theServerNameIsSent() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    RawServer server =
        new RawServer(
            socket -> {
              SSLSocket tls = server(socket);
              tls.startHandshake();
              ExtendedSSLSession session = (ExtendedSSLSession) tls.getSession();
              session.getRequestedServerNames().stream()
                  .map(name -> ((SNIHostName) name).getAsciiName())
                  .forEach(names::add);
              RawServer.readHead(tls);
              tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
              tls.close();
            });
    open.add(server);
    Tls tls =
        new Tls(
            Optional.of("sni.example"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    CheckResult result = Checks.run(Checks.https(server.target(), URL, tls, true));
    assertTrue(result.good(), result.reason());
    assertEquals(List.of("sni.example"), names);
  }

  private static SSLSocket server(java.net.Socket socket) throws Exception {
    return (SSLSocket)
        certificates.serverContext("good").getSocketFactory().createSocket(socket, null, false);
  }

  @Test
  void tlsCompliantWantsCloseNotify() throws Exception {
    RawServer server =
        new RawServer(
            socket -> {
              SSLSocket tls = server(socket);
              RawServer.readHead(tls);
              tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nx".getBytes());
              // The raw socket closes below TLS, which says nothing.
            });
    open.add(server);
    assertEquals(
        "TLS: closed the connection without close_notify (tls_compliant)",
        Checks.run(Checks.https(server.target(), URL, UNVERIFIED, true)).reason());
    CheckResult lenient = Checks.run(Checks.https(server.target(), URL, UNVERIFIED, false));
    assertTrue(lenient.good(), lenient.reason());
  }

  @Test
  void aServerWithoutTlsIsRecognised() throws Exception {
    RawServer plain =
        new RawServer(s -> s.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes()));
    RawServer closing = new RawServer(socket -> socket.getInputStream().read(new byte[2000]));
    open.addAll(List.of(plain, closing));
    assertEquals(
        "TLS: the server does not speak TLS on this port",
        Checks.run(Checks.https(plain.target(), URL, UNVERIFIED, false)).reason());
    assertEquals(
        "TLS: closed the connection during the handshake",
        Checks.run(Checks.https(closing.target(), URL, UNVERIFIED, false)).reason());
  }

  @Test
  void randomBytesInsteadOfAHandshakeGetAVerdict() throws Exception {
    AtomicInteger seeds = new AtomicInteger();
    RawServer server =
        new RawServer(
            socket -> {
              Random random = new Random(seeds.getAndIncrement());
              byte[] bytes = new byte[random.nextInt(200)];
              random.nextBytes(bytes);
              // Half of them begin as a TLS record does.
              if (random.nextBoolean() && bytes.length > 5) {
                System.arraycopy(
                    new byte[] {22, 3, 3, 0, (byte) (bytes.length - 5)}, 0, bytes, 0, 5);
              }
              socket.getInputStream().read(new byte[2000]);
              socket.getOutputStream().write(bytes);
            });
    open.add(server);
    for (int run = 0; run < 300; run++) {
      CheckResult result = Checks.run(Checks.https(server.target(), URL, UNVERIFIED, false));
      assertFalse(result.good());
      assertTrue(
          result.reason().startsWith("TLS: ") || result.reason().startsWith("the server reset"),
          "run " + run + ": " + result.reason());
    }
  }

  @Test
  void theDeadlineHoldsDuringTheHandshake() throws Exception {
    RawServer silent =
        new RawServer(s -> s.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()));
    open.add(silent);
    var check = Checks.https(silent.target(), URL, UNVERIFIED, false);
    var hasty =
        new lvs.director.model.Check.Http(
            Checks.timing(Duration.ofMillis(400)),
            check.target(),
            check.tls(),
            check.version(),
            check.urls(),
            false,
            false);
    assertEquals(
        "timed out after 400 ms waiting for the TLS handshake, got 0 bytes",
        Checks.run(hasty).reason());
  }

  @Test
  void aClientCertificateIsShownToAServerThatWantsOne() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setHttpsConfigurator(
        new HttpsConfigurator(certificates.serverContext("other")) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
    server.start();
    open.add(() -> server.stop(0));
    Target target =
        Target.of(new Endpoint(server.getAddress().getAddress(), server.getAddress().getPort()));
    CheckResult without = Checks.run(Checks.https(target, URL, UNVERIFIED, false));
    assertFalse(without.good());
    assertTrue(
        without.reason().startsWith("TLS: the server answered with alert "), without.reason());
    assertTrue(without.certificateDaysLeft().isPresent());
    CheckResult with = Checks.run(Checks.https(target, URL, client(keyFile("other")), false));
    assertTrue(with.good(), with.reason());
  }

  private static Tls client(Path key) throws Exception {
    return new Tls(
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificates.pem("other").toString()),
        Optional.of(key.toString()),
        Optional.empty());
  }

  private static Path keyFile(String name) throws Exception {
    var key = certificates.load(name).getKey(name, Certificates.PASSWORD.toCharArray());
    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        directory.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }
}
