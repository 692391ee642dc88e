package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

/** The director on a machine with IPVS, from a plain keepalived.conf: from its start to its end. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class LifeOnTheKernelTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CONF =
      """
      virtual_server 10.77.0.2 80 {
          delay_loop 1
          lb_algo rr
          lb_kind NAT
          protocol TCP
          real_server 10.77.1.3 80 {
              weight 2
              TCP_CHECK {
                  connect_timeout 3
              }
          }
          real_server 10.77.1.4 80 {
              weight 2
              TCP_CHECK {
                  connect_timeout 3
              }
          }
      }
      """;
  private static final String TABLE =
      """
      -A -t 10.77.0.2:80 -s rr
      -a -t 10.77.0.2:80 -r 10.77.1.3:80 -m -w 2
      -a -t 10.77.0.2:80 -r 10.77.1.4:80 -m -w 2
      """;

  @TempDir Path folder;
  private UserModeHost director;

  @Test
  void fromAPlainFileToItsEndNoConnectionIsLost() throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder.resolve("machine"), 640)) {
      UserModeNetwork network =
          UserModeNetwork.of(machine, 2, "client", "director", "real1", "real2");
      director = network.host("director");
      director.forwards();
      realServer(network.host("real1"), "alpha");
      UserModeServer beta = realServer(network.host("real2"), "beta");
      Files.writeString(folder.resolve("keepalived.conf"), CONF);
      UserModeClient client = new UserModeClient(network.host("client"));

      UserModeMachine.Running first = run();
      awaitTable(TABLE, first);
      assertEquals(Set.of("alpha", "beta"), Set.copyOf(client.tcp(4, to("10.77.0.2", 80))));
      String held = client.hold("one", to("10.77.0.2", 80));

      director.run("ipvsadm", "-d", "-t", "10.77.0.2:80", "-r", "10.77.1.4:80");
      awaitTable(TABLE, first);
      awaitLog("somebody else changed the kernel's table, which is put right: ", first);

      command("stop", "--keep-table");
      assertEquals(0, first.await(LIMIT).exitCode(), first::output);
      assertEquals(TABLE, table());
      assertEquals(held, client.again("one"));

      beta.stop();
      UserModeMachine.Running second = run();
      assertTrue(
          second.output().contains("services found in the kernel's table: 1"),
          () -> second.output());
      awaitTable(TABLE.replaceFirst("-a .*1\\.4:80.*\n", ""), second);
      client.again("one");
      second.signal("TERM");
      assertEquals(0, second.await(LIMIT).exitCode(), second::output);
      assertEquals("", table());
    }
  }

  private UserModeServer realServer(UserModeHost real, String name) {
    RealServers.nat(real, director, 1);
    return new UserModeServer(real, name, "tcp/::/80");
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
    awaitLog("ready: 1 virtual service, 2 real servers, ipvs plane", running);
    assertTrue(
        running.output().contains("data plane: ipvs: the kernel has IPVS"), () -> running.output());
    return running;
  }

  private void command(String... words) {
    director.run(words(words).toArray(String[]::new));
  }

  private static List<String> words(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--run-dir";
    all[arguments.length + 1] = "/run/lvs-director";
    return UserModeMachine.java(List.of("-Xmx96m"), "lvs.director.cli.Main", all);
  }

  private String table() {
    return director.run("ipvsadm", "-Sn");
  }

  private void awaitTable(String wanted, UserModeMachine.Running running) {
    Await.until(LIMIT, () -> table() + "\n" + running.output(), () -> table().equals(wanted));
  }

  private static void awaitLog(String line, UserModeMachine.Running running) {
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
}
