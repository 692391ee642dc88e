package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lvs.director.lab.Await;
import lvs.director.lab.uml.RealServers;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each scheduler promises, seen by clients: all of them in one configuration, each with its
 * own virtual services, three real servers behind it. Connections are held where a scheduler counts
 * them. Thresholds and persistence, which decide before the scheduler does, are here as well.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class SchedulersTest {
  private static final String VIRTUAL = "10.77.0.100";

  /** Two whole blocks of 16, so that persistence can be seen to join one and part both. */
  private static final List<String> SOURCES =
      IntStream.range(208, 240).mapToObj(n -> "10.77.0." + n).toList();

  /** Services of many addresses, for the schedulers that look at the destination. */
  private static final Map<String, Integer> MARKS = Map.of("dh", 1, "lblc", 2, "lblcr", 3);

  private static final String MANY_ADDRESSES =
      """
      tc qdisc add dev eth0 ingress
      for mark in 1 2 3; do
        block=10.78.$mark.0/24
        ip route add local $block dev lo
        tc filter add dev eth0 ingress protocol ip flower dst_ip $block action skbedit mark $mark
      done
      """;

  private static final AtomicInteger NEXT = new AtomicInteger();

  @TempDir static Path folder;
  private static UserModeMachine machine;
  private static UserModeHost directorHost;
  private static List<UserModeHost> reals;
  private static UserModeClient client;
  private static Director director;
  private final List<Held> held = new ArrayList<>();

  /** A connection that a client keeps, and the server that it reached. */
  private record Held(String label, UserModeClient.Path path, String server) {}

  /** The virtual services by port; weights are those of the three real servers in their order. */
  enum Service {
    RR("rr", 1, 1, 1),
    WRR("wrr", 3, 2, 1),
    LC("lc", 5, 1, 1),
    WLC("wlc", 3, 2, 1),
    SED("sed", 3, 2, 1),
    NQ("nq", 3, 2, 1),
    SH("sh", 1, 1, 1),
    MH("mh", 1, 1, 1),
    FO("fo", 2, 3, 1),
    OVF("ovf", 2, 3, 1),
    LIMITED("rr", 1, 1, 1),
    PERSISTENT("rr", 1, 1, 1),
    PERSISTENT_BLOCKS("rr", 1, 1, 1);

    final String scheduler;
    final int[] weights;

    Service(String scheduler, int... weights) {
      this.scheduler = scheduler;
      this.weights = weights;
    }

    int port() {
      return 8001 + ordinal();
    }

    String shown() {
      return "TCP " + VIRTUAL + ":" + port();
    }

    /** The forwarding method that shows the kernel only the client's side of a connection. */
    boolean direct() {
      return ordinal() >= LIMITED.ordinal();
    }

    UserModeClient.Path path() {
      return to(VIRTUAL, port());
    }

    UserModeClient.Path from(String source) {
      return to(VIRTUAL, port(), source);
    }
  }

  @BeforeAll
  static void everythingRuns() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 512);
    UserModeNetwork network =
        UserModeNetwork.of(machine, 2, "client", "director", "real1", "real2", "real3");
    directorHost = network.host("director");
    reals = List.of(network.host("real1"), network.host("real2"), network.host("real3"));
    directorHost.forwards();
    directorHost.virtualAddresses(0, VIRTUAL);
    directorHost.sh(MANY_ADDRESSES);
    director = Director.start(directorHost, folder.resolve("director"), configuration());
    reals.forEach(SchedulersTest::realServer);
    UserModeHost clients = network.host("client");
    clients.virtualAddresses(0, SOURCES.toArray(String[]::new));
    clients.sh("ip route add 10.78.0.0/16 via " + directorHost.ipv4(0));
    client = new UserModeClient(clients);
    int services = Service.values().length + MARKS.size();
    director.awaitTable(
        "all services with three servers",
        table -> table.services().size() == services && table.servers().size() == 3 * services);
  }

  private static void realServer(UserModeHost real) {
    RealServers.nat(real, directorHost, 1);
    RealServers.directRouting(real, VIRTUAL);
    List<String> endpoints = new ArrayList<>(List.of("tcp/::/80"));
    for (Service service : Service.values()) {
      if (service.direct()) {
        endpoints.add("tcp/::/" + service.port());
      }
    }
    new UserModeServer(real, real.name(), endpoints.toArray(String[]::new));
  }

  /** A short FIN_WAIT, in which the kernel leaves what it sees only one side of. */
  private static String configuration() {
    StringBuilder text = new StringBuilder("global_defs {\nlvs_timeouts tcpfin 1\n}\n");
    for (Service service : Service.values()) {
      text.append(virtualServer(service));
    }
    for (String scheduler : MARKS.keySet()) {
      List<String> servers =
          reals.stream().map(r -> Text.realServer(r.ipv4(1) + " 0", "weight 2")).toList();
      List<String> keywords = List.of("lvs_sched " + scheduler, "lvs_method NAT");
      text.append(Text.virtualServer("fwmark " + MARKS.get(scheduler), keywords, servers));
    }
    return text.toString();
  }

  private static String virtualServer(Service service) {
    List<String> keywords = new ArrayList<>();
    keywords.add("lvs_sched " + service.scheduler);
    keywords.add("lvs_method " + (service.direct() ? "DR" : "NAT"));
    keywords.add("protocol TCP");
    if (service.name().startsWith("PERSISTENT")) {
      keywords.add("persistence_timeout 4");
    }
    if (service == Service.PERSISTENT_BLOCKS) {
      keywords.add("persistence_granularity 255.255.255.240");
    }
    List<String> servers = new ArrayList<>();
    for (int i = 0; i < reals.size(); i++) {
      servers.add(
          Text.realServer(
              address(service, i).replace(":", " "),
              "weight " + service.weights[i],
              limits(service, i)));
    }
    return Text.virtualServer(VIRTUAL + " " + service.port(), keywords, servers);
  }

  private static String limits(Service service, int real) {
    boolean limited = service == Service.LIMITED && real == 0 || service == Service.FO && real == 1;
    return limited ? "uthreshold 3\nlthreshold 2" : "";
  }

  private static String address(Service service, int real) {
    return service.direct()
        ? reals.get(real).ipv4(0) + ":" + service.port()
        : reals.get(real).ipv4(1) + ":80";
  }

  @AfterAll
  static void everythingEnds() {
    if (director != null) {
      director.close();
    }
    if (machine != null) {
      machine.close();
    }
  }

  @AfterEach
  void connectionsEnd() {
    drop(List.copyOf(held));
  }

  @Test
  void rrTakesServersInTurn() {
    List<String> answers = client.tcp(9, Service.RR.path());
    assertEquals(Map.of("real1", 3, "real2", 3, "real3", 3), counts(answers), director::evidence);
    for (int i = 3; i < answers.size(); i++) {
      assertEquals(answers.get(i - 3), answers.get(i), answers::toString);
    }
  }

  @Test
  void wrrGivesTurnsByWeightInEveryRound() {
    List<String> answers = client.tcp(18, Service.WRR.path());
    for (int i = 0; i + 6 <= answers.size(); i++) {
      assertEquals(
          Map.of("real1", 3, "real2", 2, "real3", 1),
          counts(answers.subList(i, i + 6)),
          answers::toString);
    }
  }

  @Test
  void lcTakesTheServerWithFewestConnectionsWhateverItsWeight() {
    List<String> answers = hold(6, Service.LC.path());
    assertEquals(Map.of("real1", 2, "real2", 2, "real3", 2), counts(answers), director::evidence);
    dropOne(Service.LC, "real2");
    awaitActive(Service.LC.shown(), "real2", 1);
    assertEquals("real2", hold(Service.LC.path()), director::evidence);
  }

  @Test
  void wlcTakesTheServerWithFewestConnectionsForItsWeight() {
    List<String> answers = hold(6, Service.WLC.path());
    assertEquals(Map.of("real1", 3, "real2", 2, "real3", 1), counts(answers), director::evidence);
    dropOne(Service.WLC, "real3");
    awaitActive(Service.WLC.shown(), "real3", 0);
    assertEquals("real3", hold(Service.WLC.path()), director::evidence);
  }

  @Test
  void sedTakesTheServerThatWillServeSoonestEvenWhileAnotherIsIdle() {
    List<String> answers = hold(6, Service.SED.path());
    assertEquals(List.of("real1", "real2", "real1"), answers.subList(0, 3), director::evidence);
    assertEquals(Map.of("real1", 3, "real2", 2, "real3", 1), counts(answers), director::evidence);
  }

  @Test
  void nqLetsNobodyWaitWhileAServerIsIdle() {
    List<String> answers = hold(4, Service.NQ.path());
    assertEquals(
        Set.of("real1", "real2", "real3"), Set.copyOf(answers.subList(0, 3)), director::evidence);
    assertEquals("real1", answers.get(3), "then as sed: " + director.evidence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SH", "MH"})
  void aSourceStaysWithItsServerAndSourcesSpread(String name) {
    Service service = Service.valueOf(name);
    Map<String, String> first = bySource(service);
    assertEquals(first, bySource(service), director::evidence);
    assertEquals(Set.of("real1", "real2", "real3"), Set.copyOf(first.values()), first::toString);
  }

  @Test
  void dhSendsADestinationToItsServerWhoeverAsks() {
    List<UserModeClient.Path> paths = new ArrayList<>();
    List<UserModeClient.Path> others = new ArrayList<>();
    for (int n = 1; n <= 16; n++) {
      paths.add(to("10.78.1." + n, 80));
      others.add(to("10.78.1." + n, 80, SOURCES.get(n)));
    }
    List<String> first = client.tcp(paths);
    List<String> second = client.tcp(others);
    assertEquals(first, second, director::evidence);
    assertEquals(Set.of("real1", "real2", "real3"), Set.copyOf(first), first::toString);
  }

  @Test
  void foTakesTheHeaviestUntilItTakesNoMore() {
    assertEquals(
        List.of("real2", "real2", "real2", "real1", "real1"),
        hold(5, Service.FO.path()),
        director::evidence);
  }

  /** It goes on to the next when a server has more connections than its weight. */
  @Test
  void ovfFillsTheHeaviestUntilItsWeightIsExceededAndThenTheNext() {
    List<String> answers = hold(10, Service.OVF.path());
    List<String> wanted = new ArrayList<>();
    wanted.addAll(Collections.nCopies(4, "real2"));
    wanted.addAll(Collections.nCopies(3, "real1"));
    wanted.addAll(Collections.nCopies(2, "real3"));
    wanted.add("! Connection refused");
    assertEquals(wanted, answers, director::evidence);
  }

  @Test
  void lblcKeepsADestinationUntilItsServerIsOverloadedAndThenMovesIt() {
    String mine = "10.78.2.1";
    String home = hold(to(mine, 80));
    String other = hold(to("10.78.2.2", 80));
    assertNotEquals(home, other, "another destination goes where less is: " + director.evidence());
    assertEquals(List.of(home, home), hold(2, to(mine, 80)), director::evidence);
    String next = hold(to(mine, 80));
    assertNotEquals(home, next, "more connections than its weight: " + director.evidence());
    drop(heldBy(to(mine, 80), home));
    awaitActive("FWM 2", home, 0);
    assertEquals(next, hold(to(mine, 80)), "it has moved: " + director.evidence());
  }

  @Test
  void lblcrAddsAServerToAnOverloadedDestinationAndUsesAllOfThem() {
    String mine = "10.78.3.1";
    String home = hold(to(mine, 80));
    String other = hold(to("10.78.3.2", 80));
    assertNotEquals(home, other, "another destination goes where less is: " + director.evidence());
    assertEquals(List.of(home, home), hold(2, to(mine, 80)), director::evidence);
    String next = hold(to(mine, 80));
    assertNotEquals(home, next, "more connections than its weight: " + director.evidence());
    drop(heldBy(to(mine, 80), home));
    awaitActive("FWM 3", home, 0);
    assertEquals(home, hold(to(mine, 80)), "it has two servers: " + director.evidence());
  }

  @Test
  void aServerClosesAtItsUpperThresholdAndOpensBelowTheLower() {
    List<String> answers = hold(9, Service.LIMITED.path());
    assertEquals(Map.of("real1", 3, "real2", 3, "real3", 3), counts(answers), director::evidence);
    assertEquals(Set.of("real2", "real3"), Set.copyOf(hold(4, Service.LIMITED.path())));
    dropOne(Service.LIMITED, "real1");
    awaitConnections(2);
    assertEquals(Set.of("real2", "real3"), Set.copyOf(hold(4, Service.LIMITED.path())));
    dropOne(Service.LIMITED, "real1");
    awaitConnections(1);
    Set<String> found = Set.copyOf(hold(3, Service.LIMITED.path()));
    assertEquals(Set.of("real1", "real2", "real3"), found, director::evidence);
  }

  private void awaitConnections(int count) {
    director.awaitTable(
        count + " connections on the limited server",
        table ->
            table
                .server(Service.LIMITED.shown(), address(Service.LIMITED, 0))
                .filter(real -> real.active() + real.inactive() == count)
                .isPresent());
  }

  @Test
  void aPersistentClientStaysUntilItsTimeIsOver() {
    Service service = Service.PERSISTENT;
    List<String> first = client.tcp(3, service.from(SOURCES.get(0)));
    List<String> second = client.tcp(3, service.from(SOURCES.get(1)));
    assertEquals(1, Set.copyOf(first).size(), first::toString);
    assertEquals(1, Set.copyOf(second).size(), second::toString);
    assertNotEquals(first, second, director::evidence);
    Await.until(
        Director.LIMIT,
        () -> "the end of persistence\n" + director.connections(),
        () -> !director.connections().contains(" %04X ".formatted(service.port())));
    String later = client.tcp(1, service.from(SOURCES.get(0))).getFirst();
    assertEquals(3, Set.of(first.getFirst(), second.getFirst(), later).size(), "the third's turn");
  }

  @Test
  void persistenceCanJoinABlockOfClients() {
    Service service = Service.PERSISTENT_BLOCKS;
    Map<String, String> answers = bySource(service);
    Set<String> block = new HashSet<>();
    Set<String> nextBlock = new HashSet<>();
    for (int i = 0; i < SOURCES.size(); i++) {
      (i < 16 ? block : nextBlock).add(answers.get(SOURCES.get(i)));
    }
    assertEquals(1, block.size(), answers::toString);
    assertEquals(1, nextBlock.size(), answers::toString);
    assertNotEquals(block, nextBlock, answers::toString);
  }

  private static Map<String, String> bySource(Service service) {
    List<String> answers = client.tcp(SOURCES.stream().map(service::from).toList());
    Map<String, String> bySource = new TreeMap<>();
    for (int i = 0; i < SOURCES.size(); i++) {
      bySource.put(SOURCES.get(i), answers.get(i));
    }
    return bySource;
  }

  private static Map<String, Integer> counts(List<String> answers) {
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach(each -> counts.merge(each, 1, Integer::sum));
    return counts;
  }

  private String hold(UserModeClient.Path path) {
    return hold(1, path).getFirst();
  }

  private List<String> hold(int count, UserModeClient.Path path) {
    List<String> labels =
        IntStream.range(0, count).mapToObj(i -> "held" + NEXT.incrementAndGet()).toList();
    List<String> answers = client.hold(labels, path);
    for (int i = 0; i < count; i++) {
      held.add(new Held(labels.get(i), path, answers.get(i)));
    }
    return answers;
  }

  private List<Held> heldBy(UserModeClient.Path path, String server) {
    return held.stream()
        .filter(each -> each.path().equals(path) && each.server().equals(server))
        .toList();
  }

  private void drop(List<Held> some) {
    if (!some.isEmpty()) {
      client.drop(some.stream().map(Held::label).toList());
      held.removeAll(some);
    }
  }

  private void dropOne(Service service, String server) {
    drop(heldBy(service.path(), server).subList(0, 1));
  }

  private void awaitActive(String service, String server, int count) {
    int index = Integer.parseInt(server.substring("real".length())) - 1;
    director.awaitTable(
        service + " with " + count + " connections on " + server,
        table ->
            table.of(service).stream()
                .filter(each -> each.address().startsWith(reals.get(index).ipv4(1) + ":"))
                .anyMatch(each -> each.active() == count));
  }
}
