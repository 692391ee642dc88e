package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two directors with VRRP, the connection synchronisation daemon and IPVS: established connections
 * survive the master's SIGKILL and the switch back.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class ConnectionSyncTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String VIRTUAL = "10.77.0.100";
  private static final int HELD = 5;
  private static final String MASTER = "master sync daemon (mcast=eth0, syncid=51";
  private static final String BACKUP = "backup sync daemon (mcast=eth0, syncid=51";

  /** A packet in two is told to the other director: the default is one in fifty. */
  private static final String OFTEN = "1 2";

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
  void connectionsSurviveTheMastersDeathAndItsReturn() throws IOException {
    UserModeNetwork network = network();
    try (Balancer first = ours(network.host("first"));
        Balancer second = ours(network.host("second"))) {
      survives(network, first, second);
    }
  }

  @Test
  void connectionsSurviveBesideKeepalived() throws IOException {
    UserModeNetwork network = network();
    UserModeHost other = network.host("second");
    other.sh("sysctl -qw net.ipv4.vs.sync_threshold='" + OFTEN + "'");
    try (Balancer first = ours(network.host("first"));
        Balancer second = new KeepalivedInside(other, folder.resolve(other.namespace()), true)) {
      survives(network, first, second);
    }
  }

  /** It waits for the connections when it returns. */
  private static Balancer ours(UserModeHost host) throws IOException {
    return new DirectorInside(
        host,
        folder.resolve(host.namespace()),
        "ipvs_sysctl sync_threshold \"" + OFTEN + "\"",
        "sync_catch_up 10");
  }

  private static UserModeNetwork network() {
    UserModeNetwork network = UserModeNetwork.of(machine, 1, "client", "first", "second", "web");
    RealServers.directRouting(network.host("web"), VIRTUAL + "/32");
    new UserModeServer(network.host("web"), "web", "tcp/::/80");
    return network;
  }

  private static String configuration(int priority, UserModeHost web) {
    return """
    global_defs {
        lvs_sync_daemon eth0 VI_1 id 51
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
        delay_loop 5
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

  private static void survives(UserModeNetwork network, Balancer first, Balancer second) {
    UserModeHost web = network.host("web");
    first.configure(configuration(150, web));
    second.configure(configuration(100, web));
    first.start();
    second.start();
    awaitRole(first, MASTER, () -> {});
    awaitRole(second, BACKUP, () -> {});
    awaitAddress(first);

    UserModeClient client = new UserModeClient(network.host("client"));
    Held held = new Held(client);
    held.more();
    awaitSynchronised(held, second, HELD);

    first.kill();
    awaitRole(second, MASTER, held::goOn);
    awaitAddress(second);
    held.goOn();
    // The kernel of the first has not died: only what is new comes to it from the second.
    held.more();

    first.start();
    awaitSynchronised(held, first, HELD);
    awaitRole(first, MASTER, held::goOn);
    awaitRole(second, BACKUP, held::goOn);
    awaitAddress(first);
    held.goOn();
    held.more();
    awaitSynchronised(held, second, 2 * HELD);
  }

  /** Connections of one client, which must all answer, in 10 s, whenever they are used. */
  private static final class Held {
    private final UserModeClient client;
    private int count;

    Held(UserModeClient client) {
      this.client = client;
    }

    void more() {
      for (int each = 0; each < HELD; each++) {
        assertEquals("web", client.hold("c" + count++, UserModeClient.to(VIRTUAL, 80)));
      }
    }

    void goOn() {
      for (int each = 0; each < count; each++) {
        assertEquals("web", client.again("c" + each));
      }
    }
  }

  /** While the connections are used, since only packets are told. */
  private static void awaitSynchronised(Held held, Balancer backup, int count) {
    Await.until(
        LIMIT,
        () -> "connections on " + backup.host() + ":\n" + synchronised(backup),
        () -> {
          held.goOn();
          return synchronised(backup).lines().filter(l -> l.contains("ESTAB")).count() >= count;
        });
  }

  private static String synchronised(Balancer balancer) {
    return balancer.host().sh("grep SYNC /proc/net/ip_vs_conn_sync || true");
  }

  private static void awaitAddress(Balancer master) {
    Await.until(
        LIMIT,
        () -> "the address on " + master.host() + ":\n" + master.log(),
        () -> master.host().sh("ip addr show dev eth0").contains(VIRTUAL));
  }

  private static void awaitRole(Balancer balancer, String role, Runnable meanwhile) {
    Await.until(
        LIMIT,
        () -> role + " on " + balancer.host() + ":\n" + daemons(balancer) + balancer.log(),
        () -> {
          meanwhile.run();
          return daemons(balancer).contains(role);
        });
  }

  private static String daemons(Balancer balancer) {
    return balancer.host().run("ipvsadm", "-Ln", "--daemon");
  }
}
