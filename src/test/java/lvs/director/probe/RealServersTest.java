package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.HttpVersion;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Tls;
import lvs.director.model.Check.Url;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of nginx and of openssl's server. */
@Tag("lab")
class RealServersTest {
  private static final String HOST = "127.0.0.1";

  @TempDir Path directory;
  private final List<Process> servers = new ArrayList<>();

  @AfterEach
  void endServers() throws Exception {
    for (Process server : servers) {
      server.destroy();
      server.waitFor();
    }
  }

  private Target start(int port, String... command) throws Exception {
    servers.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start());
    ScriptRunnerTest.await(command[0] + " listens", () -> listens(port));
    return Target.of(Endpoint.parse(HOST + ":" + port).orElseThrow());
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(HOST, port)) {
      return true;
    } catch (java.io.IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return any.getLocalPort();
    }
  }

  /** nginx with a page of 100,000 bytes, compressed on the fly or not, plain and with TLS. */
  private Target nginx(boolean tls) throws Exception {
    assumeTrue(ProgramPath.find("nginx").isPresent(), "the package nginx-light is not installed");
    int port = freePort();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path www = Files.createDirectories(directory.resolve("www"));
    Files.writeString(www.resolve("page.html"), "status: ok\n".repeat(10_000));
    String secure = tls ? "ssl_certificate cert.pem; ssl_certificate_key cert.key;" : "";
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off; pid nginx.pid; error_log stderr; worker_processes 1;
            events { worker_connections 64; }
            http { access_log access.log; ssi on; server {
              listen %s:%d %s; root www; %s
              location = /moved { return 302 /page.html; }
              location = /error { return 503; } } }
            """
                .formatted(HOST, port, tls ? "ssl" : "", secure));
    return start(port, "nginx", "-p", directory.toString(), "-c", configuration.toString());
  }

  private static String reason(CheckResult result) {
    return result.reason().replaceAll(" in [0-9.]+ m?s$", "");
  }

  @Test
  void nginxAnswersAllVersionsOfHttp() throws Exception {
    Target nginx = nginx(false);
    byte[] page = Files.readAllBytes(directory.resolve("www/page.html"));
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(page));
    Url url =
        new Url(
            "/page.html",
            "www.example",
            List.of(new StatusRange(200, 200)),
            Optional.of(digest),
            Optional.of(new BodyPattern("^status: ok$", List.of("multiline"), true, 0, 0)));
    for (HttpVersion version : HttpVersion.values()) {
      CheckResult result = Checks.run(Checks.http(nginx, url, version, Checks.PATIENT));
      assertEquals("200 for /page.html", reason(result), version.name());
      assertTrue(result.good());
    }
    assertEquals(
        "404 for /missing, wanted 200-299",
        reason(Checks.run(Checks.http(nginx, Checks.url("/missing")))));
    assertEquals(
        "503 for /error, wanted 200-299",
        reason(Checks.run(Checks.http(nginx, Checks.url("/error")))));
    assertTrue(
        reason(Checks.run(Checks.http(nginx, Checks.url("/moved"))))
            .matches("302 for /moved \\(to http://.*/page.html\\), wanted 200-299"));
  }

  @Test
  void nginxWithTlsSaysCloseNotify() throws Exception {
    makeCertificate();
    Target nginx = nginx(true);
    Tls tls =
        new Tls(
            Optional.of("a.example"),
            Optional.of(directory.resolve("cert.pem").toString()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    CheckResult result = Checks.run(Checks.https(nginx, Checks.url("/page.html"), tls, true));
    assertEquals("200 for /page.html", reason(result));
    assertFreshCertificate(result);
  }

  /** Made for 20 days, a moment ago. */
  private static void assertFreshCertificate(CheckResult result) {
    int days = result.certificateDaysLeft().orElseThrow();
    assertTrue(days == 19 || days == 20, days + " days");
  }

  private void makeCertificate() throws Exception {
    assumeTrue(ProgramPath.find("openssl").isPresent(), "the package openssl is not installed");
    Certificates.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "20",
        "-subj",
        "/CN=a.example",
        "-addext",
        "subjectAltName=DNS:a.example",
        "-keyout",
        directory.resolve("cert.key").toString(),
        "-out",
        directory.resolve("cert.pem").toString());
  }

  @Test
  void pingAsksTheHost() throws Exception {
    assumeTrue(ProgramPath.find("ping").isPresent(), "the package iputils-ping is not installed");
    Target here = Target.of(Endpoint.parse(HOST + ":0").orElseThrow());
    CheckResult result =
        Checks.run(new lvs.director.model.Check.Ping(Checks.timing(Checks.PATIENT), here));
    assertEquals("echo reply", reason(result));
  }

  @Test
  void opensslServesEveryVersionOfTls() throws Exception {
    makeCertificate();
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      int port = freePort();
      Target server =
          start(
              port,
              "openssl",
              "s_server",
              "-accept",
              HOST + ":" + port,
              "-www",
              version,
              "-cert",
              directory.resolve("cert.pem").toString(),
              "-key",
              directory.resolve("cert.key").toString());
      Tls tls =
          new Tls(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      CheckResult result = Checks.run(Checks.https(server, Checks.url("/"), tls, false));
      assertEquals("200 for /", reason(result), version);
      assertFreshCertificate(result);
    }
  }
}
