package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lvs.director.lab.Await;
import lvs.director.lab.uml.RealServers;
import lvs.director.lab.uml.UserModeClient;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeNetwork;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Drains of a persistent service in the kernel's table, with a SIGKILL of the director between. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 1")
class DrainOnTheKernelTest {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final String SERVICE = "TCP 10.77.0.2:80";
  private static final String CONF =
      """
      virtual_server 10.77.0.2 80 {
          delay_loop 1
          lb_algo rr
          lb_kind NAT
          protocol TCP
          persistence_timeout 300
          real_server 10.77.1.3 80 {
              TCP_CHECK {
                  connect_timeout 3
              }
          }
          real_server 10.77.1.4 80 {
              TCP_CHECK {
                  connect_timeout 3
              }
          }
      }
      """;

  @TempDir Path folder;
  private UserModeHost director;
  private UserModeClient kernel;

  @Test
  void aDrainGoesOnOverASigkillAndEndsEmptyOrAtItsDeadline() throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder.resolve("machine"), 640)) {
      UserModeNetwork network =
          UserModeNetwork.of(machine, 2, "client", "director", "real1", "real2");
      director = network.host("director");
      director.forwards();
      realServer(network.host("real1"), "alpha");
      realServer(network.host("real2"), "beta");
      Files.writeString(folder.resolve("keepalived.conf"), CONF);
      kernel = new UserModeClient(director);
      UserModeClient client = new UserModeClient(network.host("client"));

      UserModeMachine.Running first = run();
      awaitTable(first, Map.of("10.77.1.3:80", 1, "10.77.1.4:80", 1));
      boolean alpha = client.hold("held", to("10.77.0.2", 80)).equals("alpha");
      String busy = alpha ? "10.77.1.3:80" : "10.77.1.4:80";
      String idle = alpha ? "10.77.1.4:80" : "10.77.1.3:80";
      String name = alpha ? "alpha" : "beta";

      String answer = command("drain", "10.77.0.2:80", busy, "--deadline", "60s");
      assertTrue(answer.contains(busy + " in " + SERVICE + " is draining, weight 0"), answer);
      assertTrue(answer.contains(", then removed, at "), answer);
      assertTrue(answer.contains(SERVICE + " is persistent: clients keep coming"), answer);
      assertTrue(answer.contains("unless net.ipv4.vs.expire_quiescent_template is 1"), answer);
      awaitTable(first, Map.of(busy, 0, idle, 1));
      assertEquals(List.of(name), client.tcp(1, to("10.77.0.2", 80)), "as the answer said");

      first.signal("KILL");
      first.await(LIMIT);
      UserModeMachine.Running second = run();
      assertEquals(name, client.again("held"), "the connection goes on");
      awaitTable(second, Map.of(idle, 1));
      awaitLog(second, busy + " of " + SERVICE + " is out of the table: deadline after ");
      assertTrue(
          second.output().contains(" connections were left; 1 of 2 servers up"), log(second));

      command("drain", "10.77.0.2:80", idle, "--then-remove");
      awaitTable(second, Map.of());
      awaitLog(second, idle + " of " + SERVICE + " is out of the table: drained after ");

      command("enable", "10.77.0.2:80", busy);
      awaitTable(second, Map.of(busy, 1));
      assertEquals(name, client.again("held"), "its connection outlived the removal");
      second.signal("TERM");
      assertEquals(0, second.await(LIMIT).exitCode(), second::output);
    }
  }

  private void realServer(UserModeHost real, String name) {
    RealServers.nat(real, director, 1);
    new UserModeServer(real, name, "tcp/::/80");
  }

  private UserModeMachine.Running run() throws IOException {
    UserModeMachine.Running running =
        director.start(
            words(
                "run",
                "--config",
                folder.resolve("keepalived.conf").toString(),
                "--state-dir",
                folder.resolve("state").toString()));
    awaitLog(running, "ready: 1 virtual service, 2 real servers, ipvs plane");
    return running;
  }

  private String command(String... words) {
    return director.run(words(words).toArray(String[]::new));
  }

  private static List<String> words(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--run-dir";
    all[arguments.length + 1] = "/run/lvs-director";
    return UserModeMachine.java(List.of("-Xmx96m"), "lvs.director.cli.Main", all);
  }

  /**
   * @param weights of the servers that shall be there
   */
  private void awaitTable(UserModeMachine.Running running, Map<String, Integer> weights) {
    Await.until(
        LIMIT,
        () -> weights + " in:\n" + kernel.read("/proc/net/ip_vs") + "\n" + running.output(),
        () -> {
          KernelTable table = KernelTable.parse(kernel.read("/proc/net/ip_vs"));
          return table.of(SERVICE).size() == weights.size()
              && weights.keySet().stream()
                  .allMatch(each -> table.weight(SERVICE, each) == weights.get(each));
        });
  }

  private static void awaitLog(UserModeMachine.Running running, String line) {
    Await.until(
        LIMIT,
        () -> line + " in:\n" + running.output(),
        () -> {
          if (!running.runs()) {
            throw new AssertionError("it ended:\n" + running.output());
          }
          return running.output().contains(line);
        });
  }

  private static String log(UserModeMachine.Running running) {
    return running.output();
  }
}
