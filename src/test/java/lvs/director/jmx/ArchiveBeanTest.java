package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lvs.director.base.JsonReader;
import lvs.director.http.Credentials;
import lvs.director.port.Event;
import lvs.director.port.EventHistory;
import lvs.director.staged.FixedArchives;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveBeanTest {
  private final StagedDirector director = new StagedDirector();
  private final FixedArchives archives = new FixedArchives();
  private BeanRegistry registry;
  private JolokiaEndpoint jolokia;

  @BeforeEach
  void start() throws Exception {
    director.archives = archives;
    director.events = new TwoEvents();
    registry = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
    jolokia =
        new JolokiaEndpoint(
            StagedDirector.endpoint("127.0.0.1:0"),
            new Credentials(Optional.empty(), Optional.empty()));
  }

  @AfterEach
  void stop() {
    jolokia.close();
    registry.close();
  }

  /** A history with two events. */
  private record TwoEvents() implements EventHistory {
    private static Event event(long number) {
      return new Event(number, 5, Event.Severity.ERROR, "SERVER_DOWN", "s", "a:1", "why " + number);
    }

    @Override
    public List<Event> before(long number, String subject, int limit) {
      return List.of(event(2), event(1)).stream()
          .filter(each -> each.number() < number)
          .limit(limit)
          .toList();
    }

    @Override
    public List<Event> between(long from, long to, int limit) {
      return List.of();
    }

    @Override
    public void listen(Consumer<Event> listener) {}

    @Override
    public void forget(Consumer<Event> listener) {}
  }

  /** Without credentials. */
  private Map<String, Object> exec(String operation, String arguments) throws Exception {
    String body =
        "{\"type\":\"exec\",\"mbean\":\"lvs.director:type=Archive\",\"operation\":\"%s\","
                .formatted(operation)
            + "\"arguments\":[%s]}".formatted(arguments);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(jolokia.url()))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonReader.object(answer).orElseThrow(() -> new AssertionError("no JSON: " + answer));
    }
  }

  @Test
  void anybodyOnThisMachineReadsValuesThroughJolokiaAndWhatIsUnknownIsNull() throws Exception {
    Map<?, ?> value =
        (Map<?, ?>)
            exec("fetch", "\"" + FixedArchives.SERVICE + "\",\"AVERAGE\",100,200,50").get("value");
    assertEquals(100L, value.get("startEpochSeconds"));
    assertEquals(List.of("connections", "active"), value.get("names"));
    assertEquals("[[1.0, null, 3.0], [4.0, 5.0, 6.0]]", value.get("values").toString());
  }

  @Test
  void anybodyOnThisMachineGetsAPictureAndEvents() throws Exception {
    Map<String, Object> picture =
        exec("draw", "\"" + FixedArchives.SERVICE + "\",\"\",100,200,400,200,true");
    assertEquals("iVBORw==", picture.get("value"));
    assertTrue(archives.drawn.dark());
    List<?> events = (List<?>) exec("listEvents", "0,\"\",10").get("value");
    assertEquals("why 2", ((Map<?, ?>) events.getFirst()).get("text"));
    assertEquals(1, ((List<?>) exec("listEvents", "2,\"\",10").get("value")).size());
    assertEquals(1, ((List<?>) exec("listIds", "\"service/\"").get("value")).size());
    assertEquals(2, ((List<?>) exec("list", "\"\",10").get("value")).size());
    assertEquals("<rrd>director</rrd>", exec("exportXml", "\"director\"").get("value"));
  }

  @Test
  void takingInAnArchiveNeedsCredentials() throws Exception {
    assertEquals(403L, exec("importXml", "\"director\",\"<rrd/>\"").get("status"));
    assertEquals(List.of(), archives.imported);
  }

  @Test
  void whatOnlyReadsIsKnownWithAndWithoutTheTypesOfItsArguments() throws Exception {
    var policy = new OperatorRestrictor(JolokiaEndpoint.policy());
    assertTrue(policy.isOperationAllowed(BeanNames.archive(), "listIds"));
    assertTrue(policy.isOperationAllowed(BeanNames.archive(), "listIds(java.lang.String)"));
    assertFalse(policy.isOperationAllowed(BeanNames.archive(), "importXml"));
    assertFalse(policy.isOperationAllowed(BeanNames.director(), "listIds"));
  }

  @Test
  void argumentsOutOfRangeAndUnknownArchivesAreRefusedInWords() {
    ArchiveMXBean bean = registry.archive();
    refused("mostValues", () -> bean.fetch("director", "AVERAGE", 0, 1, 0));
    refused("AVERAGE or MAX", () -> bean.fetch("director", "MIN", 0, 1, 1));
    refused("limit", () -> bean.listEvents(0, "", 10_001));
    refused("no archive 'x'", () -> bean.fetch("x", "max", 0, 1, 1));
    refused("no archive 'x'", () -> bean.listTopics("x"));
  }

  private static void refused(String words, Runnable call) {
    var refused = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  @Test
  void healthIsInAttributes() {
    ArchiveMXBean bean = registry.archive();
    Object[] shown = {
      bean.getRecording(),
      bean.getFolder(),
      bean.getArchives(),
      bean.getLiveArchives(),
      bean.getSizeBytes(),
      bean.getLimitBytes(),
      bean.getSamples(),
      bean.getLastSampleEpochMillis(),
      bean.getLastSyncEpochMillis(),
      bean.getLagSeconds(),
      bean.getErrors(),
      bean.getSetAside(),
      bean.getLastError()
    };
    Object[] wanted = {
      1, "/a", 2, 1, 3_000L, 9_000L, 77L, 1_700_000_000_000L, 0L, 2.5, 4L, 1L, "full"
    };
    assertArrayEquals(wanted, shown);
  }
}
