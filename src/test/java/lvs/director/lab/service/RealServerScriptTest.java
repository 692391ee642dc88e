package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Command;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.WebServer;
import lvs.director.lab.service.Installation.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The real server's init script on a LAN: it takes packets for the virtual addresses and the
 * network does not hear of them; it takes back what it did and nothing else. A client that knows
 * the real server's MAC stands for a director, whose frames are no different in direct routing.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class RealServerScriptTest {
  private static final String SCRIPT = "lvs-realserver";
  private static final String VIRTUAL = "10.77.0.100";
  private static final String VIRTUAL6 = "fd77::100";

  @TempDir Path folder;
  private Network network;
  private Host client;
  private Host real;
  private Installation installation;

  @BeforeEach
  void lan() throws IOException {
    Lab.root();
    Lab.program("nft", "nftables");
    network = Network.of("client", "real");
    client = network.host("client");
    real = network.host("real");
    installation = new Installation(folder, real.inside(List.of()));
    addresses(VIRTUAL, VIRTUAL6);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void addresses(String... addresses) throws IOException {
    settings("VIRTUAL_ADDRESSES=\"" + String.join(" ", addresses) + "\"");
  }

  private void settings(String text) throws IOException {
    installation.settings(SCRIPT, text + "\n");
  }

  /** Runs an action; its exit code must be this, and its output have all of these words. */
  private Answer run(String action, int exitCode, String... words) {
    Answer answer = installation.script(SCRIPT, action.split(" "));
    assertEquals(exitCode, answer.exitCode(), answer::output);
    for (String each : words) {
      assertTrue(answer.output().contains(each), answer::output);
    }
    return answer;
  }

  /** Whether the client finds a neighbour that says it has the address. */
  private boolean isHeardOf(String address) {
    client.run("ip", "neigh", "flush", "dev", "eth0");
    try {
      client.run("ping", "-c", "1", "-W", "2", address);
      return true;
    } catch (AssertionError unanswered) {
      return false;
    }
  }

  private String answerBySentFrame(String address) {
    client.run(
        "ip",
        "neigh",
        "replace",
        address,
        "lladdr",
        real.mac(0),
        "dev",
        "eth0",
        "nud",
        "permanent");
    try (WebServer _ = new WebServer(real, 80, "real")) {
      return WebServer.get(client, address, 80);
    } finally {
      client.run("ip", "neigh", "del", address, "dev", "eth0");
    }
  }

  private void sysctl(String name, int value) {
    real.run("sysctl", "-qw", "net.ipv4.conf." + name + "=" + value);
  }

  private String sysctl(String name) {
    return real.run("sysctl", "-n", "net.ipv4.conf." + name).strip();
  }

  /** Everything of the machine that the script might touch. */
  private String machine() {
    return real.run(
        "sh",
        "-c",
        """
        exec 2>/dev/null # where ip may complain of a namespace that another test has ended
        ip addr show
        ip route show table all
        ip -6 route show table all
        nft list ruleset
        sysctl -a | grep -E 'arp_|rp_filter|forward'
        """);
  }

  @Test
  void theNetworkDoesNotHearOfTheAddressesAndFramesForThemAreAnswered() {
    real.run("ip", "addr", "add", VIRTUAL + "/32", "dev", "lo");
    assertTrue(isHeardOf(VIRTUAL), "without the settings it is heard of: the seeds' ARP problem");
    real.run("ip", "addr", "del", VIRTUAL + "/32", "dev", "lo");

    run("start", 0, "started: " + VIRTUAL + " " + VIRTUAL6 + " on lo");
    assertFalse(isHeardOf(VIRTUAL));
    assertFalse(isHeardOf(VIRTUAL6));
    assertTrue(isHeardOf(real.ipv4(0)), "its own address must be");
    assertTrue(isHeardOf(real.ipv6(0)), "its own address must be");
    assertEquals("real", answerBySentFrame(VIRTUAL));
    assertEquals("real", answerBySentFrame(VIRTUAL6));
    run("status", 0, "running: ");
  }

  @Test
  void aStopPutsBackWhatWasThereAndNothingElse() {
    real.run("ip", "addr", "add", "10.88.0.1/32", "dev", "lo");
    real.run("ip", "route", "add", "10.99.0.0/24", "via", client.ipv4(0));
    real.run("nft", "add", "table", "ip", "mine");
    real.run("nft", "add", "chain", "ip", "mine", "in", "{ type filter hook input priority 0 ; }");
    sysctl("all.arp_ignore", 0);
    sysctl("all.arp_announce", 1);
    String before = machine();
    run("start", 0);
    assertNotEquals(before, machine());
    assertEquals("2", sysctl("all.arp_announce"));
    run("start", 0);
    run("restart", 0);
    run("stop", 0, "stopped");
    assertEquals(before, machine());
    run("stop", 0);
    assertEquals(before, machine());
    run("status", 3, "stopped");
  }

  /** A seed reset settings of all interfaces to 0, whoever had set them. */
  @Test
  void settingsThatSomebodyChangedMeanwhileStay() {
    run("start", 0);
    sysctl("all.arp_ignore", 2);
    run("stop", 0, "net.ipv4.conf.all.arp_ignore is no longer 1 and stays as it is");
    assertEquals("2", sysctl("all.arp_ignore"));
    assertEquals("0", sysctl("all.arp_announce"));
  }

  @Test
  void anAddressThatWasThereBeforeStaysAndArpStaysQuietAboutIt() {
    real.run("ip", "addr", "add", VIRTUAL + "/32", "dev", "lo");
    run("start", 0);
    run("stop", 0, VIRTUAL + " was on lo before and stays there");
    assertFalse(isHeardOf(VIRTUAL));
    assertTrue(real.addresses().contains("lo " + VIRTUAL + "/32"), real.addresses()::toString);
  }

  /** The seeds' status looked at a lock file, or compared a word without its dollar sign. */
  @Test
  void statusLooksAtTheMachineAndNamesWhatIsMissing() throws IOException {
    Files.writeString(installation.run("lock/subsys/lvs-realserver"), "");
    run("status", 3, "stopped");
    run("start", 0);
    real.run("ip", "-6", "addr", "del", VIRTUAL6 + "/128", "dev", "lo");
    run("status", 4, "address " + VIRTUAL6 + " is not on lo");
    sysctl("all.arp_ignore", 0);
    run("status", 4, "eth0 answers ARP for the addresses: its arp_ignore is effectively 0, not 1");
    sysctl("eth0.arp_ignore", 1);
    Answer answer = run("status", 4);
    assertFalse(answer.output().contains("arp_ignore"), "the greater one counts: " + answer);
    run("start", 0);
    run("status", 0);
    assertEquals("1", sysctl("all.arp_ignore"));
  }

  @Test
  void aChangedListIsPutInForceWithoutTouchingWhatStays() throws IOException {
    run("start", 0);
    addresses(VIRTUAL, "10.77.0.101");
    run("status", 4, "address 10.77.0.101 is not on lo", VIRTUAL6 + " on lo is no longer in");
    run("reload", 0);
    run("status", 0, VIRTUAL + " 10.77.0.101");
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", VIRTUAL6 + "/128"));
    run("stop", 0);
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", "10.77.0.0/24"));
    assertEquals("0", sysctl("all.arp_ignore"));
  }

  @Test
  void anIpv6AddressIsTheSameHoweverItIsWritten() throws IOException {
    addresses("FD77:0:0:0:0:0:0:0100", "fd77:0::100");
    run("start", 0, "started: " + VIRTUAL6 + " on lo");
    String there = real.run("ip", "-6", "addr", "show", "dev", "lo");
    addresses(VIRTUAL6);
    run("status", 0);
    run("reload", 0);
    assertEquals(there, real.run("ip", "-6", "addr", "show", "dev", "lo"));
    run("stop", 0);
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", VIRTUAL6 + "/128"));
  }

  @Test
  void anotherDeviceIsPutInForce() throws IOException {
    real.run("ip", "link", "add", "quiet0", "type", "veth", "peer", "name", "quiet1");
    real.run("ip", "link", "set", "quiet0", "arp", "off", "up");
    run("start", 0);
    settings("VIRTUAL_ADDRESSES=%s\nDEVICE=quiet0".formatted(VIRTUAL));
    run("reload", 0, "started: " + VIRTUAL + " on quiet0");
    run("status", 0);
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", VIRTUAL + "/32"));
    assertFalse(isHeardOf(VIRTUAL));
  }

  /** The greater one of all and the interface counts, and 3 answers for what is on lo. */
  @Test
  void whereArpCannotBeKeptQuietNoAddressIsAdded() {
    sysctl("eth0.arp_ignore", 3);
    run("start", 1, "no address is added", "its arp_ignore is effectively 3, not 1");
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", VIRTUAL + "/32"));
    sysctl("eth0.arp_ignore", 0);
    run("start", 0);
  }

  @Test
  void onlyTheInterfacesNamedAreKeptQuietWhereThatIsWanted() throws IOException {
    settings("VIRTUAL_ADDRESSES=%s\nARP_DEVICES=eth0".formatted(VIRTUAL));
    run("start", 0);
    assertEquals("0", sysctl("all.arp_ignore"));
    assertEquals("1", sysctl("eth0.arp_ignore"));
    assertFalse(isHeardOf(VIRTUAL));
    run("status", 0);
    run("stop", 0);
    assertEquals("0", sysctl("eth0.arp_ignore"));
    settings("VIRTUAL_ADDRESSES=%s\nARP_DEVICES=eth7".formatted(VIRTUAL));
    run("start", 1, "is eth7 an interface of this machine?");
    assertEquals("", real.run("ip", "addr", "show", "dev", "lo", "to", VIRTUAL + "/32"));
  }

  /** The seeds' scripts set the address first, so that neighbours learned it. */
  @Test
  void aDryRunPrintsTheCommandsInTheirOrderAndChangesNothing() {
    String before = machine();
    assertEquals(
        """
        sysctl -w net.ipv4.conf.all.arp_ignore=1
        sysctl -w net.ipv4.conf.all.arp_announce=2
        ip addr add %s/32 dev lo
        ip -6 addr add %s/128 dev lo nodad
        """
            .formatted(VIRTUAL, VIRTUAL6),
        run("start --dry-run", 0).output());
    assertEquals(before, machine());
    run("start", 0);
    String running = machine();
    assertEquals(
        """
        ip addr del %s/32 dev lo
        ip addr del %s/128 dev lo
        sysctl -w net.ipv4.conf.all.arp_ignore=0
        sysctl -w net.ipv4.conf.all.arp_announce=0
        """
            .formatted(VIRTUAL, VIRTUAL6),
        run("--dry-run stop", 0).output());
    assertEquals(running, machine());
  }

  @Test
  void whoHasTheAddressOnTheNetworkIsNotToKeepQuietAboutIt() {
    real.run("ip", "addr", "add", VIRTUAL + "/32", "dev", "eth0");
    run(
        "start",
        1,
        VIRTUAL + " stands on eth0 of this machine",
        "cannot be director and real server");
    assertEquals("0", sysctl("all.arp_ignore"));
    assertTrue(isHeardOf(VIRTUAL));
  }

  @Test
  void whatCannotBeDoneSaysWhatWouldBeRight() throws IOException {
    run("", 2, "Usage: ");
    run("flush", 2, "Usage: ");
    assertEquals(4, installation.asNobody(SCRIPT, "start").exitCode());
    assertEquals(3, installation.asNobody(SCRIPT, "status").exitCode());
    for (String wrong : List.of("10.0.0.1/24", "www.example.org", "10.0.0", "192.l68.1.230")) {
      addresses(wrong);
      run("start", 6, "'" + wrong + "' in VIRTUAL_ADDRESSES is no address");
    }
    settings("VIRTUAL_ADDRESSES=10.0.0.1\nFORWARDING=nat");
    run("start", 6, "NAT needs no virtual address here");
    settings("");
    run("start", 6, "VIRTUAL_ADDRESSES=\"10.0.0.1 2001:db8::1\"");
    run("status", 3, "stopped");
    run("stop", 0);
    run("try-restart", 0);
  }

  /** Several at once, as at a boot where somebody is impatient. */
  @Test
  void startsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    String path = Path.of("init.d", SCRIPT).toAbsolutePath().toString();
    Answer answer =
        installation.enter(
            List.of(
                "sh",
                "-c",
                "for i in 1 2 3 4 5; do %1$s start & done; wait; %1$s status".formatted(path)));
    assertEquals(0, answer.exitCode(), answer::output);
    run("stop", 0);
    assertEquals("0", sysctl("all.arp_ignore"));
    assertEquals("", Command.run("ip", "-n", real.namespace(), "addr", "show", "to", VIRTUAL));
  }
}
