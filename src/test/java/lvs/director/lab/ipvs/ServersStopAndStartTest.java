package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.lab.Await;
import lvs.director.lab.uml.RealServers;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeClient.Load.Heard;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What clients see while real servers stop and start, are drained and get other weights: failures
 * only between a server's end and its leaving the table, and none afterwards.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class ServersStopAndStartTest {
  private static final String VIRTUAL = "10.77.0.100";
  private static final int HTTP = 80;

  /** Where a server can fail its check while it goes on serving. */
  private static final int HEALTH = 9000;

  /** Requests that show how it goes on. */
  private static final int MORE = 30;

  /**
   * A check interval, one more try, and what a machine with one processor that shares two with
   * others may add.
   */
  private static final Duration DETECTED = Duration.ofMillis(500 + 200 + 5_000);

  private static final List<String> OFTEN =
      List.of("protocol TCP", "delay_loop 0.5", "retry 1", "delay_before_retry 0.2");

  @TempDir static Path folder;
  private static UserModeMachine machine;
  private static UserModeHost clients;
  private static UserModeClient client;
  private static Director director;
  private static final List<UserModeHost> REALS = new ArrayList<>();
  private static final List<UserModeServer> SERVERS = new ArrayList<>();
  private static UserModeServer health;

  /** The virtual services by port. */
  enum Service {
    REMOVE("HTTP_GET {\nurl {\npath /\nstatus_code 200\n}\n}"),
    INHIBIT("TCP_CHECK {\n}", "inhibit_on_failure"),
    REMOVE_BY_OTHER_PORT("TCP_CHECK {\nconnect_port " + HEALTH + "\n}"),
    INHIBIT_BY_OTHER_PORT("TCP_CHECK {\nconnect_port " + HEALTH + "\n}", "inhibit_on_failure"),
    WEIGHTS(""),
    DRAINED("");

    final String check;
    final List<String> more;

    Service(String check, String... more) {
      this.check = check;
      this.more = List.of(more);
    }

    int port() {
      return 8001 + ordinal();
    }

    UserModeClient.Path path() {
      return to(VIRTUAL, port());
    }

    String shown() {
      return "TCP " + VIRTUAL + ":" + port();
    }

    /** The kernel then sees only the client's side, and soon forgets what that side closed. */
    boolean direct() {
      return this == DRAINED;
    }

    String address(int real) {
      UserModeHost host = REALS.get(real);
      return direct() ? host.ipv4(0) + ":" + port() : host.ipv4(1) + ":" + HTTP;
    }
  }

  @BeforeAll
  static void everythingRuns() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 512);
    UserModeNetwork network =
        UserModeNetwork.of(machine, 2, "client", "director", "real1", "real2", "sorry");
    UserModeHost directorHost = network.host("director");
    directorHost.forwards();
    directorHost.virtualAddresses(0, VIRTUAL);
    for (String name : List.of("real1", "real2", "sorry")) {
      UserModeHost host = network.host(name);
      RealServers.nat(host, directorHost, 1);
      RealServers.directRouting(host, VIRTUAL);
      SERVERS.add(
          new UserModeServer(host, name, "tcp/::/" + HTTP, "tcp/::/" + Service.DRAINED.port()));
      REALS.add(host);
    }
    health = new UserModeServer(REALS.get(0), "health", "tcp/::/" + HEALTH);
    new UserModeServer(REALS.get(1), "health", "tcp/::/" + HEALTH);
    clients = network.host("client");
    client = new UserModeClient(clients);
    director = Director.start(directorHost, folder.resolve("director"), configuration(1));
  }

  /**
   * @param weight of the first server of the last service
   */
  private static String configuration(int weight) {
    StringBuilder text = new StringBuilder("global_defs {\nlvs_timeouts tcpfin 1\n}\n");
    for (Service service : Service.values()) {
      List<String> keywords = new ArrayList<>(OFTEN);
      keywords.add(service == Service.WEIGHTS ? "lvs_sched wrr" : "lvs_sched rr");
      keywords.add("lvs_method " + (service.direct() ? "DR" : "NAT"));
      keywords.addAll(service.more);
      if (service == Service.REMOVE) {
        keywords.add("sorry_server " + service.address(2).replace(":", " "));
      }
      int first = service == Service.WEIGHTS ? weight : 1;
      text.append(
          Text.virtualServer(
              VIRTUAL + " " + service.port(),
              keywords,
              List.of(realServer(service, 0, first), realServer(service, 1, 1))));
    }
    return text.toString();
  }

  private static String realServer(Service service, int real, int weight) {
    String where = service.address(real).replace(":", " ");
    return Text.realServer(where, "weight " + weight, service.check);
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

  @BeforeEach
  void allServersAreUp() {
    for (Service service : Service.values()) {
      awaitWeights(service, 1, 1);
    }
  }

  /** Of the two real servers; -1 is one that is not in the table. */
  private static void awaitWeights(Service service, int first, int second) {
    director.awaitTable(
        service + " with weights " + first + " and " + second,
        table ->
            table.weight(service.shown(), service.address(0)) == first
                && table.weight(service.shown(), service.address(1)) == second);
  }

  private static void awaitSorryServer(boolean there) {
    director.awaitTable(
        there ? "the sorry server" : "the sorry server's end",
        table ->
            table.server(Service.REMOVE.shown(), Service.REMOVE.address(2)).isPresent() == there);
  }

  @Test
  void clientsMeetAStoppedServerOnlyUntilItIsRemovedOrQuiesced() {
    try (UserModeClient.Load remove = UserModeClient.load(clients, Service.REMOVE.path());
        UserModeClient.Load inhibit = UserModeClient.load(clients, Service.INHIBIT.path())) {
      awaitMore(remove);
      awaitMore(inhibit);
      SERVERS.get(0).stop();
      awaitWeights(Service.REMOVE, -1, 1);
      int removed = remove.heard().size();
      awaitWeights(Service.INHIBIT, 0, 1);
      int inhibited = inhibit.heard().size();
      assertServes(remove, removed, Set.of("real2"));
      assertServes(inhibit, inhibited, Set.of("real2"));

      SERVERS.get(0).start();
      awaitWeights(Service.REMOVE, 1, 1);
      awaitWeights(Service.INHIBIT, 1, 1);
      assertServes(remove, remove.heard().size(), Set.of("real1", "real2"));
      assertServes(inhibit, inhibit.heard().size(), Set.of("real1", "real2"));
      tell("remove", assertBrief(remove));
      tell("inhibit", assertBrief(inhibit));
    }
  }

  @Test
  void theSorryServerServesWhileNobodyElseDoes() {
    try (UserModeClient.Load load = UserModeClient.load(clients, Service.REMOVE.path())) {
      awaitMore(load);
      SERVERS.get(0).stop();
      SERVERS.get(1).stop();
      awaitSorryServer(true);
      awaitWeights(Service.REMOVE, -1, -1);
      assertServes(load, load.heard().size(), Set.of("sorry"));
      SERVERS.get(1).start();
      awaitWeights(Service.REMOVE, -1, 1);
      awaitSorryServer(false);
      assertServes(load, load.heard().size(), Set.of("real2"));
      SERVERS.get(0).start();
      awaitWeights(Service.REMOVE, 1, 1);
      assertServes(load, load.heard().size(), Set.of("real1", "real2"));
      tell("sorry server", failures(load).size() + " of " + load.heard().size());
    }
  }

  @Test
  void establishedConnectionsOutliveAFailedCheck() {
    String removed = holdOnFirst(Service.REMOVE_BY_OTHER_PORT);
    String inhibited = holdOnFirst(Service.INHIBIT_BY_OTHER_PORT);
    health.stop();
    awaitWeights(Service.REMOVE_BY_OTHER_PORT, -1, 1);
    awaitWeights(Service.INHIBIT_BY_OTHER_PORT, 0, 1);
    assertEquals("real1", client.again(inhibited), "quiesced: " + director.evidence());
    List<String> second = Collections.nCopies(4, "real2");
    assertEquals(second, client.tcp(4, Service.REMOVE_BY_OTHER_PORT.path()));
    assertEquals(second, client.tcp(4, Service.INHIBIT_BY_OTHER_PORT.path()));
    health.start();
    awaitWeights(Service.REMOVE_BY_OTHER_PORT, 1, 1);
    awaitWeights(Service.INHIBIT_BY_OTHER_PORT, 1, 1);
    assertEquals("real1", client.again(removed), "removed and back: " + director.evidence());
    assertEquals("real1", client.again(inhibited), director.evidence());
    client.drop(List.of(removed, inhibited));
  }

  @Test
  void otherWeightsByReloadDisturbNobody() {
    String held = holdOnFirst(Service.WEIGHTS);
    try (UserModeClient.Load load = UserModeClient.load(clients, Service.WEIGHTS.path())) {
      awaitMore(load);
      director.reload(configuration(3));
      awaitWeights(Service.WEIGHTS, 3, 1);
      assertServes(load, load.heard().size(), Set.of("real1", "real2"));
      assertThreeToOne(load.heard().subList(load.heard().size() - 20, load.heard().size()));
      director.reload(configuration(0));
      awaitWeights(Service.WEIGHTS, 0, 1);
      assertServes(load, load.heard().size(), Set.of("real2"));
      assertEquals("real1", client.again(held), "drained: " + director.evidence());
      client.drop(List.of(held));
      director.awaitTable(
          "no connection left on the drained server",
          table ->
              table
                  .server(Service.WEIGHTS.shown(), Service.WEIGHTS.address(0))
                  .filter(real -> real.active() == 0)
                  .isPresent());
      director.reload(configuration(1));
      awaitWeights(Service.WEIGHTS, 1, 1);
      assertServes(load, load.heard().size(), Set.of("real1", "real2"));
      assertEquals(List.of(), failures(load), director.evidence());
    }
  }

  @Test
  void aDrainedServerIsTakenOutWhenItsLastClientHasGone() {
    String held = holdOnFirst(Service.DRAINED);
    String shown = "10.77.0.100:" + Service.DRAINED.port();
    String real = Service.DRAINED.address(0);
    String told = director.command("drain", shown, real, "--then-remove", "--deadline", "10m");
    awaitWeights(Service.DRAINED, 0, 1);
    assertEquals(Collections.nCopies(4, "real2"), client.tcp(4, Service.DRAINED.path()), told);
    assertEquals("real1", client.again(held), told);
    assertEquals(0, director.table().weight(Service.DRAINED.shown(), real), director::evidence);
    client.drop(List.of(held));
    awaitWeights(Service.DRAINED, -1, 1);
    director.command("enable", shown, real);
    awaitWeights(Service.DRAINED, 1, 1);
    Set<String> both = Set.of("real1", "real2");
    assertEquals(both, Set.copyOf(client.tcp(4, Service.DRAINED.path())), director::evidence);
  }

  /** In each round of four, three for the first. */
  private static void assertThreeToOne(List<Heard> heard) {
    for (int i = 0; i + 4 <= heard.size(); i++) {
      long first =
          heard.subList(i, i + 4).stream().filter(each -> each.answer().equals("real1")).count();
      assertEquals(3, first, heard::toString);
    }
  }

  /** In turn, so that one of two connections goes to the first server; its label. */
  private static String holdOnFirst(Service service) {
    List<String> labels = List.of(service + "-a", service + "-b");
    int first = client.hold(labels, service.path()).indexOf("real1");
    assertTrue(first >= 0, director::evidence);
    client.drop(List.of(labels.get(1 - first)));
    return labels.get(first);
  }

  private static void awaitMore(UserModeClient.Load load) {
    awaitSize(load, load.heard().size() + MORE);
  }

  private static void awaitSize(UserModeClient.Load load, int size) {
    Await.until(
        Director.LIMIT,
        () -> size + " answers: " + load.heard() + "\n" + director.evidence(),
        () -> load.heard().size() >= size);
  }

  /**
   * From now on only these servers answer, each of them, and nothing fails; but for one request
   * that may have been on its way.
   */
  private static void assertServes(UserModeClient.Load load, int from, Set<String> servers) {
    awaitSize(load, from + 1 + MORE);
    List<Heard> heard = load.heard();
    Set<String> found =
        heard.subList(from + 1, heard.size()).stream()
            .map(Heard::answer)
            .collect(Collectors.toSet());
    assertEquals(servers, found, () -> tail(heard, from) + "\n" + director.evidence());
  }

  private static String tail(List<Heard> heard, int from) {
    return heard.subList(Math.max(0, from - 5), heard.size()).toString();
  }

  private static List<Heard> failures(UserModeClient.Load load) {
    return load.heard().stream().filter(Heard::failed).toList();
  }

  /** What clients saw, which differs from run to run. */
  private static void tell(String what, String failed) {
    System.out.println(what + " under load: failed requests: " + failed);
  }

  /** Something failed, but no longer than it takes to detect the end of a server. */
  private static String assertBrief(UserModeClient.Load load) {
    List<Heard> failed = failures(load);
    assertTrue(!failed.isEmpty(), "a stopped server cannot be seen before it is checked");
    long millis = failed.getLast().atMillis() - failed.getFirst().atMillis();
    assertTrue(millis <= DETECTED.toMillis(), millis + " ms: " + failed);
    return "%d of %d within %d ms".formatted(failed.size(), load.heard().size(), millis);
  }
}
