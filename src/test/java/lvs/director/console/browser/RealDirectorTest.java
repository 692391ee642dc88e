package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.lab.DirectorProcess;
import lvs.director.lab.Lab;
import lvs.director.lab.Nginx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A browser before a running director with real web servers and real requests. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("chromium")
class RealDirectorTest {
  private static final String VIRTUAL = "127.93.0.1";

  @TempDir Path folder;

  @Test
  void aServerIsSeenToGoDownAndComeBackIsDrainedAndItsPastIsRead() throws Exception {
    int port = Lab.freePort();
    Nginx first = new Nginx(folder, "one", "127.93.0.2", port);
    try (first;
        Nginx second = new Nginx(folder, "two", "127.93.0.3", port);
        DirectorProcess director = new DirectorProcess(folder, configuration(port));
        ScheduledExecutorService users = Executors.newScheduledThreadPool(1);
        Browser browser = new Browser("http://127.0.0.1:" + director.consolePort + "/lvs/")) {
      users.scheduleAtFixedRate(() -> request(port), 0, 50, TimeUnit.MILLISECONDS);
      String id = "tcp_" + VIRTUAL + "_" + port;
      browser.wide().prefers("light").open("#/service/" + id).see("main", "2 of 2 servers up");
      browser.js("window.notReloaded = true");
      goesDownAndComesBack(browser, second, id, port);
      isDrained(browser, id, port);
      hasAPast(browser, id);
      assertEquals(true, browser.js("return window.notReloaded === true"));
      browser.clean();
    }
  }

  private void goesDownAndComesBack(Browser browser, Nginx second, String id, int port)
      throws IOException {
    second.stop();
    browser.see("main", "1 of 2 servers up").see(".servers", "connection refused");
    browser
        .go("#/")
        .see(".headline", "1 of 2 servers is not up")
        .see(".part-trouble", "connection refused");
    browser.see(".part-latest", "real server 127.93.0.3:" + port);
    second.start();
    browser
        .see(".headline", "2 of 2 servers up")
        .go("#/service/" + id)
        .see("main", "2 of 2 servers up");
    browser.see(".part-events", "server up");
  }

  private void isDrained(Browser browser, String id, int port) {
    browser.go("#/service/" + id + "/127.93.0.3_" + port).see("h1", "127.93.0.3:" + port);
    browser
        .press("#sign-in", "Sign in")
        .type("dialog [name=user]", "operator")
        .type("dialog [name=password]", "secret");
    browser.press("dialog button", "Sign in").gone("dialog").see("#tools", "operator");
    browser
        .press("button", "Drain")
        .see("dialog", "1 of 2 servers stays in service")
        .type("dialog [name=reason]", "new kernel");
    browser
        .press("dialog button", "Drain")
        .see("dialog .answer.good", "is draining, weight 0")
        .press("dialog button", "Close");
    browser.gone("dialog").see(".standing", "Draining: new kernel");
    Await.until(
        Browser.SOON,
        "only one answers",
        () ->
            List.of(request(port), request(port), request(port)).stream().allMatch("one"::equals));
    browser
        .press("button", "Enable")
        .press("dialog button", "Enable")
        .see("dialog .answer.good", "is enabled")
        .press("dialog button", "Close")
        .gone("dialog");
    Await.until(
        Browser.SOON,
        "both answer",
        () -> List.of(request(port), request(port), request(port)).contains("two"));
  }

  private void hasAPast(Browser browser, String id) {
    browser.go("#/service/" + id + "?span=hour").see("h1", VIRTUAL);
    Await.until(
        Duration.ofSeconds(90),
        () -> "a line of requests: " + browser.text(".graph-state") + browser.text(".legends"),
        () -> browser.reads(".legends", "/s") && newConnections(browser) > 1);
    browser.find(".flag");
    browser.press("summary", "in this span").see(".graph-more", "is down");
    browser.wholePicture("console-real-director");
  }

  private static double newConnections(Browser browser) {
    String last = browser.text(".legends .legend:first-of-type tbody td.number:last-child");
    return last.isEmpty() || last.startsWith("–")
        ? 0
        : Double.parseDouble(last.replaceAll("[^0-9.]", ""));
  }

  /** Who answered; each request has a connection of its own, so that the scheduler chooses. */
  private static String request(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(VIRTUAL, port), 2000);
      socket.setSoTimeout(5000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    } catch (IOException lost) {
      return "lost";
    }
  }

  private static String configuration(int port) {
    StringBuilder text = new StringBuilder();
    text.append("virtual_server ").append(VIRTUAL).append(' ').append(port).append(" {\n");
    text.append("  delay_loop 1\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
    for (String server : List.of("127.93.0.2", "127.93.0.3")) {
      text.append("  real_server ").append(server).append(' ').append(port).append(" {\n");
      text.append("    HTTP_GET {\n      url {\n        path /\n      }\n");
      text.append(
          "      connect_timeout 2\n      retry 1\n      delay_before_retry 1\n    }\n  }\n");
    }
    return text.append("}\n").toString();
  }
}
