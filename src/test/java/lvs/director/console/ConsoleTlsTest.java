package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.lab.Lab;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with keys of openssl and the requests of curl; on every address of this machine. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class ConsoleTlsTest {
  @TempDir Path folder;
  private String curl;
  private String openssl;

  @BeforeEach
  void needsPrograms() {
    curl = Lab.program("curl", "curl");
    openssl = Lab.program("openssl", "openssl");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + "\n" + output;
  }

  /** A certificate that vouches for itself, for localhost and 127.0.0.1. */
  private void certificate(String name, String... key) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(openssl, "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=" + name));
    command.addAll(List.of(key));
    command.addAll(List.of("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"));
    command.addAll(List.of("-keyout", file(name + ".key").toString()));
    command.addAll(List.of("-out", file(name + ".pem").toString()));
    String made = run(command.toArray(String[]::new));
    assertTrue(made.startsWith("0\n"), made);
  }

  private ConsoleServer open(String listen, String name) throws Exception {
    Files.writeString(file("password"), "secret\n");
    return ConsoleServer.start(settings(listen, name), new StagedDirector()).orElseThrow();
  }

  private DirectorSettings settings(String listen, String name) {
    return Settings.of(
        DirectorSettings.DEFAULT,
        new ConsoleSettings(
            Endpoint.parse(listen),
            Optional.of("admin"),
            Optional.of(file("password").toString()),
            Optional.of(file(name + ".pem").toString()),
            Optional.of(file(name + ".key").toString())));
  }

  private String curl(String name, String url, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(curl, "-sS", "--max-time", "30", "-w", "\n%{http_code}", "--cacert"));
    command.add(file(name + ".pem").toString());
    command.addAll(List.of(more));
    command.add(url);
    return run(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-newkey rsa:2048",
        "-newkey ec -pkeyopt ec_paramgen_curve:P-256",
        "-newkey ed25519"
      })
  void keysOfOpensslServeCurl(String key) throws Exception {
    certificate("own", key.split(" "));
    try (ConsoleServer console = open("127.0.0.1:0", "own")) {
      assertTrue(console.url().startsWith("https://127.0.0.1:"), console.url());
      String answer = curl("own", console.url() + "api/session");
      assertTrue(answer.startsWith("0\n{\"name\":"), answer);
      assertTrue(answer.endsWith("200"), answer);
      for (String version : List.of("--tls-max 1.2", "--tlsv1.3")) {
        String spoken = curl("own", console.url() + "api/session", version.split(" "));
        assertTrue(spoken.endsWith("200"), version + ": " + spoken);
      }
    }
  }

  @Test
  void oldVersionsOfTlsAreNotSpoken() throws Exception {
    certificate("own", "-newkey", "rsa:2048");
    try (ConsoleServer console = open("127.0.0.1:0", "own")) {
      String answer =
          run(
              openssl,
              "s_client",
              "-connect",
              console.address().toString(),
              "-tls1_1",
              "-cipher",
              "ALL:@SECLEVEL=0");
      assertFalse(answer.contains("Cipher    : ECDHE"), answer);
      assertTrue(answer.contains("Cipher is (NONE)") || answer.contains("alert"), answer);
    }
  }

  @Test
  void elsewhereThanOnLoopbackReadingNeedsThePasswordToo() throws Exception {
    certificate("own", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    try (ConsoleServer console = open("0.0.0.0:0", "own")) {
      String url = "https://127.0.0.1:" + console.address().port() + "/lvs/";
      String session = curl("own", url + "api/session");
      assertTrue(session.contains("\"needsLogin\":true"), session);
      for (String path :
          List.of(
              "api/overview",
              "api/services",
              "api/events",
              "api/stream",
              "api/series?archive=director",
              "api/archives",
              "graph.png?archive=director")) {
        assertTrue(curl("own", url + path).endsWith("401"), path);
      }
      String overview = curl("own", url + "api/overview", "-u", "admin:secret");
      assertTrue(overview.contains("\"counts\":"), overview);
      assertTrue(curl("own", url + "api/overview", "-u", "admin:wrong").endsWith("401"));
      String named =
          curl("own", url + "api/overview", "-u", "admin:secret", "-H", "Host: any.name");
      assertTrue(named.endsWith("200"), named);
      String foreign =
          curl("own", url + "api/overview", "-u", "admin:secret", "-H", "Origin: https://evil");
      assertTrue(foreign.endsWith("403"), foreign);
    }
  }

  /** Without TLS nothing is said at all. */
  @Test
  void plainHttpGetsNothingAtATlsDoor() throws Exception {
    certificate("own", "-newkey", "rsa:2048");
    try (ConsoleServer console = open("127.0.0.1:0", "own");
        Socket socket = new Socket(console.address().address(), console.address().port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("GET /lvs/ HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer;
      try {
        answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException reset) {
        answer = "";
      }
      assertFalse(answer.contains("200"), answer);
      assertTrue(curl("own", console.url() + "api/session").endsWith("200"));
    }
  }

  @Test
  void aRenewedCertificateIsShownToNewConnections() throws Exception {
    certificate("own", "-newkey", "rsa:2048");
    certificate("next", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    try (ConsoleServer console = open("127.0.0.1:0", "own")) {
      assertFalse(console.renewCertificate());
      Files.copy(file("own.pem"), file("old.pem"));
      Files.write(file("own.pem"), Files.readAllBytes(file("next.pem")));
      IOException half = assertThrows(IOException.class, console::renewCertificate);
      assertTrue(half.getMessage().contains("is not that of the first certificate"));
      assertTrue(curl("old", console.url() + "api/session").endsWith("200"));
      Files.write(file("own.key"), Files.readAllBytes(file("next.key")));
      assertTrue(console.renewCertificate());
      assertTrue(curl("next", console.url() + "api/session").endsWith("200"));
      String old = curl("old", console.url() + "api/session");
      assertFalse(old.endsWith("200"), old);
    }
  }

  @Test
  void filesThatAreOfNoUseKeepTheDoorClosedWithAReason() throws Exception {
    certificate("own", "-newkey", "rsa:2048");
    certificate("other", "-newkey", "rsa:2048");
    Files.writeString(file("password"), "secret\n");
    Files.copy(file("other.key"), file("mixed.key"));
    Files.copy(file("own.pem"), file("mixed.pem"));
    Files.copy(file("own.pem"), file("nokey.pem"));
    Files.writeString(file("nokey.key"), "nothing\n");
    assertClosed("is not that of the first certificate in", settings("127.0.0.1:0", "mixed"));
    assertClosed("there is no file", settings("127.0.0.1:0", "none"));
    assertClosed("nokey.key holds no private key in PEM form", settings("127.0.0.1:0", "nokey"));
    Files.writeString(file("password"), "\n");
    assertClosed("it needs a user and a password", settings("0.0.0.0:0", "own"));
  }

  private static void assertClosed(String why, DirectorSettings settings) {
    IOException closed =
        assertThrows(
            IOException.class,
            () -> ConsoleServer.start(settings, new StagedDirector()).orElseThrow().close());
    assertTrue(closed.getMessage().contains(why), closed.getMessage());
  }

  /** What tells this machine's own address from loopback is the address, not the name. */
  @Test
  void everyAddressThatIsNotLoopbackCountsAsElsewhere() throws Exception {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : each.inetAddresses().toList()) {
        Endpoint listen = new Endpoint(Endpoint.withoutScope(address), 9160);
        DoorRules rules = new DoorRules(Settings.of(DirectorSettings.DEFAULT, listen.toString()));
        if (address.isLoopbackAddress()) {
          assertEquals(Optional.empty(), rules.certificate());
        } else {
          assertThrows(IOException.class, rules::certificate, listen.toString());
        }
      }
    }
  }
}
