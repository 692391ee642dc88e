package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The virtual services of two configurations that people published, with their addresses moved to
 * loopback and real nginx servers behind them.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class SeedServicesTest {
  /** delay_loop 6, three retries three seconds apart, and room for a busy machine. */
  private static final Duration OUT = Duration.ofSeconds(6 + 3 * 3 + 10);

  /** A server that is down is looked at every delay_loop. */
  private static final Duration BACK = Duration.ofSeconds(6 + 10);

  @TempDir Path folder;

  private static String seed(String name) throws IOException {
    try (var in = SeedServicesTest.class.getResourceAsStream("/seeds/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The listing from its first virtual_server on. */
  private static String services(String listing) {
    return listing.substring(listing.indexOf("virtual_server"));
  }

  @Test
  void theListingWithSorryServerServesChecksAndRecovers() throws Exception {
    int port = Lab.freePort();
    String text =
        services(seed("003-keepalived-lvs.conf"))
            .replace("192.168.199.10 80", "127.99.3.10 " + port)
            .replace("192.168.199.229 80", "127.99.3.229 " + port)
            .replace("192.168.199.190 80", "127.99.3.190 " + port)
            .replace("sorry_server 127.0.0.1 80", "sorry_server 127.99.3.1 " + port)
            .replace("connect_port 80", "connect_port " + port);
    try (Nginx first = new Nginx(folder, "first", "127.99.3.229", port);
        Nginx second = new Nginx(folder, "second", "127.99.3.190", port);
        Nginx sorry = new Nginx(folder, "sorry", "127.99.3.1", port);
        DirectorProcess director = new DirectorProcess(folder, text)) {
      InetSocketAddress vip = new InetSocketAddress("127.99.3.10", port);
      awaitServersUp(director, 2);
      // rr gives clients to the servers in turn; persistence keeps a client where it was.
      List<String> answers = new ArrayList<>();
      for (int client = 2; client < 10; client++) {
        answers.add(get(vip, "127.99.0." + client));
        assertEquals(answers.getLast(), get(vip, "127.99.0." + client), "persistence");
      }
      assertEquals(4, Collections.frequency(answers, "first"), answers.toString());
      assertAlternates(answers);

      List<String> notices = Collections.synchronizedList(new ArrayList<>());
      try (JMXConnector connector = director.jmx()) {
        listen(connector.getMBeanServerConnection(), notices);
        first.stop();
        awaitServersUp(director, 1);
        assertReasonIsTold(director, notices, "127.99.3.229", "refused");
        for (int client = 20; client < 24; client++) {
          assertEquals("second", get(vip, "127.99.0." + client));
        }
        second.stop();
        awaitServersUp(director, 0);
        Await.until(
            Duration.ofSeconds(10),
            "the sorry server",
            () -> get(vip, "127.99.0.30").equals("sorry"));
        first.start();
        awaitServersUp(director, 1);
        Await.until(
            Duration.ofSeconds(10),
            "the first server",
            () -> get(vip, "127.99.0.31").equals("first"));
        Await.until(
            Duration.ofSeconds(10),
            () -> "a notification that it is up: " + notices,
            () -> notices.stream().anyMatch(n -> n.contains("127.99.3.229") && n.contains("up")));
      }
      assertEquals(0, director.stop());
      assertTrue(sorry != null && Files.notExists(folder.resolve("run/director.pid")));
    }
  }

  @Test
  void theListingWithHttpChecksAlternatesAndLeavesOutWhatFails() throws Exception {
    int port = Lab.freePort();
    String text =
        services(seed("004-virtual-server.conf"))
            // The blanks of this listing are no-break blanks, as the web page had them.
            .replaceAll("172\\.18\\.250\\.99.80", "127.99.4.99 " + port)
            .replaceAll("172\\.18\\.250\\.77.80", "127.99.4.77 " + port)
            .replaceAll("172\\.18\\.250\\.79.80", "127.99.4.79 " + port);
    try (Nginx first = new Nginx(folder, "RS1", "127.99.4.77", port);
        Nginx second = new Nginx(folder, "RS2", "127.99.4.79", port);
        DirectorProcess director = new DirectorProcess(folder, text)) {
      InetSocketAddress vip = new InetSocketAddress("127.99.4.99", port);
      awaitServersUp(director, 2);
      List<String> answers = new ArrayList<>();
      for (int request = 0; request < 10; request++) {
        answers.add(get(vip, "127.0.0.1"));
      }
      assertAlternates(answers);

      List<String> notices = Collections.synchronizedList(new ArrayList<>());
      try (JMXConnector connector = director.jmx()) {
        listen(connector.getMBeanServerConnection(), notices);
        second.stop();
        awaitServersUp(director, 1);
        assertReasonIsTold(director, notices, "127.99.4.79", "refused");
        assertEquals("RS1", get(vip, "127.0.0.1"));
        assertEquals("RS1", get(vip, "127.0.0.1"));
        second.start();
        awaitServersUp(director, 2);
      }
      Set<String> both = new HashSet<>();
      both.add(get(vip, "127.0.0.1"));
      both.add(get(vip, "127.0.0.1"));
      assertEquals(Set.of("RS1", "RS2"), both);
      assertTrue(first != null);
    }
  }

  private static void assertAlternates(List<String> answers) {
    for (int i = 1; i < answers.size(); i++) {
      assertTrue(!answers.get(i).equals(answers.get(i - 1)), "not in turn: " + answers);
    }
  }

  private static void listen(MBeanServerConnection connection, List<String> notices)
      throws Exception {
    connection.addNotificationListener(
        new ObjectName("lvs.director:type=Director"),
        (notification, handback) -> notices.add(notification.getMessage()),
        null,
        null);
  }

  private static void assertReasonIsTold(
      DirectorProcess director, List<String> notices, String server, String reason)
      throws Exception {
    Await.until(
        Duration.ofSeconds(10),
        () -> "a notification about " + server + ": " + notices,
        () -> notices.stream().anyMatch(n -> n.contains(server) && n.contains(reason)));
    assertTrue(
        director.log().lines().anyMatch(line -> line.contains(server) && line.contains(reason)),
        director.log());
    String answer =
        director.jolokia(
            "{\"type\":\"read\",\"mbean\":\"lvs.director:type=RealServer,*\","
                + "\"attribute\":[\"Address\",\"Up\",\"Reason\"]}");
    assertTrue(answer.contains(server) && answer.contains(reason), answer);
  }

  private static void awaitServersUp(DirectorProcess director, int wanted) {
    Duration limit = wanted == 2 ? BACK : OUT;
    Await.until(
        limit,
        () -> wanted + " servers up",
        () ->
            director
                .jolokia(
                    "{\"type\":\"read\",\"mbean\":\"lvs.director:type=Director\","
                        + "\"attribute\":\"RealServersUp\"}")
                .contains("\"value\":" + wanted + ","));
  }

  /** One request on a connection of its own from the given source address. */
  private static String get(InetSocketAddress to, String from) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.setSoTimeout(5_000);
      socket.connect(to, 5_000);
      socket
          .getOutputStream()
          .write("GET /index.html HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }
  }
}
