package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a director leaves in the kernel when it ends, in any way, serves until the next start. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class KilledDirectorTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long SEED = 20_261_122;
  private static final int KILLS = 6;
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
  void aDirectorKilledWhileItAppliesALargePlanLeavesNothingThatTheNextStartDoesNotMend()
      throws IOException {
    UserModeNetwork network = network();
    UserModeHost host = network.host("director");
    for (String rule : FOREIGN) {
      host.run(("ipvsadm " + rule).split(" "));
    }
    Random random = new Random(SEED);
    UserModeClient client = new UserModeClient(network.host("client"));
    try (DirectorInside director = new DirectorInside(host, folder.resolve("large"))) {
      director.load(configuration(network, 0));
      awaitTable(director, network, 0, "at the first start");
      assertEquals("web1", client.hold("held", UserModeClient.to(VIRTUAL, 80)));
      Duration whole = reload(director, network, 1);
      for (int version = 2; version < 2 + KILLS; version++) {
        long delay = random.nextLong(whole.toMillis());
        String what = "seed " + SEED + ", version " + version + ", killed after " + delay + " ms";
        director.configure(configuration(network, version));
        director.reloadAndKill(delay);
        assertEquals("web1", client.again("held"), what);
        System.out.println(
            what
                + " of "
                + whole.toMillis()
                + ": "
                + unlike(host, network, version).size()
                + "/"
                + unlike(host, network, version - 1).size());
        director.start();
        awaitTable(director, network, version, what);
        assertEquals("web1", client.again("held"), what);
      }
    }
  }

  /** From the signal until the table is the one of that version. */
  private static Duration reload(DirectorInside director, UserModeNetwork network, int version) {
    long begin = System.nanoTime();
    director.load(configuration(network, version));
    awaitTable(director, network, version, "reloaded");
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static UserModeNetwork network() {
    UserModeNetwork network = UserModeNetwork.of(machine, 2, "client", "director", "web1", "web2");
    UserModeHost director = network.host("director");
    director.forwards();
    director.virtualAddresses(0, VIRTUAL);
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

  private static void awaitTable(
      DirectorInside director, UserModeNetwork network, int version, String what) {
    Await.until(
        LIMIT,
        () -> what + ":\n" + unlike(director.host(), network, version) + director.log(),
        () -> unlike(director.host(), network, version).isEmpty());
  }

  /** Lines that the table lacks, and lines that it should not have. */
  private static List<String> unlike(UserModeHost host, UserModeNetwork network, int version) {
    List<String> wanted = rules(network, version);
    List<String> table = host.run("ipvsadm", "-Sn").lines().map(String::strip).toList();
    Set<String> unlike = new TreeSet<>(wanted);
    table.stream().filter(line -> !unlike.remove(line)).forEach(line -> unlike.add("+ " + line));
    return List.copyOf(unlike);
  }
}
