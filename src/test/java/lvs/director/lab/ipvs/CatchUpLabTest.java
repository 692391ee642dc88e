package lvs.director.lab.ipvs;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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

/**
 * A director of higher priority that starts learns the master's connections before it is master.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class CatchUpLabTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String VIRTUAL = "10.77.0.100";
  private static final List<String> HELD = List.of("one", "two", "three");

  @TempDir Path folder;

  @Test
  void whoReturnsKnowsTheConnectionsBeforeItTakesOver() throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder.resolve("machine"), 700)) {
      UserModeNetwork network = UserModeNetwork.of(machine, 1, "client", "first", "second", "web");
      UserModeHost web = network.host("web");
      RealServers.directRouting(web, VIRTUAL + "/32");
      new UserModeServer(web, "web", "tcp/::/80");
      for (String each : List.of("first", "second")) {
        // Every second packet is told to the other: the default is one in fifty.
        network.host(each).sh("sysctl -qw net.ipv4.vs.sync_threshold='1 2'");
      }
      try (DirectorInside first =
              new DirectorInside(network.host("first"), folder.resolve("f"), "sync_catch_up 60");
          DirectorInside second = new DirectorInside(network.host("second"), folder.resolve("s"))) {
        first.configure(configuration(150, web));
        second.configure(configuration(100, web));
        second.start();
        awaitMaster(second);
        UserModeClient client = new UserModeClient(network.host("client"));
        HELD.forEach(each -> assertEquals("web", client.hold(each, to(VIRTUAL, 80))));

        first.begin();
        Await.until(
            LIMIT,
            first::log,
            () -> {
              goOn(client);
              return first.log().contains("connections learned");
            });
        assertTrue(
            first.log().contains("sync_catch_up of VI_1: 3 connections learned and no more come"),
            first::log);
        assertTrue(
            first.log().indexOf("virtual router VI_1 is MASTER") < 0
                || first.log().indexOf("virtual router VI_1 is MASTER")
                    > first.log().indexOf("connections learned"),
            first::log);
        awaitMaster(first);
        awaitRole(second, "backup sync daemon (mcast=eth0, syncid=51");
        goOn(client);
      }
    }
  }

  private static void goOn(UserModeClient client) {
    HELD.forEach(each -> assertEquals("web", client.again(each)));
  }

  private static String configuration(int priority, UserModeHost web) {
    return """
    global_defs {
        lvs_sync_daemon eth0 VI_1
    }
    vrrp_instance VI_1 {
        interface eth0
        virtual_router_id 51
        priority %d
        advert_int 1
        virtual_ipaddress {
            %s/32
        }
    }
    virtual_server %s 80 {
        delay_loop 2
        lvs_sched rr
        lvs_method DR
        protocol TCP
        real_server %s 80 {
            TCP_CHECK {
                connect_timeout 3
            }
        }
    }
    """
        .formatted(priority, VIRTUAL, VIRTUAL, web.ipv4(0));
  }

  private static void awaitMaster(DirectorInside director) {
    director.awaitLog(Pattern.compile("virtual router VI_1 is MASTER"), 1);
    awaitRole(director, "master sync daemon (mcast=eth0, syncid=51");
    Await.until(
        LIMIT, director::log, () -> director.host().sh("ip addr show dev eth0").contains(VIRTUAL));
  }

  private static void awaitRole(DirectorInside director, String role) {
    Await.until(
        LIMIT,
        () -> role + " on " + director.host() + ":\n" + daemons(director) + director.log(),
        () -> daemons(director).contains(role));
  }

  private static String daemons(DirectorInside director) {
    return director.host().run("ipvsadm", "-Ln", "--daemon");
  }
}
