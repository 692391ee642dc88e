package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lvs.director.port.Event.Severity;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;

/** The JSON that pages and scripts read, name by name, and that the document has every name. */
class ContractTest extends ConsoleTestBase {
  private static final String ROW =
      "id name scheduler forwarding persistenceSeconds up sorryServing suspended serversUp servers"
          + " weightUp quorum connections inBytes outBytes active inactive worst";

  private static void assertNames(String names, Object object) {
    assertEquals(
        new TreeSet<>(List.of(names.split(" "))), new TreeSet<>(((Map<?, ?>) object).keySet()));
  }

  private static Map<?, ?> first(Object list) {
    return (Map<?, ?>) ((List<?>) list).getFirst();
  }

  @Test
  void theOverviewHasItsNames() throws Exception {
    Map<String, Object> overview = console.json("overview");
    assertNames(
        "now director routers groups trackers counts refused traffic mail archive", overview);
    assertNames(
        "name version startedEpochMillis plane planeReason configurationFile warnings reloadError"
            + " checksRunning checkLatenessP99Millis advertisementLatenessP99Millis eventsQueued"
            + " heapBytes",
        overview.get("director"));
    assertNames(
        "name state priority basePriority sinceEpochMillis reason interface vrid addresses master"
            + " masterIsUs masterPriority held handingOver faults problems group leaseSeconds peers"
            + " transitions advertisementsSent advertisementsReceived archive",
        first(overview.get("routers")));
    assertNames(
        "address priority heardEpochMillis differences",
        first(first(overview.get("routers")).get("peers")));
    assertNames("name state sinceEpochMillis reason routers", first(overview.get("groups")));
    assertNames("kind name up known detail lastEpochMillis", first(overview.get("trackers")));
    assertNames(
        "services servicesUp servicesDown servicesSuspended servers serversUp serversDown"
            + " serversSuspended drift refused",
        overview.get("counts"));
    assertNames("what why", first(overview.get("refused")));
    assertNames(
        "connections inBytes outBytes inPackets outPackets active", overview.get("traffic"));
    assertNames(
        "configured queued queueAgeSeconds sent failures dropped lastError"
            + " silencedUntilEpochMillis silenceReason",
        overview.get("mail"));
    assertNames("recording lagSeconds errors lastError sizeBytes", overview.get("archive"));
  }

  @Test
  void theOverviewTellsWhatTheDirectorKnows() throws Exception {
    Map<String, Object> overview = console.json("overview");
    Map<?, ?> router = first(overview.get("routers"));
    assertEquals("VI_1", router.get("name"));
    assertEquals("MASTER", router.get("state"));
    assertEquals(true, router.get("masterIsUs"));
    assertEquals(102L, router.get("priority"));
    assertEquals(100L, router.get("basePriority"));
    assertEquals("router/VI_1", router.get("archive"));
    assertEquals(List.of("192.0.2.10/24"), router.get("addresses"));
    assertEquals(StagedDirector.STARTED_MILLIS + 1000, router.get("sinceEpochMillis"));
    Map<?, ?> counts = (Map<?, ?>) overview.get("counts");
    assertEquals(2L, counts.get("services"));
    assertEquals(3L, counts.get("servers"));
    Map<?, ?> traffic = (Map<?, ?>) overview.get("traffic");
    assertEquals(1.5, traffic.get("connections"));
    assertEquals(400.0, traffic.get("inBytes"));
    assertEquals(3L, traffic.get("active"));
    assertNull(((Map<?, ?>) overview.get("mail")).get("silencedUntilEpochMillis"));
  }

  @Test
  void aServiceHasItsNames() throws Exception {
    assertNames("total page size services", console.json("services"));
    assertNames(ROW, first(console.json("services").get("services")));
    Map<String, Object> service = console.json("services/" + StagedConsole.WEB);
    assertNames(ROW + " sinceEpochMillis archive virtuals sorryServer serverList", service);
    Map<?, ?> server = first(service.get("serverList"));
    assertNames(
        "id endpoint archive up inService weight configuredWeight forwarding reason"
            + " sinceEpochMillis transitions override drain active inactive persistent connections"
            + " inBytes outBytes checks",
        server);
    Map<?, ?> check = first(server.get("checks"));
    assertNames(
        "id keyword target state failuresInARow runs failures latenessMillis certificateDaysLeft"
            + " last",
        check);
    assertNames("good reason tookMillis epochMillis", first(check.get("last")));
    assertEquals("server/tcp_10.0.0.1_80/10.0.0.2_80", server.get("archive"));
    assertEquals("10.0.0.2:80", check.get("target"));
    assertEquals(0.4, first(check.get("last")).get("tookMillis"));
    assertNull(server.get("override"));
    assertNull(server.get("drain"));
  }

  @Test
  void aDrainIsShownWithItsEndAndItsReason() throws Exception {
    console.director.drainAndRemove(
        StagedConsole.WEB,
        StagedConsole.SERVER,
        "kernel update",
        Optional.empty(),
        Optional.of(Duration.ofSeconds(60)));
    Map<?, ?> server = first(console.json("services/" + StagedConsole.WEB).get("serverList"));
    Map<?, ?> override = (Map<?, ?>) server.get("override");
    assertNames("standing reason expiresEpochMillis weight removes", override);
    assertEquals("DRAINING", override.get("standing"));
    assertEquals("kernel update", override.get("reason"));
    assertEquals(true, override.get("removes"));
    assertNull(override.get("weight"));
    assertEquals(StagedDirector.STARTED_MILLIS + 61_000, override.get("expiresEpochMillis"));
    assertEquals(Map.of("connectionsLeft", 17L, "secondsLeft", 130L), server.get("drain"));
  }

