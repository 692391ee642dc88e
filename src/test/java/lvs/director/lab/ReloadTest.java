package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloads that change the director's own settings. */
@Tag("lab")
class ReloadTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path folder;
  private DirectorProcess director;

  @BeforeEach
  void start() throws IOException {
    director =
        new DirectorProcess(
            folder,
            """
            virtual_server 127.98.1.1 %d {
                protocol TCP
                lb_algo rr
                lb_kind NAT
            }
            """
                .formatted(Lab.freePort()));
  }

  @AfterEach
  void stop() throws Exception {
    director.close();
  }

  private void edit(String old, String now) throws IOException {
    String text = Files.readString(director.configuration());
    assertTrue(text.contains(old), text);
    Files.writeString(director.configuration(), text.replace(old, now));
  }

  private void awaitLog(String text) {
    Await.until(SOON, () -> text + " in:\n" + director.log(), () -> director.log().contains(text));
  }

  private static int metricsStatus(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client
          .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void aReloadThroughJolokiaMayMoveJolokiaItself() throws Exception {
    int elsewhere = Lab.freePort();
    edit("jolokia 127.0.0.1 " + director.jolokiaPort, "jolokia 127.0.0.1 " + elsewhere);
    try {
      director.jolokia(
          "{\"type\":\"exec\",\"mbean\":\"lvs.director:type=Director\",\"operation\":\"reload\"}",
          "operator:secret");
    } catch (IOException doorClosedBeforeTheAnswer) {
      // That it moved is what counts, and the log says so.
    }
    awaitLog("Jolokia listens on http://127.0.0.1:" + elsewhere);
    awaitLog("configuration reloaded: ");
    assertTrue(!director.log().contains("error: reload"), director.log());
  }

  @Test
  void aDoorWhosePortWasTakenOpensAtTheNextReload() throws Exception {
    int wanted;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      wanted = other.getLocalPort();
      edit("prometheus 127.0.0.1 " + director.prometheusPort, "prometheus 127.0.0.1 " + wanted);
      assertEquals(0, director.run("reload").exitCode());
      awaitLog("metrics are not available: cannot listen on 127.0.0.1:" + wanted);
    }
    assertEquals(0, director.run("reload").exitCode());
    assertEquals(200, metricsStatus(wanted));
  }

  @Test
  void whatNeedsARestartIsSaid() throws Exception {
    awaitLog("no data plane needed");
    Files.writeString(
        folder.resolve("keepalived.conf"),
        """
        virtual_server 127.98.1.1 %d {
            protocol TCP
            lb_algo rr
            lb_kind NAT
            real_server 127.98.1.2 9 {
            }
        }
        """
            .formatted(Lab.freePort()));
    assertEquals(0, director.run("reload").exitCode());
    awaitLog("data plane: proxy: the configuration says data_plane proxy");
    edit("syslog off", "syslog off\n    proxy_threads 7");
    assertEquals(0, director.run("reload").exitCode());
    awaitLog("proxy_threads 7 comes into force at the next start; the running plane keeps 0");
    edit("data_plane proxy", "data_plane ipvs");
    assertEquals(0, director.run("reload").exitCode());
    awaitLog("data_plane ipvs comes into force at the next start; until then the plane is proxy");
  }
}
