package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import lvs.director.http.Credentials;
import lvs.director.staged.StagedDirector;
import org.jolokia.client.JolokiaClient;
import org.jolokia.client.JolokiaClientBuilder;
import org.jolokia.client.exception.JolokiaRemoteException;
import org.jolokia.client.request.HttpMethod;
import org.jolokia.client.request.JolokiaExecRequest;
import org.jolokia.client.request.JolokiaReadRequest;
import org.jolokia.client.request.JolokiaSearchRequest;
import org.jolokia.client.request.JolokiaVersionRequest;
import org.jolokia.client.request.JolokiaWriteRequest;
import org.jolokia.client.response.JolokiaSearchResponse;
import org.jolokia.client.response.JolokiaVersionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives the beans through Jolokia's own client, and its refusals through plain HTTP. */
class JolokiaTest {
  private static final String SERVICE = "tcp_10.0.0.1_80";
  private static final String SERVER = "10.0.0.2_80";
  private static final ObjectName REAL_SERVER = BeanNames.realServer(SERVICE, SERVER);
  private static final String OPERATOR = "Basic " + base64("admin:geheim§1");

  private final StagedDirector director = new StagedDirector();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @TempDir Path directory;
  private Path passwordFile;
  private BeanRegistry registry;
  private JolokiaEndpoint jolokia;

