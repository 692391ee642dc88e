package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import org.jolokia.client.JolokiaClient;
import org.jolokia.client.JolokiaClientBuilder;
import org.jolokia.client.exception.JolokiaException;
import org.jolokia.client.exception.JolokiaRemoteException;
import org.jolokia.client.request.HttpMethod;
import org.jolokia.client.request.JolokiaExecRequest;
import org.jolokia.client.request.JolokiaReadRequest;
import org.jolokia.client.request.JolokiaSearchRequest;
import org.jolokia.client.request.JolokiaWriteRequest;
import org.jolokia.client.response.JolokiaReadResponse;
import org.jolokia.client.response.JolokiaSearchResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A running director driven as operators drive it: remote JMX, Jolokia, metrics, commands. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class ManagementTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String DIRECTOR = "lvs.director:type=Director";

  @TempDir Path folder;

  private int port;
  private Nginx first;
  private Nginx second;
  private DirectorProcess director;
  private String service;
  private String server;

  @BeforeEach
  void start() throws Exception {
    port = Lab.freePort();
    first = new Nginx(folder, "one", "127.98.0.2", port);
    second = new Nginx(folder, "two", "127.98.0.3", port);
    director = new DirectorProcess(folder, configuration("127.98.0.2", "127.98.0.3"));
    service = "lvs.director:type=VirtualService,service=tcp_127.98.0.1_" + port;
    server =
        "lvs.director:type=RealServer,service=tcp_127.98.0.1_"
            + port
            + ",server=127.98.0.2_"
            + port;
    Await.until(SOON, "both servers up", () -> attribute("RealServersUp").contains("2"));
  }

  @AfterEach
  void stop() throws Exception {
    director.close();
    first.close();
    second.close();
  }

  private String configuration(String... servers) {
    StringBuilder text = new StringBuilder();
    text.append("virtual_server 127.98.0.1 ").append(port).append(" {\n");
    text.append("  delay_loop 1\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
    for (String each : servers) {
      text.append("  real_server ").append(each).append(' ').append(port).append(" {\n");
      text.append("    weight 1\n    HTTP_GET {\n      url {\n        path /\n      }\n");
      text.append(
          "      connect_timeout 2\n      retry 1\n      delay_before_retry 1\n    }\n  }\n");
    }
    return text.append("}\n").toString();
  }

  private String attribute(String name) throws Exception {
    try (JolokiaClient client = client(null)) {
      JolokiaReadResponse response =
          client.execute(new JolokiaReadRequest(DIRECTOR, name), HttpMethod.POST);
      return response.getValue().toString();
    }
  }

  private JolokiaClient client(String password) {
    JolokiaClientBuilder builder =
        new JolokiaClientBuilder().url("http://127.0.0.1:" + director.jolokiaPort + "/jolokia");
    if (password != null) {
      builder.user("operator").password(password);
    }
    return builder.build();
  }

  @Test
  void everyOperationWorksForARemoteJmxClientAndNonsenseIsRefusedWithAReason() throws Exception {
    try (JMXConnector connector = director.jmx()) {
      MBeanServerConnection jmx = connector.getMBeanServerConnection();
      List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());
      jmx.addNotificationListener(
          new ObjectName(DIRECTOR), (n, handback) -> notifications.add(n), null, null);
      ObjectName one = new ObjectName(server);

      invoke(jmx, one, "setWeight", 5, 0L);
      assertEquals(5, jmx.getAttribute(one, "Weight"));
      assertEquals(1, jmx.getAttribute(one, "ConfiguredWeight"));
      invoke(jmx, one, "drain", "kernel update", 3600L);
      assertEquals(0, jmx.getAttribute(one, "Weight"));
      assertEquals("DRAINING", jmx.getAttribute(one, "Standing"));
      assertEquals("kernel update", jmx.getAttribute(one, "StandingReason"));
      assertTrue(
          (Long) jmx.getAttribute(one, "StandingExpiresEpochMillis") > System.currentTimeMillis());
      invoke(jmx, one, "disable", "broken disk", 0L);
      assertFalse(list(jmx, "").contains("127.98.0.2:"), list(jmx, ""));
      invoke(jmx, one, "enable");
      assertEquals(1, jmx.getAttribute(one, "Weight"));
      assertTrue(list(jmx, "").contains("127.98.0.2:" + port), list(jmx, ""));
      for (String view : List.of("stats", "rate", "thresholds", "persistent-conn")) {
        assertTrue(list(jmx, view).contains("127.98.0.2:" + port), view);
      }
      ObjectName check =
          jmx.queryNames(new ObjectName("lvs.director:type=Check,*"), null).iterator().next();
      CompositeData result = (CompositeData) invoke(jmx, check, "checkNow");
      assertEquals(true, result.get("good"), result.toString());
      assertTrue(((String) result.get("reason")).startsWith("200 for /"), result.toString());
      invoke(jmx, new ObjectName(DIRECTOR), "zeroCounters");
      invoke(jmx, new ObjectName(service), "zeroCounters");
      assertTrue(
          ((String) invoke(jmx, new ObjectName(DIRECTOR), "reload")).contains("1 virtual service"));
      invoke(jmx, new ObjectName(DIRECTOR), "listConnections", 10);

      assertRefused(jmx, one, "0 to 65535", "setWeight", -1, 0L);
      assertRefused(jmx, one, "0 to 65535", "setWeight", 65_536, 0L);
      assertRefused(jmx, one, "expires", "setWeight", 1, -5L);
      assertRefused(jmx, one, "200", "drain", "x".repeat(201), 0L);
      assertRefused(jmx, one, "control", "disable", "two\nlines", 0L);
      assertRefused(jmx, new ObjectName(DIRECTOR), "stats", "list", "nonsense");
      assertRefused(jmx, new ObjectName(DIRECTOR), "100000", "listConnections", 0);

      Await.until(SOON, () -> "notifications: " + notifications, () -> notifications.size() >= 4);
      List<Long> numbers = notifications.stream().map(Notification::getSequenceNumber).toList();
      assertEquals(numbers.stream().sorted().distinct().toList(), numbers, "in order, each once");
      assertTrue(notifications.stream().allMatch(n -> n.getType().startsWith("lvs.director.")));
    }
  }

  @Test
  void aDrainTellsWhatIsLeftAndEndsWithTheRemovalOfItsServer() throws Exception {
    try (JMXConnector connector = director.jmx()) {
      MBeanServerConnection jmx = connector.getMBeanServerConnection();
      ObjectName drained = new ObjectName(server);
      try (Socket one = new Socket("127.98.0.1", port);
          Socket other = new Socket("127.98.0.1", port)) {
        assertTrue(one.isConnected() && other.isConnected());
        awaitAttribute(jmx, drained, "ActiveConnections", 1L);
        invoke(jmx, drained, "drainAndRemove", "new disk", 0L, 3600L);
        awaitAttribute(jmx, drained, "ConnectionsLeft", 1L);
        assertEquals("DRAINING", jmx.getAttribute(drained, "Standing"));
      }
      awaitAttribute(jmx, drained, "Standing", "DISABLED");
      String reason = (String) jmx.getAttribute(drained, "StandingReason");
      assertTrue(reason.startsWith("new disk; drained after "), reason);
      // the plane follows the engine in a moment of its own
      Await.until(
          Duration.ofSeconds(60),
          "the server's leaving the table",
          () -> !list(jmx, "").contains("127.98.0.2:"));
      invoke(jmx, drained, "enable");
      assertTrue(list(jmx, "").contains("127.98.0.2:" + port), list(jmx, ""));
    }
  }

  private void awaitAttribute(
      MBeanServerConnection jmx, ObjectName bean, String attribute, Object wanted) {
    Await.until(
        Duration.ofSeconds(60),
        () -> attribute + " " + wanted + "\n" + director.log(),
        () -> {
          try {
            return jmx.getAttribute(bean, attribute).equals(wanted);
          } catch (JMException | IOException gone) {
            throw new AssertionError(gone);
          }
        });
  }

  @Test
  void aBrokenFileNeverReplacesARunningConfiguration() throws Exception {
    Files.writeString(
        director.keepalivedConfiguration(),
        configuration("127.98.0.2") + "virtual_sever 1.2.3.4 80 {\n}\n");
    DirectorProcess.Answer refused = director.run("reload");
    assertEquals(1, refused.exitCode(), refused.output());
    assertTrue(refused.output().contains("virtual_sever"), refused.output());
    assertTrue(refused.output().contains("keepalived.conf:"), refused.output());
    assertEquals("2", attribute("RealServers"));
    assertTrue(attribute("ReloadError").contains("virtual_sever"));

    Files.writeString(director.keepalivedConfiguration(), configuration("127.98.0.3"));
    DirectorProcess.Answer taken = director.run("reload");
    assertEquals(0, taken.exitCode(), taken.output());
    assertEquals("1", attribute("RealServers"));
    assertEquals("", attribute("ReloadError"));
  }

  @Test
  void whatAnOperatorChangedSurvivesReloadAndACrash() throws Exception {
    String name = "127.98.0.1:" + port;
    String one = "127.98.0.2:" + port;
    assertEquals(
        0, director.run("disable", name, one, "--reason", "broken disk", "--for", "1h").exitCode());
    assertEquals(0, director.run("weight", name, "127.98.0.3:" + port, "7").exitCode());
    assertEquals(0, director.run("reload").exitCode());
    assertTrue(
        director.run("status").output().contains("broken disk"), director.run("status").output());
    director.kill();
    try (DirectorProcess again =
        new DirectorProcess(folder, configuration("127.98.0.2", "127.98.0.3"))) {
      Await.until(
          SOON,
          () -> "the weight of before",
          () -> again.run("list").output().matches("(?s).*127.98.0.3:" + port + " +Masq +7 .*"));
      assertFalse(again.run("list").output().contains(one));
      assertTrue(again.run("status").output().contains("broken disk"));
      assertEquals(0, again.run("enable", name, one).exitCode());
      Await.until(SOON, "the server is back", () -> again.run("list").output().contains(one));
    }
  }

  @Test
  void jolokiaReadsForEverybodyOnLoopbackAndOperatesWithCredentialsOnly() throws Exception {
    try (JolokiaClient anybody = client(null);
        JolokiaClient operator = client("secret");
        JolokiaClient wrong = client("guess")) {
      JolokiaSearchResponse found =
          anybody.execute(new JolokiaSearchRequest("lvs.director:*"), HttpMethod.POST);
      assertTrue(found.getMBeanNames().contains(server), found.getMBeanNames().toString());
      assertThrows(JolokiaException.class, () -> anybody.execute(weight(3), HttpMethod.POST));
      assertThrows(JolokiaException.class, () -> wrong.execute(weight(3), HttpMethod.POST));
      operator.execute(weight(3), HttpMethod.POST);
      JolokiaReadResponse weight =
          anybody.execute(new JolokiaReadRequest(server, "Weight"), HttpMethod.POST);
      assertEquals("3", weight.getValue().toString());
      JolokiaRemoteException refused =
          assertThrows(
              JolokiaRemoteException.class, () -> operator.execute(weight(-1), HttpMethod.POST));
      assertTrue(refused.getMessage().contains("0 to 65535"), refused.getMessage());
      operator.execute(new JolokiaExecRequest(server, "enable"), HttpMethod.POST);
      for (JolokiaClient each : List.of(anybody, operator)) {
        assertDenied(each, new JolokiaReadRequest("JMImplementation:type=MBeanServerDelegate"));
        assertDenied(each, new JolokiaReadRequest("jdk.management.jfr:type=FlightRecorder"));
        assertDenied(
            each, new JolokiaExecRequest("jdk.management.jfr:type=FlightRecorder", "newRecording"));
        assertDenied(
            each,
            new JolokiaExecRequest(
                "com.sun.management:type=HotSpotDiagnostic",
                "dumpHeap(java.lang.String,boolean)",
                folder.resolve("heap").toString(),
                false));
        assertDenied(
            each, new JolokiaExecRequest("com.sun.management:type=DiagnosticCommand", "gcRun"));
        assertDenied(each, new JolokiaExecRequest("java.lang:type=Memory", "gc"));
        assertDenied(each, new JolokiaWriteRequest("java.lang:type=Memory", "Verbose", true));
        assertDenied(
            each,
            new JolokiaExecRequest(
                "JMImplementation:type=MBeanServerDelegate",
                "createMBean",
                "javax.management.loading.MLet"));
      }
    }
  }

  private JolokiaExecRequest weight(int weight) throws Exception {
    return new JolokiaExecRequest(server, "setWeight", weight, 0);
  }

  private static void assertDenied(
      JolokiaClient client, org.jolokia.client.request.JolokiaRequest request) {
    assertThrows(
        JolokiaException.class, () -> client.execute(request, HttpMethod.POST), request::toString);
  }

  @Test
  void promtoolAcceptsTheMetricsAndTheyTellTheState() throws Exception {
    second.stop();
    Await.until(
        SOON,
        () -> "one server down in the metrics",
        () ->
            director
                .metrics()
                .lines()
                .filter(line -> line.startsWith("lvs_real_server_up{"))
                .filter(line -> line.contains("127.98.0.3"))
                .anyMatch(line -> line.endsWith(" 0.0")));
    Process promtool =
        new ProcessBuilder(Lab.program("promtool", "prometheus"), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    promtool.getOutputStream().write(director.metrics().getBytes(StandardCharsets.UTF_8));
    promtool.getOutputStream().close();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(promtool.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, promtool.exitValue(), output);
    assertEquals("", output);
  }

  @Test
  void commandsTellWhatHappenedByTheirExitCodes() throws Exception {
    assertEquals(0, director.run("status").exitCode());
    assertEquals(0, director.run("status", "--json").exitCode());
    assertTrue(director.run("list", "--stats").output().contains("OutBytes"));
    DirectorProcess.Answer check =
        director.run("check-now", "127.98.0.1:" + port, "127.98.0.2:" + port);
    assertEquals(0, check.exitCode(), check.output());
    assertTrue(check.output().contains("200 for /"), check.output());
    DirectorProcess.Answer unknown = director.run("drain", "127.98.0.1:" + port, "127.98.0.9:1");
    assertEquals(1, unknown.exitCode(), unknown.output());
    assertTrue(unknown.output().contains("127.98.0.2"), unknown.output());
    assertEquals(0, director.run("stop").exitCode());
    Await.until(SOON, "no director", () -> director.run("status").exitCode() == 3);
  }

  @Test
  void sighupReloads() throws IOException, InterruptedException {
    Files.writeString(director.keepalivedConfiguration(), configuration("127.98.0.3"));
    new ProcessBuilder("kill", "-HUP", Long.toString(director.pid())).start().waitFor();
    Await.until(SOON, "the reloaded configuration", () -> attribute("RealServers").equals("1"));
  }

  private static String list(MBeanServerConnection jmx, String view) throws Exception {
    return (String) invoke(jmx, new ObjectName(DIRECTOR), "list", view);
  }

  private static Object invoke(
      MBeanServerConnection jmx, ObjectName bean, String operation, Object... arguments)
      throws Exception {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      signature[i] =
          switch (arguments[i]) {
            case Integer ignored -> "int";
            case Long ignored -> "long";
            default -> arguments[i].getClass().getName();
          };
    }
    return jmx.invoke(bean, operation, arguments, signature);
  }

  private static void assertRefused(
      MBeanServerConnection jmx,
      ObjectName bean,
      String word,
      String operation,
      Object... arguments) {
    Exception refused =
        assertThrows(Exception.class, () -> invoke(jmx, bean, operation, arguments));
    String message =
        refused instanceof MBeanException wrapped
            ? String.valueOf(wrapped.getCause().getMessage())
            : String.valueOf(refused.getMessage());
    assertTrue(message.contains(word), operation + " said: " + message);
  }
}