  @Test
  void aServiceIsFoundByItsNameToo() throws Exception {
    assertEquals(StagedConsole.WEB, console.json("services/TCP%2010.0.0.1:80").get("id"));
  }

  @Test
  void eventsComeNewestFirstAndInPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      happen("SERVER_DOWN", i % 2 == 0 ? "even" : "odd", "10.0.0.2:80");
    }
    List<?> all = (List<?>) console.json("events").get("events");
    assertNames("number epochMillis severity kind subject server text", all.getFirst());
    assertEquals(List.of(5L, 4L, 3L, 2L, 1L), numbers("events"));
    assertEquals(List.of(3L, 2L), numbers("events?before=4&limit=2"));
    assertEquals(List.of(4L, 2L), numbers("events?subject=odd"));
  }

  private List<Object> numbers(String path) throws Exception {
    List<Object> numbers = new ArrayList<>();
    ((List<?>) console.json(path).get("events"))
        .forEach(event -> numbers.add(((Map<?, ?>) event).get("number")));
    return numbers;
  }

  private void happen(String kind, String subject, String server) {
    console.events.happen(
        StagedDirector.STARTED_MILLIS, Severity.INFO, kind, subject, server, kind + " happened");
  }

  @Test
  void aSeriesHasOneRowANameAndNullWhereNothingWasRecorded() throws Exception {
    Map<String, Object> series =
        console.json("series?archive=director&from=1700000000&to=1700036000&points=100");
    assertNames("start step names values marks", series);
    List<?> names = (List<?>) series.get("names");
    List<?> values = (List<?>) series.get("values");
    assertEquals(names.size(), values.size());
    List<?> row = (List<?>) values.getFirst();
    assertTrue(row.size() <= 100, row.size() + " points");
    assertTrue(row.contains(null), "a gap");
    assertTrue(row.stream().anyMatch(Double.class::isInstance), "a number");
  }

  @Test
  void marksAreWhatHappenedToTheObjectAndEveryFailover() throws Exception {
    happen("SERVER_DOWN", StagedConsole.WEB, "10.0.0.2:80");
    happen("SERVER_DOWN", StagedConsole.WEB, "10.0.0.3:80");
    happen("QUORUM_LOST", StagedConsole.WEB, "");
    happen("SERVER_DOWN", "another", "10.0.0.2:80");
    happen("CHECK_FAILED", StagedConsole.WEB, "10.0.0.2:80");
    happen("ROUTER_MASTER", "VI_1", "");
    happen("PRIORITY_CHANGED", "VI_1", "");
    happen("DIRECTOR_STARTED", "", "");
    String server = "server/" + StagedConsole.WEB + "/10.0.0.2_80";
    assertEquals(
        List.of("10.0.0.2:80", "10.0.0.3:80", "", "VI_1", "director"),
        marks("service/" + StagedConsole.WEB));
    assertEquals(List.of("10.0.0.2:80", "", "VI_1", "director"), marks(server));
    assertEquals(List.of("VI_1", "director"), marks("router/VI_1"));
    assertEquals(List.of("", "VI_1", "director"), marks("director"));
  }

  /** Of servers their address, of others the subject. */
  private List<Object> marks(String archive) throws Exception {
    List<Object> subjects = new ArrayList<>();
    String path = "series?from=1699990000&to=1700000100&archive=" + archive;
    for (Object mark : (List<?>) console.json(path).get("marks")) {
      assertNames("epochMillis severity kind subject server text", mark);
      Map<?, ?> event = (Map<?, ?>) mark;
      String subject = (String) event.get("subject");
      boolean ofService = subject.equals(StagedConsole.WEB);
      subjects.add(ofService ? event.get("server") : subject.isEmpty() ? "director" : subject);
    }
    return subjects;
  }

  @Test
  void archivesAreListedByOwner() throws Exception {
    List<?> archives =
        (List<?>) console.json("archives?owner=" + StagedConsole.WEB).get("archives");
    assertEquals(3, archives.size());
    assertNames("id subject owner server live", archives.getFirst());
  }

  @Test
  void aMailSilenceIsShown() throws Exception {
    console.mail.silence(Duration.ofMinutes(5), "moving");
    Map<?, ?> mail = (Map<?, ?>) console.json("overview").get("mail");
    assertEquals(StagedDirector.STARTED_MILLIS + 300_000, mail.get("silencedUntilEpochMillis"));
    assertEquals("moving", mail.get("silenceReason"));
  }

  /** People script against it. */
  @Test
  void theDocumentHasEveryName() throws Exception {
    String document = Files.readString(Path.of("docs/console.md"));
    Set<String> names = new TreeSet<>();
    console.director.drain(StagedConsole.WEB, StagedConsole.SERVER, "", Optional.empty());
    happen("ROUTER_MASTER", "VI_1", "");
    collect(console.json("session"), names);
    collect(console.json("overview"), names);
    collect(console.json("services"), names);
    collect(console.json("services/" + StagedConsole.WEB), names);
    collect(console.json("events"), names);
    collect(console.json("series?archive=director"), names);
    collect(console.json("archives"), names);
    names.removeIf(name -> document.contains("`" + name + "`"));
    assertEquals(Set.of(), names);
  }

  private static void collect(Object value, Set<String> names) {
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            names.add((String) name);
            collect(member, names);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(element -> collect(element, names));
    }
  }
}