  @BeforeEach
  void start() throws Exception {
    passwordFile = directory.resolve("password");
    Files.writeString(passwordFile, "geheim§1\nnot this line\n");
    registry = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
    registry.synchronise(
        director.show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80")).pool());
    jolokia =
        new JolokiaEndpoint(
            StagedDirector.endpoint("127.0.0.1:0"),
            new Credentials(Optional.of("admin"), Optional.of(passwordFile.toString())));
  }

  @AfterEach
  void stop() {
    jolokia.close();
    registry.close();
    http.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private JolokiaClient client() {
    return new JolokiaClientBuilder().url(jolokia.url()).build();
  }

  private JolokiaClient operator() {
    return new JolokiaClientBuilder().url(jolokia.url()).user("admin").password("geheim§1").build();
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(jolokia.url()))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Even an operator may not; the answer names no value and the status says forbidden. */
  private void assertForbidden(String body) throws Exception {
    HttpResponse<String> response = post(body, "Authorization", OPERATOR);
    assertTrue(
        response.statusCode() == 403 || response.body().contains("\"status\":403"),
        response.body());
    assertFalse(response.body().contains("\"value\""), response.body());
  }

  private static String exec(String mbean, String operation, String arguments) {
    return "{\"type\":\"exec\",\"mbean\":\"%s\",\"operation\":\"%s\",\"arguments\":[%s]}"
        .formatted(mbean, operation, arguments);
  }

  private static String read(String mbean, String attribute) {
    return "{\"type\":\"read\",\"mbean\":\"%s\",\"attribute\":\"%s\"}".formatted(mbean, attribute);
  }

  @Test
  void anybodyOnThisMachineReadsOurBeansAndAFewOfJava() throws Exception {
    try (JolokiaClient client = client()) {
      var reason = client.execute(new JolokiaReadRequest(REAL_SERVER, "Reason"), HttpMethod.POST);
      assertEquals("every check passes", reason.getValue());
      var all = client.execute(new JolokiaReadRequest(REAL_SERVER), HttpMethod.POST);
      Map<String, Object> attributes = all.getValue();
      assertEquals(1L, attributes.get("Up"));
      ObjectName memory = new ObjectName("java.lang:type=Memory");
      assertTrue(
          client
              .execute(new JolokiaReadRequest(memory, "HeapMemoryUsage"), HttpMethod.POST)
              .getValue()
              .toString()
              .contains("used"));
      ObjectName collectors = new ObjectName("java.lang:type=GarbageCollector,*");
      client.execute(new JolokiaReadRequest(collectors, "CollectionCount"), HttpMethod.POST);
      JolokiaVersionResponse version = client.execute(new JolokiaVersionRequest(), HttpMethod.POST);
      assertEquals("2.6.0", version.getAgentVersion());
    }
  }

  @Test
  void searchShowsOurBeansOnly() throws Exception {
    try (JolokiaClient client = client()) {
      JolokiaSearchResponse answer =
          client.execute(new JolokiaSearchRequest("*:*"), HttpMethod.POST);
      var found = answer.getObjectNames();
      assertTrue(found.contains(REAL_SERVER), found.toString());
      for (ObjectName name : found) {
        assertTrue(
            name.getDomain().equals("lvs.director") || name.getDomain().equals("java.lang"),
            name.toString());
      }
    }
  }

  @Test
  void listDescribesEachTypeOnceWhenAskedToAndNothingOfOtherDomains() throws Exception {
    registry.synchronise(
        director.show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80")).pool());
    String list = post("{\"type\":\"list\",\"config\":{\"listCache\":\"true\"}}").body();
    assertEquals(2, list.split("Why it is up or down\\.").length, list);
    String all = post("{\"type\":\"list\"}").body();
    assertEquals(3, all.split("Why it is up or down\\.").length, all);
    for (String other : new String[] {"JMImplementation", "FlightRecorder", "HotSpotDiagnostic"}) {
      assertFalse(list.contains(other), list);
      assertFalse(all.contains(other), all);
    }
  }

  @Test
  void aListThatWouldRepeatItselfThousandsOfTimesIsRefusedWithTheRemedy() throws Exception {
    String[] many =
        IntStream.range(0, 1100)
            .mapToObj(n -> "10.1." + n / 250 + "." + n % 250 + ":80")
            .toArray(String[]::new);
    registry.synchronise(director.show(StagedDirector.service("10.0.0.1:80", many)).pool());
    assertTrue(post("{\"type\":\"list\"}").body().contains("listCache"));
    String list = post("{\"type\":\"list\",\"config\":{\"listCache\":\"true\"}}").body();
    assertTrue(list.contains("server=10.1.4.99_80"), "status and size: " + list.length());
  }

  @Test
  void anOperatorDrainsAServerAndAGuestDoesNot() throws Exception {
    var drain = new JolokiaExecRequest(REAL_SERVER, "drain", "new disk", 60);
    try (JolokiaClient guest = client()) {
      var refused =
          assertThrows(JolokiaRemoteException.class, () -> guest.execute(drain, HttpMethod.POST));
      assertEquals(403, refused.getStatus());
    }
    assertEquals(
        Optional.empty(), director.stages.getFirst().actors.getFirst().status().override());
    try (JolokiaClient operator = operator()) {
      operator.execute(drain, HttpMethod.POST);
    }
    var set = director.stages.getFirst().actors.getFirst().status().override().orElseThrow();
    assertEquals("new disk", set.reason());
  }

  @Test
  void anOperatorDrainsAServerWithADeadline() throws Exception {
    var drain = new JolokiaExecRequest(REAL_SERVER, "drainAndRemove", "new disk", 600, 3600);
    try (JolokiaClient operator = operator()) {
      operator.execute(drain, HttpMethod.POST);
    }
    var set = director.stages.getFirst().actors.getFirst().status().override().orElseThrow();
    assertTrue(set.removal().orElseThrow().deadlineNanos().isPresent());
  }

  @Test
  void aRefusalSaysWhyOverHttp() throws Exception {
    try (JolokiaClient operator = operator()) {
      var reload = new JolokiaExecRequest(BeanNames.director(), "reload");
      var refused =
          assertThrows(
              JolokiaRemoteException.class, () -> operator.execute(reload, HttpMethod.POST));
      assertTrue(refused.getMessage().contains("did you mean rr?"), refused.getMessage());
      var weight = new JolokiaExecRequest(REAL_SERVER, "setWeight", 70000, 0);
      var range =
          assertThrows(
              JolokiaRemoteException.class, () -> operator.execute(weight, HttpMethod.POST));
      assertTrue(range.getMessage().contains("0 to 65535"), range.getMessage());
      assertTrue(range.getRemoteStackTrace() == null || range.getRemoteStackTrace().isEmpty());
    }
  }

  @Test
  void checkNowAndListsReturnTheirAnswers() throws Exception {
    try (JolokiaClient operator = operator()) {
      ObjectName check = BeanNames.check(SERVICE, SERVER, "1-TCP_CHECK");
      Map<String, Object> result =
          operator.execute(new JolokiaExecRequest(check, "checkNow"), HttpMethod.POST).getValue();
      assertEquals("connected after 0.4 ms", result.get("reason"));
      String list =
          operator
              .execute(new JolokiaExecRequest(BeanNames.director(), "list", ""), HttpMethod.POST)
              .getValue();
      assertTrue(list.startsWith("IP Virtual Server version 1.2.1"), list);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "admin:wrong",
    "other:geheim§1",
    "admin:",
    "admin:geheim§1x",
    "geheim§1",
    "admin:not this line"
  })
  void wrongCredentialsAre401EvenForReading(String given) throws Exception {
    var response = post("{\"type\":\"version\"}", "Authorization", "Basic " + base64(given));
    assertEquals(401, response.statusCode());
    assertTrue(response.headers().firstValue("WWW-Authenticate").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic ###", "Bearer abc", "Negotiate YII="})
  void otherOrBrokenAuthorizationIs401(String header) throws Exception {
    assertEquals(401, post("{\"type\":\"version\"}", "Authorization", header).statusCode());
  }

  @Test
  void withoutAPasswordFileNoCredentialsPass() throws Exception {
    Files.delete(passwordFile);
    assertEquals(401, post("{\"type\":\"version\"}", "Authorization", OPERATOR).statusCode());
    Files.writeString(passwordFile, "\n");
    assertEquals(401, post("{}", "Authorization", "Basic " + base64("admin:")).statusCode());
    Credentials none = new Credentials(Optional.of("admin"), Optional.empty());
    assertFalse(none.accept("Basic " + base64("admin:")));
    Credentials noUser = new Credentials(Optional.empty(), Optional.of(passwordFile.toString()));
    assertFalse(noUser.accept("Basic " + base64(":geheim§1")));
  }

  @Test
  void aChangedPasswordCountsAtOnce() throws Exception {
    Files.writeString(passwordFile, "neu");
    assertEquals(401, post("{\"type\":\"version\"}", "Authorization", OPERATOR).statusCode());
    String fresh = "Basic " + base64("admin:neu");
    assertEquals(200, post("{\"type\":\"version\"}", "Authorization", fresh).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JMImplementation:type=MBeanServerDelegate | createMBean |"
            + " \"javax.management.loading.MLet\"",
        "DefaultDomain:type=MLet | getMBeansFromURL | \"http://127.0.0.1/x\"",
        "jdk.management.jfr:type=FlightRecorder | newRecording | ",
        "jdk.management.jfr:type=FlightRecorder | setConfiguration | 1,\"x\"",
        "jdk.management.jfr:type=FlightRecorder | copyTo | 1,\"/tmp/x.jsp\"",
        "com.sun.management:type=HotSpotDiagnostic | dumpHeap | \"/tmp/x.hprof\",true",
        "com.sun.management:type=HotSpotDiagnostic | setVMOption | \"HeapDumpPath\",\"/tmp\"",
        "com.sun.management:type=DiagnosticCommand | jvmtiAgentLoad | \"/tmp/x.so\"",
        "com.sun.management:type=DiagnosticCommand | vmSystemProperties | ",
        "java.util.logging:type=Logging | setLoggerLevel | \"\",\"ALL\"",
        "java.lang:type=Memory | gc | ",
        "java.lang:type=Threading | dumpAllThreads | true,true",
        "jolokia:type=Config | debugInfo | ",
      })
  void evenAnOperatorCallsNoOperationOfOthers(String mbean, String operation, String arguments)
      throws Exception {
    assertForbidden(exec(mbean, operation, arguments == null ? "" : arguments));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JMImplementation:type=MBeanServerDelegate | MBeanServerId",
        "jdk.management.jfr:type=FlightRecorder | Recordings",
        "com.sun.management:type=HotSpotDiagnostic | DiagnosticOptions",
        "java.lang:type=Runtime | SystemProperties",
        "java.lang:type=Runtime | InputArguments",
        "java.lang:type=Runtime | ClassPath",
        "java.util.logging:type=Logging | LoggerNames",
        "jolokia:type=Config | Debug",
      })
  void attributesThatMayHoldSecretsAreNotRead(String mbean, String attribute) throws Exception {
    assertForbidden(read(mbean, attribute));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang:type=Runtime", "java.lang:*", "*:*"})
  void readingAllAttributesLeavesOutTheForbiddenOnes(String pattern) throws Exception {
    String body =
        post("{\"type\":\"read\",\"mbean\":\"%s\"}".formatted(pattern), "Authorization", OPERATOR)
            .body();
    assertFalse(body.contains("java.class.path"), body);
    assertFalse(body.contains("surefire"), body);
    assertFalse(body.contains("MBeanServerId\":"), body);
  }

  @Test
  void attributesAreNeverWritten() throws Exception {
    try (JolokiaClient operator = operator()) {
      for (String name : new String[] {REAL_SERVER.toString(), "java.lang:type=Memory"}) {
        var write = new JolokiaWriteRequest(name, "Verbose", true);
        var refused =
            assertThrows(
                JolokiaRemoteException.class, () -> operator.execute(write, HttpMethod.POST));
        assertEquals(403, refused.getStatus());
      }
    }
    assertFalse(ManagementFactory.getMemoryMXBean().isVerbose());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"config\"}",
        "{\"type\":\"notification\",\"command\":\"register\"}",
      })
  void otherCommandsAreForbidden(String body) throws Exception {
    String answer = post(body, "Authorization", OPERATOR).body();
    assertFalse(answer.contains("\"status\":200"), answer);
  }

  @Test
  void nothingIsForwardedToAnotherMachine() throws Exception {
    String answer =
        post(
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"target\":{\"url\":"
                    + "\"service:jmx:rmi:///jndi/ldap://127.0.0.1:1/x\"}}",
                "Authorization",
                OPERATOR)
            .body();
    assertFalse(answer.contains("jndi failed"), answer);
    assertFalse(answer.contains("ConnectException"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:8778"})
  void noOriginIsAllowed(String origin) throws Exception {
    var response = post("{\"type\":\"version\"}", "Origin", origin);
    assertEquals(403, response.statusCode());
    assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  @Test
  void aRefererOfAnotherPageIsRefused() throws Exception {
    var response = post("{\"type\":\"version\"}", "Referer", "http://evil.example/");
    assertFalse(response.body().contains("\"agent\""), response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
  void onlyPostIsAnswered(String method) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(jolokia.url() + "/version"))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(405, response.statusCode());
    assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8778, 200",
    "127.0.0.1, 200",
    "[::1]:8778, 200",
    "127.9.9.9:1, 200",
    "evil.example, 403",
    "localhost.evil.example:8778, 403",
    "192.0.2.1:8778, 403",
    "127.0.0.1.evil.example, 403",
    "[2001:db8::1]:8778, 403"
  })
  void theHostHeaderMustNameThisMachine(String host, int status) throws Exception {
    assertEquals(status, statusWithHost(host));
  }

  /** The JDK's client sets the Host header itself, so this request is written by hand. */
  private int statusWithHost(String host) throws IOException {
    String body = "{\"type\":\"version\"}";
    try (Socket socket = new Socket("127.0.0.1", jolokia.address().port())) {
      socket.setSoTimeout(10_000);
      String head =
          "POST /jolokia HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(host, body.length());
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @Test
  void aHugeRequestIsCutOff() throws Exception {
    String answer;
    try {
      answer = post("[" + "{\"type\":\"version\"},".repeat(100_000)).body();
    } catch (IOException closed) {
      return;
    }
    assertFalse(answer.contains("\"agent\""), answer.substring(0, Math.min(500, answer.length())));
  }

  @Test
  void otherMachinesAreRefusedByThePolicyToo() throws Exception {
    var policy = new OperatorRestrictor(JolokiaEndpoint.policy());
    assertTrue(policy.isRemoteAccessAllowed("127.0.0.1"));
    assertTrue(policy.isRemoteAccessAllowed("0:0:0:0:0:0:0:1"));
    assertFalse(policy.isRemoteAccessAllowed("192.0.2.7"));
    assertFalse(policy.isRemoteAccessAllowed("2001:db8:0:0:0:0:0:7"));
  }

  @Test
  void withoutACallerNoOperationPasses() throws Exception {
    var policy = new OperatorRestrictor(JolokiaEndpoint.policy());
    assertFalse(policy.isOperationAllowed(REAL_SERVER, "drain"));
    assertTrue(
        ScopedValue.where(Caller.CURRENT, Caller.OPERATOR)
            .call(() -> policy.isOperationAllowed(REAL_SERVER, "drain")));
    assertFalse(
        ScopedValue.where(Caller.CURRENT, Caller.ANONYMOUS)
            .call(() -> policy.isOperationAllowed(REAL_SERVER, "drain")));
  }
}
