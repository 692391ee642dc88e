package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A director records; people and programs look back, over a kill too. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class RecordedPastTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  /** Takes connections and closes them. */
  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket(Lab.freePort(), 50, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(() -> serve(server));
    return server;
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        // A client that has gone, or the end.
      }
    }
  }

  private static String services(int port, ServerSocket... servers) {
    StringBuilder text = new StringBuilder();
    text.append("virtual_server 127.0.0.1 %d {\n  delay_loop 1\n  lb_algo rr\n".formatted(port));
    text.append("  lb_kind NAT\n  protocol TCP\n");
    for (ServerSocket server : servers) {
      text.append("  real_server 127.0.0.1 %d {\n".formatted(server.getLocalPort()));
      text.append("    TCP_CHECK {\n      connect_timeout 2\n    }\n  }\n");
    }
    return text.append("}\n").toString();
  }

  private static void connect(int port) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(10_000);
      client.getInputStream().readAllBytes();
    }
  }

  private static String run(DirectorProcess director, String... words) {
    try {
      return director.run(words).output();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void whatHappenedIsKeptShownDrawnAndExported() throws Exception {
    String rrdtool = Lab.program("rrdtool", "rrdtool");
    int port = Lab.freePort();
    String subject = "127.0.0.1:" + port;
    ServerSocket goes = server();
    try (ServerSocket stays = server()) {
      String services = services(port, stays, goes);
      DirectorProcess director = new DirectorProcess(folder, services);
      try {
        Await.until(PATIENCE, "both up", () -> events(director).contains("2 of 2 servers up"));
        goes.close();
        Await.until(PATIENCE, "one lost", () -> events(director).contains("SERVER_DOWN"));
        Await.until(
            PATIENCE,
            () -> "samples with connections: " + greatest(director, port),
            () -> {
              connect(port);
              return greatest(director, port).matches("(?s).*\"values\":\\[\\[[^\\]]*[1-9].*");
            });
        String printed = run(director, "events", "--subject", subject, "--since", "10m");
        assertTrue(printed.contains("error    SERVER_DOWN"), printed);
        pictures(director, subject);
        export(director, subject, rrdtool);
        jolokia(director);
      } finally {
        director.kill();
      }
      afterAKill(services);
    }
  }

  private void pictures(DirectorProcess director, String subject) throws IOException {
    for (String topic : new String[] {"connections", "traffic", "servers"}) {
      Path file = folder.resolve(topic + ".png");
      String out =
          run(director, "graph", subject, "--topic", topic, "--last", "5m", "-o", file.toString());
      assertEquals(file + "\n", out);
      assertTrue(ImageIO.read(file.toFile()).getWidth() > 800);
    }
    String unknown = run(director, "graph", "127.0.0.1:1");
    assertTrue(unknown.contains("nearest: tcp_127.0.0.1_"), unknown);
  }

  private void export(DirectorProcess director, String subject, String rrdtool) throws Exception {
    Path xml = folder.resolve("web.xml");
    run(director, "archive", "export", subject, "-o", xml.toString());
    Path restored = folder.resolve("web.rrd");
    Process process =
        new ProcessBuilder(rrdtool, "restore", xml.toString(), restored.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
    assertTrue(Files.size(restored) > 100_000);
    String again = run(director, "archive", "import", xml.toString(), "--service", subject);
    assertTrue(again.contains("this archive knows all of that time already"), again);
  }

  /** Without credentials. */
  private static String ask(DirectorProcess director, String operation, String arguments)
      throws IOException, InterruptedException {
    return director.jolokia(
        "{\"type\":\"exec\",\"mbean\":\"lvs.director:type=Archive\",\"operation\":\"%s\","
                .formatted(operation)
            + "\"arguments\":[%s]}".formatted(arguments));
  }

  private static String events(DirectorProcess director) throws IOException, InterruptedException {
    return ask(director, "listEvents", "0,\"\",100");
  }

  /** The first quantity is the connections. */
  private static String greatest(DirectorProcess director, int port) {
    long now = System.currentTimeMillis() / 1000;
    String span = "\"service/tcp_127.0.0.1_%d\",\"MAX\",%d,%d,10".formatted(port, now - 100, now);
    try {
      return ask(director, "fetch", span);
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void jolokia(DirectorProcess director) throws Exception {
    long now = System.currentTimeMillis() / 1000;
    String values =
        ask(director, "fetch", "\"director\",\"AVERAGE\",%d,%d,10".formatted(now - 100, now));
    assertTrue(values.contains("\"check_late_p99\""), values);
    assertTrue(values.contains("\"status\":200"), values);
    String refused = ask(director, "importXml", "\"director\",\"<rrd/>\"");
    assertTrue(refused.contains("\"status\":403"), refused);
    assertTrue(director.metrics().contains("lvs_director_archive_recording 1.0"));
  }

  private void afterAKill(String services) throws Exception {
    try (DirectorProcess next = new DirectorProcess(folder, services)) {
      Await.until(
          PATIENCE, "both starts", () -> events(next).split("DIRECTOR_STARTED", -1).length == 3);
      String newestFirst = events(next);
      assertTrue(
          newestFirst.indexOf("DIRECTOR_STARTED") < newestFirst.indexOf(" is down: "), newestFirst);
    }
  }
}
