package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import lvs.director.jmx.DirectorMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private CommandRunner commands;

  @BeforeEach
  void start() throws JMException, IOException {
    commands = new CommandRunner();
  }

  @AfterEach
  void stop() throws IOException {
    commands.close();
  }

  private String good(String... arguments) {
    CommandRunner.Outcome outcome = commands.run(arguments);
    assertEquals(0, outcome.exitCode(), outcome::toString);
    assertEquals("", outcome.err());
    return outcome.out();
  }

  private String bad(int exitCode, String... arguments) {
    CommandRunner.Outcome outcome = commands.run(arguments);
    assertEquals(exitCode, outcome.exitCode(), outcome::toString);
    assertEquals("", outcome.out());
    return outcome.err();
  }

  private Object attribute(String server, String name) {
    return commands.director.servers.get(server).attributes.get(name);
  }

  @Test
  void aWeightIsSetAndReadBack() {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is enabled, weight 5 (configured: 1)\n",
        good("weight", "tcp_10.0.0.1_80", "10.0.0.2:80", "5"));
    assertEquals(5, attribute("10.0.0.2_80", "Weight"));
  }

  @Test
  void aWeightWithAnEndSaysWhenItEnds() {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is enabled, weight 5 (configured: 1),"
            + " until 2023-11-15 00:13:20\n",
        good("weight", "tcp/10.0.0.1:80", "10.0.0.2", "5", "--for", "2h"));
  }

  @Test
  void weightsOutsideTheRangeAreWrongUsage() {
    for (String weight : List.of("65536", "-1", "x", "", "1.5", "99999999999")) {
      String message = bad(2, "weight", "tcp/10.0.0.1:80", "10.0.0.2", "--", weight);
      assertTrue(message.contains("write a number from 0 to 65535"), message);
    }
  }

  @Test
  void aDrainTellsWhatIsStillOpen() {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is draining, weight 0 (configured: 1),"
            + " until 22:43:20; connections still open: 12\n",
        good("drain", "tcp/10.0.0.1:80", "10.0.0.2", "--reason", "disk", "--for", "30m"));
    assertEquals("disk", attribute("10.0.0.2_80", "StandingReason"));
  }

  @Test
  void aDrainCanEndWithTheRemovalOfItsServer() {
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is draining, weight 0 (configured: 1), then removed;"
            + " connections still open: 12\n",
        good("drain", "tcp/10.0.0.1:80", "10.0.0.2", "--then-remove"));
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is draining, weight 0 (configured: 1), then removed, at"
            + " 22:23:20 at the latest, until 22:43:20; connections still open: 12\n",
        good("drain", "tcp/10.0.0.1:80", "10.0.0.2", "--deadline", "10m", "--for", "30m"));
    assertTrue(
        bad(2, "drain", "tcp/10.0.0.1:80", "10.0.0.2", "--deadline=soon")
            .contains("is not a duration"));
  }

  @Test
  void aDrainOfAPersistentServiceSaysThatClientsKeepComing() {
    commands.director.services.get("tcp_10.0.0.1_80").with("PersistenceTimeoutSeconds", 300);
    String note =
        "TCP 10.0.0.1:80 is persistent: clients keep coming to the server that they know until 5m"
            + " after their last connection";
    String[] drain = {"drain", "tcp/10.0.0.1:80", "10.0.0.2"};
    assertEquals(note, good(drain).lines().toList().getLast());
    commands.director.director.with("DataPlane", "ipvs");
    assertEquals(
        note + ", unless net.ipv4.vs.expire_quiescent_template is 1",
        good(drain).lines().toList().getLast());
    commands.director.director.with(
        "Sysctls",
        List.of(
            new DirectorMXBean.Sysctl(
                "net.ipv4.vs.expire_quiescent_template", "", "", "1", "0", "")));
    assertFalse(good(drain).contains("persistent"), "the kernel forgets them");
  }

  @Test
  void aMastershipIsHandedOverHeldAndReleased() throws JMException {
    commands.director.election();
    assertEquals("VI_1: 192.0.2.2 took over after 612 ms\n", good("failover", "VI_1"));
    assertEquals(
        "VI_1: 192.0.2.2 took over after 612 ms, held192.0.2.2\n",
        good("failover", "VI_1", "--hold", "--to", "192.0.2.2"));
    assertEquals("VG_1: 192.0.2.2 took over after 612 ms\n", good("failover", "VG_1"));
    assertEquals("VI_2: may become master again\n", good("failover", "VI_2", "--release"));
  }

  @Test
  void aFailoverThatIsRefusedSaysWhy() throws JMException {
    commands.director.election();
    assertTrue(bad(1, "failover", "VI_2").contains("this machine is not master"));
    assertTrue(bad(1, "failover", "VI_3").contains("nearest: VI_1"));
    assertTrue(bad(2, "failover", "VI_1", "--to", "north").contains("no IP address"));
    assertTrue(bad(2, "failover", "VI_1", "--release", "--hold").contains("stands alone"));
  }

  @Test
  void aServerIsDisabledAndEnabledAgain() {
    good("disable", "tcp/10.0.0.1:80", "10.0.0.2:80", "--reason", "disk");
    assertEquals("DISABLED", attribute("10.0.0.2_80", "Standing"));
    assertEquals(
        "10.0.0.2:80 in TCP 10.0.0.1:80 is enabled, weight 1\n",
        good("enable", "tcp/10.0.0.1:80", "10.0.0.2:80"));
    assertEquals("ENABLED", attribute("10.0.0.2_80", "Standing"));
  }

  @Test
  void aRefusalOfTheDirectorIsItsOwnWordsAndExitCode1() {
    assertEquals(
        "lvs-director: the reason is forbidden; write another\n",
        bad(1, "drain", "tcp/10.0.0.1:80", "10.0.0.2", "--reason", "forbidden"));
  }

  @Test
  void anUnknownServiceNamesTheNearest() {
    String message = bad(1, "enable", "tcp_10.0.0.1_81", "10.0.0.2");
    assertTrue(
        message.startsWith(
            "lvs-director: there is no virtual service 'tcp_10.0.0.1_81';"
                + " the nearest: tcp_10.0.0.1_80, udp_10.0.0.1_80"),
        message);
  }

  @Test
  void anUnknownServerNamesTheNearest() {
    String message = bad(1, "enable", "tcp_10.0.0.1_80", "10.0.0.9:80");
    assertTrue(message.contains("no real server in tcp_10.0.0.1_80 '10.0.0.9:80'"), message);
    assertTrue(message.contains("10.0.0.2_80"), message);
  }

  @Test
  void anAddressOfTwoServicesIsAmbiguous() {
    assertEquals(
        "lvs-director: '10.0.0.1:80' is more than one virtual service:"
            + " write tcp_10.0.0.1_80 or udp_10.0.0.1_80\n",
        bad(1, "enable", "10.0.0.1:80", "10.0.0.2"));
  }

  @Test
  void textThatWouldBeAnObjectNamePatternFindsNothing() {
    assertTrue(bad(1, "enable", "*", "*").contains("no virtual service '*'"));
    assertTrue(bad(1, "zero", "tcp_10.0.0.1_80,a=b").contains("no virtual service"));
  }

  @Test
  void ipv6ServicesAndServersAreFound() {
    String out = good("weight", "[2001:db8::1]:80", "[2001:db8::2]:80", "3");
    assertTrue(out.startsWith("[2001:db8::2]:80 in TCP [2001:db8::1]:80 is enabled"), out);
    good("weight", "TCP [2001:DB8:0::1]:80", "2001:db8::2", "4");
    assertEquals(4, attribute("2001-db8--2_80", "Weight"));
  }

  @Test
  void aServiceIsFoundByTheNameThatIsShown() {
    assertEquals("counters of group_web are zero\n", good("zero", "group web TCP"));
    assertEquals(true, commands.director.services.get("group_web").attributes.get("Zeroed"));
  }

  @Test
  void zeroWithoutAServiceMeansAll() {
    assertEquals("counters of all services are zero\n", good("zero"));
    assertEquals(true, commands.director.director.attributes.get("Zeroed"));
  }

  @Test
  void reloadPrintsWhatChanged() {
    assertEquals("nothing changed\n", good("reload"));
    assertEquals(Map.of("reloaded", "nothing changed"), JsonReader.read(good("reload", "--json")));
  }

  @Test
  void aReloadOfABrokenFileIsRefused() {
    commands.director.director.on(
        "reload",
        none -> {
          throw new IllegalArgumentException("a.conf:3:1: unknown keyword");
        });
    assertEquals("lvs-director: a.conf:3:1: unknown keyword\n", bad(1, "reload"));
  }

  @Test
  void allChecksRunInOrderAndABadOneIsExitCode1() {
    CommandRunner.Outcome outcome = commands.run("check-now", "tcp_10.0.0.1_80", "10.0.0.2");
    assertEquals(1, outcome.exitCode());
    assertEquals(
        "good  1-TCP_CHECK  connected  (0.4 ms)\n"
            + "bad   2-HTTP_GET  404 for /test.html, wanted 200  (0.4 ms)\n",
        outcome.out());
  }

  @Test
  void oneCheckIsChosenByKeywordNumberOrId() {
    for (String check : List.of("TCP_CHECK", "tcp_check", "1", "1-TCP_CHECK")) {
      String out = good("check-now", "tcp_10.0.0.1_80", "10.0.0.2", check);
      assertEquals("good  1-TCP_CHECK  connected  (0.4 ms)\n", out);
    }
    String message = bad(1, "check-now", "tcp_10.0.0.1_80", "10.0.0.2", "SMTP_CHECK");
    assertTrue(message.contains("no check of 10.0.0.2_80 'SMTP_CHECK'"), message);
  }

  @Test
  void aServerWithoutChecksSaysSo() {
    String message = bad(1, "check-now", "tcp_10.0.0.1_80", "10.0.0.3");
    assertEquals("lvs-director: 10.0.0.3_80 in tcp_10.0.0.1_80 has no checks\n", message);
  }

  @Test
  void checkResultsAreJsonToo() {
    Object json = JsonReader.read(good("check-now", "tcp_10.0.0.1_80", "10.0.0.2", "1", "--json"));
    Map<?, ?> result = (Map<?, ?>) ((List<?>) json).getFirst();
    assertEquals("1-TCP_CHECK", result.get("check"));
    assertEquals(true, result.get("good"));
    assertEquals(0.44, result.get("latencyMillis"));
  }

  @Test
  void aChangedServerIsJsonToo() {
    Map<?, ?> json =
        (Map<?, ?>) JsonReader.read(good("weight", "tcp/10.0.0.1:80", "10.0.0.2", "7", "--json"));
    assertEquals(7.0, json.get("weight"));
    assertEquals("10.0.0.2:80", json.get("address"));
  }

  @Test
  void durationsThatAreNoneAreWrongUsage() {
    for (String text : List.of("2 h", "h", "0s", "400d", "-1s", "1w", "")) {
      String message = bad(2, "drain", "tcp/10.0.0.1:80", "10.0.0.2", "--for=" + text);
      assertTrue(message.contains("is not a duration; write 90s, 30m, 2h or 7d"), message);
    }
  }

  @Test
  void anUnknownCommandOrOptionIsWrongUsage() {
    assertTrue(bad(2, "statsu").contains("there is no command 'statsu'; nearest: status, "));
    assertTrue(bad(2, "status", "--frobnicate").contains("see: lvs-director status --help"));
    assertTrue(bad(2, "enable", "tcp_10.0.0.1_80").contains("SERVER"));
    assertTrue(bad(2).contains("Commands:"));
  }

  @Test
  void theVersionIsACommandAndAnOption() {
    assertTrue(good("version").startsWith("lvs-director "));
    assertEquals(good("version"), good("--version"));
    Map<?, ?> json = (Map<?, ?>) JsonReader.read(good("version", "--json"));
    assertEquals(System.getProperty("java.version"), json.get("java"));
  }

  @Test
  void theNearestOfAnAddressAreItsNeighbours() {
    String message = bad(1, "zero", "[2001:db8::2]:80");
    assertTrue(message.contains("the nearest: tcp_2001-db8--1_80, "), message);
  }

  @Test
  void controlCharactersOfAReasonDoNotReachTheTerminal() {
    commands.director.servers.get("10.0.0.3_80").with("Reason", "said \u001b[2J\u009b2J");
    String out = good("status");
    assertTrue(out.contains("said ?[2J?2J"), out);
  }

  @Test
  void twoViewsAtOnceAreWrongUsage() {
    assertFalse(bad(2, "list", "--stats", "--rate").isEmpty());
  }
}
