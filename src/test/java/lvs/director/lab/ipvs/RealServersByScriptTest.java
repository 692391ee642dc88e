package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lvs.director.lab.DirectorProcess;
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

/**
 * From one configuration: the director, and by {@code realserver print} the settings of the init
 * script on each real server. Requests reach both by direct routing and by tunnels, and nobody
 * hears of the virtual addresses from them.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class RealServersByScriptTest {
  private static final List<String> DIRECT = List.of("10.77.0.102", "fd77::102");
  private static final List<String> TUNNELLED = List.of("10.77.0.103", "fd77::103");

  @TempDir Path folder;
  private List<UserModeHost> reals;

  @Test
  void theScriptMakesRealServersOfTheDirectorsConfiguration() throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder.resolve("machine"), 512)) {
      UserModeNetwork network =
          UserModeNetwork.of(machine, 1, "client", "director", "real1", "real2");
      reals = List.of(network.host("real1"), network.host("real2"));
      UserModeHost directorHost = network.host("director");
      for (String address : DIRECT) {
        directorHost.virtualAddresses(0, address);
      }
      for (String address : TUNNELLED) {
        directorHost.virtualAddresses(0, address);
      }
      for (UserModeHost real : reals) {
        assertEquals(0, script(real, "start"), () -> said(real));
        assertEquals(0, script(real, "status"), () -> said(real));
        new UserModeServer(real, real.name(), "tcp/::/80");
      }
      UserModeHost client = network.host("client");
      UserModeClient requests = new UserModeClient(client);
      try (Director director =
          Director.start(directorHost, folder.resolve("director"), configuration())) {
        director.awaitTable(
            "four services with both servers", table -> table.servers().size() == 8);
        for (String address : List.of("10.77.0.102", "fd77::102", "10.77.0.103", "fd77::103")) {
          Set<String> answers = Set.copyOf(requests.tcp(4, to(address, 80)));
          assertEquals(Set.of("real1", "real2"), answers, () -> address + director.evidence());
        }
        nobodyHearsOfThemFromRealServers(client, directorHost);
      }
      for (UserModeHost real : reals) {
        assertEquals(0, script(real, "stop"), () -> said(real));
        assertEquals(3, script(real, "status"), () -> said(real));
        assertEquals("0\n", real.sh("cat /proc/sys/net/ipv4/conf/all/arp_ignore"));
      }
    }
  }

  /** The director has answered until here; without it nobody does. */
  private static void nobodyHearsOfThemFromRealServers(UserModeHost client, UserModeHost director) {
    director.sh("ip link set eth0 down");
    client.sh("ip neigh flush dev eth0; ip -6 neigh flush dev eth0");
    for (String address : List.of("10.77.0.102", "fd77::102", "10.77.0.103", "fd77::103")) {
      String answer = client.sh("ping -c 1 -W 2 " + address + " >/dev/null && echo heard || true");
      assertFalse(answer.contains("heard"), address);
    }
    assertTrue(client.sh("ping -c 1 -W 5 10.77.0.3 >/dev/null && echo heard").contains("heard"));
    director.sh("ip link set eth0 up");
  }

  /** With an /etc/default and a /run of the host's own. */
  private int script(UserModeHost real, String action) throws Exception {
    Path own = folder.resolve(real.name());
    if (!Files.exists(own)) {
      Files.createDirectories(own.resolve("default"));
      Files.createDirectories(own.resolve("run"));
      Files.writeString(own.resolve("default/lvs-realserver"), settings(real));
    }
    String inside =
        """
        mkdir -p %1$s/sbin
        cp "$(cat /proc/sys/kernel/modprobe)" %1$s/sbin/modprobe
        mount --bind %1$s/sbin /usr/local/sbin
        mount --bind %1$s/default /etc/default
        cp -r /run/modules %1$s/run/ 2>/dev/null || true
        mount --bind %1$s/run /run
        %2$s %3$s >%1$s/said 2>&1
        """
            .formatted(own, Path.of("init.d/lvs-realserver").toAbsolutePath(), action);
    Files.writeString(own.resolve("enter.sh"), inside);
    return Integer.parseInt(
        real.sh("unshare --mount sh " + own.resolve("enter.sh") + " && echo 0 || echo $?").strip());
  }

  private String said(UserModeHost real) {
    try {
      return Files.readString(folder.resolve(real.name()).resolve("said"))
          + Files.readString(folder.resolve(real.name()).resolve("default/lvs-realserver"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  /** As the director's operator would send it there. */
  private String settings(UserModeHost real) throws Exception {
    Path file = folder.resolve("for-print.conf");
    Files.writeString(file, configuration());
    Process process =
        DirectorProcess.command(
                List.of(),
                "realserver",
                "print",
                "--config",
                file.toString(),
                "--server",
                real.ipv4(0),
                "--format",
                "default")
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed + both(real);
  }

  /** This machine is a server by its IPv6 address as well, which print shows as another one. */
  private static String both(UserModeHost real) {
    return """

    VIRTUAL_ADDRESSES="$VIRTUAL_ADDRESSES %s %s"
    TUNNEL_DEVICES="$TUNNEL_DEVICES ip6tnl0"
    """
        .formatted(DIRECT.get(1), TUNNELLED.get(1));
  }

  private String configuration() {
    StringBuilder text = new StringBuilder();
    for (int family = 0; family < 2; family++) {
      text.append(service(DIRECT.get(family), "DR", family));
      text.append(service(TUNNELLED.get(family), "TUN", family));
    }
    return text.toString();
  }

  private String service(String address, String method, int family) {
    StringBuilder text = new StringBuilder();
    text.append(
        "virtual_server %s 80 {\n  lvs_sched rr\n  lvs_method %s\n  protocol TCP\n"
            .formatted(address, method));
    for (UserModeHost real : reals) {
      String server = family == 0 ? real.ipv4(0) : real.ipv6(0);
      text.append("  real_server %s 80 {\n    weight 1\n  }\n".formatted(server));
    }
    return text.append("}\n").toString();
  }
}
