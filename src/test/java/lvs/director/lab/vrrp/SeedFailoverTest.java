package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two directors from the listings that somebody published with a description of what they do: the
 * one with MASTER and priority 100 owns the address, the one with BACKUP and 50 takes it when the
 * first is stopped, and gives it back.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class SeedFailoverTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String VIP = "10.77.0.100";

  /** Not below /tmp: enable_script_security wants that only root may write the path of a script. */
  private Path folder;

  private Network network;
  private Host client;

  @BeforeEach
  void build() throws IOException {
    Lab.root();
    folder = Files.createTempDirectory(Path.of("/run"), "lvs-director-lab");
    network = Network.of("ds1", "ds2", "rs1", "rs2", "client");
    client = network.host("client");
  }

  @AfterEach
  void remove() throws IOException {
    network.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String seed(String name) throws IOException {
    try (var in = SeedFailoverTest.class.getResourceAsStream("/seeds/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String moved(String listing) {
    return listing
        .replace("ens33", "eth0")
        .replace("192.168.199.10", VIP)
        .replace("192.168.199.229", network.host("rs1").ipv4(0))
        .replace("192.168.199.190", network.host("rs2").ipv4(0))
        .replace("/etc/keepalived", folder.toString());
  }

  /** As the text says: the copy on the second machine says BACKUP, and 50 instead of 100. */
  private static String backup(String listing) {
    return listing.replace("state MASTER", "state BACKUP").replace("priority 100", "priority 50");
  }

  private DirectorRouter director(String host, String conf) throws IOException {
    return new DirectorRouter(
        network.host(host), folder.resolve(host), DirectorRouter.classes(), conf);
  }

  private static void awaitOwner(DirectorRouter owner, DirectorRouter other) throws Exception {
    InetAddress vip = InetAddress.getByName(VIP);
    Await.until(
        SOON,
        () -> owner + " alone owns the address:\n" + owner.log() + "\n--\n" + other.log(),
        () -> owner.host().has(vip) && !other.host().has(vip));
  }

  /** The lines of {@code lvs-director status} about the virtual router. */
  private static List<String> status(DirectorRouter router) {
    List<String> lines = router.lvsDirector("status").lines().toList();
    int begin = 0;
    while (begin < lines.size() && !lines.get(begin).startsWith("VI_1")) {
      begin++;
    }
    assertTrue(begin < lines.size(), () -> "no VI_1 in " + lines);
    return lines.subList(begin, Math.min(lines.size(), begin + 3));
  }

  private static void assertStatus(
      DirectorRouter router, String state, String priority, String master) {
    String status = String.join("\n", status(router));
    System.out.println("lab: status of " + router.host() + ":\n" + status);
    assertTrue(
        status.matches(
            "(?s)VI_1 +%s +priority %s.*, since .+: \\S.*\n +master %s\\b.*"
                .formatted(state, priority, master)),
        status);
  }

  @Test
  void theListingWithServicesFailsOverAndBack() throws Exception {
    String listing = moved(seed("003-keepalived-lvs.conf"));
    try (WebServer _ = new WebServer(network.host("rs1"), 80, "This is node1");
        WebServer _ = new WebServer(network.host("rs2"), 80, "This is node2");
        DirectorRouter ds1 = director("ds1", listing);
        DirectorRouter ds2 = director("ds2", backup(listing))) {
      ds1.start();
      ds2.start();
      awaitOwner(ds1, ds2);
      serves();
      assertStatus(ds1, "MASTER", "100", "10.77.0.1");
      assertStatus(ds2, "BACKUP", "50", "10.77.0.1");

      ds1.stop();
      awaitOwner(ds2, ds1);
      serves();
      assertStatus(ds2, "MASTER", "50", "10.77.0.2");

      ds1.start();
      awaitOwner(ds1, ds2);
      serves();
      assertStatus(ds1, "MASTER", "100", "10.77.0.1");
      assertStatus(ds2, "BACKUP", "50", "10.77.0.1");
    }
  }

  private void serves() {
    Await.until(
        SOON,
        "an answer of a real server",
        () -> WebServer.get(client, VIP, 80).startsWith("This is node"));
  }

  @Test
  void theListingWithScriptsRaisesThePriorityAndTellsTheScripts() throws Exception {
    String listing = moved(seed("003-keepalived.conf"));
    Path log = folder.resolve("haproxy.log");
    script(
        "start_haproxy.sh",
        """
        #!/bin/sh
        [ $1 = stop ] && what="Node stop" || what="Now, the node is $1"
        echo "$(basename $(ip netns identify)): $what" >> %s
        """
            .formatted(log));
    script("ck_httpd.sh", "#!/bin/sh\nexit 0\n");
    try (DirectorRouter ds1 = director("ds1", listing);
        DirectorRouter ds2 = director("ds2", backup(listing))) {
      ds1.start();
      ds2.start();
      awaitOwner(ds1, ds2);
      awaitTold(log, ds1, "master", 1);
      // The script succeeds, so its weight of 2 is added.
      Await.until(
          SOON, () -> status(ds2).toString(), () -> status(ds2).getFirst().contains(" 52 "));
      assertStatus(ds1, "MASTER", "102", "10.77.0.1");
      assertStatus(ds2, "BACKUP", "52", "10.77.0.1");

      ds1.stop();
      awaitOwner(ds2, ds1);
      awaitTold(log, ds2, "master", 1);
      ds1.start();
      awaitOwner(ds1, ds2);
      awaitTold(log, ds1, "master", 2);
      awaitTold(log, ds2, "backup", 2); // it began as BACKUP
    }
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void awaitTold(Path log, DirectorRouter router, String state, int times) {
    Await.until(
        SOON,
        () -> router + " told the script " + state + " " + times + " times:\n" + router.log(),
        () -> told(log, router, state) == times);
  }

  private static long told(Path log, DirectorRouter router, String state) throws IOException {
    String line = router.host().namespace() + ": Now, the node is " + state;
    return Files.readAllLines(log).stream().filter(line::equals).count();
  }
}
