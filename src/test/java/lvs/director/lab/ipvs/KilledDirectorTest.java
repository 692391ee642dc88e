package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import lvs.director.lab.Await;
import lvs.director.lab.uml.RealServers;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a director leaves in the kernel when it ends, in any way, serves until the next start. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class KilledDirectorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 4;

  /** About as long as a director needs to apply it all: most kills come in the middle. */
  private static final int LONGEST_MILLIS = 60;

  private static final String VIRTUAL = "10.77.0.100";

  private static final List<String> FOREIGN =
      List.of("-A -t 192.0.2.99:99 -s rr", "-a -t 192.0.2.99:99 -r 10.8.0.1:99 -m -w 3");

  @TempDir static Path folder;

  private static UserModeMachine machine;

  @BeforeAll
  static void boot() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 700);
  }

  @AfterAll
  static void halt() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void aDirectorKilledWhileItAppliesALargePlanLeavesNothingThatTheNextStartDoesNotMend(
      TestReporter reporter) throws IOException {
    UserModeNetwork network = network();
    UserModeHost host = network.host("director");
    for (String rule : FOREIGN) {
      host.run(("ipvsadm " + rule).split(" "));
    }
    Random random = new Random(SEED);
    UserModeClient client = new UserModeClient(network.host("client"));
    int halfWay = 0;
    try (DirectorInside director = new DirectorInside(host, folder.resolve("large"))) {
      director.load(configuration(network, 0));
      awaitRules(director, rules(network, 0), "at the first start");
      assertEquals("web1", hold(client, "held"));
      for (int version = 1; version <= ROUNDS; version++) {
        String what = "seed " + SEED + ", version " + version;
        director.configure(configuration(network, version));
        killWhileItChanges(director, "HUP", random.nextInt(LONGEST_MILLIS));
        halfWay += isHalfWay(network, version) ? 1 : 0;
        assertEquals("web1", client.again("held"), what);
        if (version % 2 == 1) {
          director.begin();
          killWhileItChanges(director, "CONT", random.nextInt(LONGEST_MILLIS));
        }
        director.start();
        awaitRules(director, rules(network, version), what);
        assertEquals("web1", client.again("held"), what);
      }
    }
    reporter.publishEntry("kills in the middle of a change, of " + ROUNDS, "" + halfWay);
    assertTrue(halfWay > 0, "never killed in the middle");
  }

  /** SIGKILL so long after the first change that can be seen in the table. */
  private static void killWhileItChanges(DirectorInside director, String signal, int millis) {
    String script =
        """
        my ($pid, $signal, $millis) = @ARGV;
        sub table { open(my $in, '<', '/proc/net/ip_vs') or die $!; local $/; return <$in> }
        my ($before, $patience) = (table(), time + 20);
        kill $signal, $pid;
        select(undef, undef, undef, 0.002) while table() eq $before && time < $patience;
        select(undef, undef, undef, $millis / 1000);
        kill 'KILL', $pid;
        """;
    director.host().run("perl", "-e", script, director.pid(), signal, String.valueOf(millis));
    director.awaitEnd();
  }

  /** Whether the table is neither that of the version before nor that of the version. */
  private static boolean isHalfWay(UserModeNetwork network, int version) {
    UserModeHost host = network.host("director");
    return !unlike(host, rules(network, version)).isEmpty()
        && !unlike(host, rules(network, version - 1)).isEmpty();
  }

  @Test
  void noConnectionIsLostWhenADirectorStopsDiesReturnsOrReloads() throws IOException {
    UserModeNetwork network = network();
    UserModeHost host = network.host("director");
    UserModeClient client = new UserModeClient(network.host("client"));
    try (DirectorInside director = new DirectorInside(host, folder.resolve("small"))) {
      director.load(checked(network, 1));
      awaitRules(director, checkedRules(network, 1), "at the first start");
      Set<String> both = Set.of(hold(client, "one"), hold(client, "two"));
      assertEquals(Set.of("web1", "web2"), both);
      try (UserModeClient.Load load =
          UserModeClient.load(network.host("client"), UserModeClient.to(VIRTUAL, 80))) {
        director.command("stop", "--keep-table");
        director.awaitEnd();
        director.start();
        awaitServed(director, client, load, checkedRules(network, 1));
        director.kill();
        director.start();
        awaitServed(director, client, load, checkedRules(network, 1));
        director.load(checked(network, 3));
        awaitServed(director, client, load, checkedRules(network, 3));
        List<UserModeClient.Load.Heard> failed =
            load.heard().stream().filter(UserModeClient.Load.Heard::failed).toList();
        assertEquals(List.of(), failed, director.log());
      }
    }
  }

  private static String hold(UserModeClient client, String label) {
    return client.hold(label, UserModeClient.to(VIRTUAL, 80));
  }

  /** Both held connections and a good many new ones are answered, after the checks as well. */
  private static void awaitServed(
      DirectorInside director,
      UserModeClient client,
      UserModeClient.Load load,
      List<String> rules) {
    awaitRules(director, rules, "after a start or reload");
    int before = load.heard().size();
    Await.until(LIMIT, "50 requests", () -> load.heard().size() >= before + 50);
    awaitRules(director, rules, "after 50 requests");
    for (String label : List.of("one", "two")) {
      assertTrue(client.again(label).startsWith("web"), director.log());
    }
  }

  private static String checked(UserModeNetwork network, int weight) {
    StringBuilder text = new StringBuilder();
    text.append("virtual_server ").append(VIRTUAL).append(" 80 {\n");
    text.append("    delay_loop 1\n    lvs_sched rr\n    lvs_method NAT\n    protocol TCP\n");
    for (String web : List.of("web1", "web2")) {
      text.append("    real_server %s 80 {\n".formatted(network.host(web).ipv4(1)));
      text.append("        weight %d\n        TCP_CHECK {\n        }\n    }\n".formatted(weight));
    }
    return text.append("}\n").toString();
  }

  private static List<String> checkedRules(UserModeNetwork network, int weight) {
    List<String> rules = new ArrayList<>();
    rules.add("-A -t %s:80 -s rr".formatted(VIRTUAL));
    for (String web : List.of("web1", "web2")) {
      rules.add(
          "-a -t %s:80 -r %s:80 -m -w %d".formatted(VIRTUAL, network.host(web).ipv4(1), weight));
    }
    return rules;
  }

  private static UserModeNetwork network() {
    UserModeNetwork network = UserModeNetwork.of(machine, 2, "client", "director", "web1", "web2");
    UserModeHost director = network.host("director");
    director.forwards();
    director.sh("ip addr add %s/24 dev eth0".formatted(VIRTUAL));
    for (String web : List.of("web1", "web2")) {
      RealServers.nat(network.host(web), director, 1);
      new UserModeServer(network.host(web), web, "tcp/::/80");
    }
    return network;
  }

  private static String configuration(UserModeNetwork network, int version) {
    return new LargeTable(version).configuration()
        + """
        virtual_server %s 80 {
            lvs_sched rr
            lvs_method NAT
            protocol TCP
            real_server %s 80 {
            }
        }
        """
            .formatted(VIRTUAL, network.host("web1").ipv4(1));
  }

  private static List<String> rules(UserModeNetwork network, int version) {
    List<String> rules = new ArrayList<>(new LargeTable(version).rules());
    rules.add("-A -t %s:80 -s rr".formatted(VIRTUAL));
    rules.add("-a -t %s:80 -r %s:80 -m -w 1".formatted(VIRTUAL, network.host("web1").ipv4(1)));
    rules.addAll(FOREIGN);
    Collections.sort(rules);
    return rules;
  }

  private static void awaitRules(DirectorInside director, List<String> rules, String what) {
    Await.until(
        LIMIT,
        () -> what + ":\n" + unlike(director.host(), rules) + director.log(),
        () -> unlike(director.host(), rules).isEmpty());
  }

  /** Lines that the table lacks, and lines that it should not have. */
  private static List<String> unlike(UserModeHost host, List<String> wanted) {
    List<String> table = host.run("ipvsadm", "-Sn").lines().map(String::strip).toList();
    Set<String> unlike = new TreeSet<>(wanted);
    table.stream().filter(line -> !unlike.remove(line)).forEach(line -> unlike.add("+ " + line));
    return List.copyOf(unlike);
  }
}
