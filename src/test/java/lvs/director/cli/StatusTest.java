package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusTest {
  private CommandRunner commands;

  @BeforeEach
  void start() throws JMException, IOException {
    commands = new CommandRunner();
  }

  @AfterEach
  void stop() throws IOException {
    commands.close();
  }

  private String status(String... options) {
    String[] arguments =
        Stream.concat(Stream.of("status"), Stream.of(options)).toArray(String[]::new);
    CommandRunner.Outcome outcome = commands.run(arguments);
    assertEquals(0, outcome.exitCode(), outcome::toString);
    return outcome.out();
  }

  @Test
  void theOverviewSaysWhatIsDownWhyAndWhatWasChanged() {
    assertEquals(
        """
        lvs-director 0.1.0, process PID, running since 21:56:40 (16m 40s)
        configuration: /etc/keepalived/keepalived.conf
        data plane:    proxy (this kernel has no IPVS)
        services:      3/4 with quorum
        real servers:  2/4 up

        group web TCP                    wlc   up    0/0 servers up, weight 0 of quorum 1
        TCP 10.0.0.1:80                  wlc   up    2/3 servers up, weight 2 of quorum 1
        TCP [2001:db8::1]:80             wlc   DOWN  0/1 servers up, weight 0 of quorum 1
        UDP 10.0.0.1:80                  wlc   up    0/0 servers up, weight 0 of quorum 1

        Down:
          10.0.0.3:80 in TCP 10.0.0.1:80: connection refused after 0.4 ms (3 of 3 attempts) (since 22:13:20, 0s)
          [2001:db8::2]:80 in TCP [2001:db8::1]:80:\s

        Changed by operators or checks:
          10.0.0.4:80 in TCP 10.0.0.1:80: draining, kernel "update", then removed, at 22:23:20 at the latest, until 2023-11-15 00:13:20; 17 connections left, none in about 2m 10s

        Refused by the data plane:
          TCP 10.0.0.1:80: address in use

        Warnings of the configuration:
          keepalived.conf:3:5: warning: weight 0
        """
            .replace("PID", Long.toString(ProcessHandle.current().pid())),
        status());
  }

  @Test
  void virtualRoutersTellStatePriorityMasterAndWhy() throws JMException {
    commands.director.election();
    String status = status();
    assertTrue(
        status.contains(
            """
            VI_1             MASTER  priority 102 (configured: 100), since 22:13:20 (0s): no advertisement of 192.0.2.2 for 3.609 s
                             master 192.0.2.1 (this machine); 192.0.2.10/24 on eth0, VRID 51
            VI_2             FAULT   priority 100, since 22:13:20 (0s): link eth1 has no carrier
                             master 192.0.2.2, priority 90; 192.0.2.10/24 on eth0, VRID 51
                             held by an operator; lvs-director failover VI_2 --release ends it
            VG_1             MASTER  sync group of VI_1, VI_2, since 22:13:20 (0s): all members agree

            Virtual routers need attention:
              VI_2: link eth1 has no carrier; plug the cable in
              VI_2: 192.0.2.2 advertises each 2 s; make advert_int equal

            Watched and not well:
              script chk_http: exit status 1: connection refused
            """),
        status);
  }

  @Test
  void aRefusedReloadIsShown() {
    commands.director.director.with("ReloadError", "a.conf:3:1: unknown keyword");
    assertTrue(status().contains("The last reload was refused:\n  a.conf:3:1: unknown keyword\n"));
  }

  @Test
  void sorryServerAndSuspensionAreShown() {
    commands
        .director
        .services
        .get("tcp_2001-db8--1_80")
        .with("SorryServing", 1)
        .with("SorryServer", "[::1]:81")
        .with("Suspended", 1);
    assertTrue(
        status()
            .contains(
                "quorum 1, sorry server [::1]:81,"
                    + " suspended: the virtual address is not on this machine\n"));
  }

  @Test
  void aDrainThatDoesNotMoveIsToldSoAndOneThatWasNotCountedIsNot() {
    commands.director.servers.get("10.0.0.4_80").with("DrainEstimateSeconds", -1L);
    assertTrue(status().contains("; 17 connections left, not becoming fewer\n"), this::status);
    commands.director.servers.get("10.0.0.4_80").with("ConnectionsLeft", -1L);
    assertTrue(status().contains("until 2023-11-15 00:13:20\n"), this::status);
  }

  @Test
  void aWeightThatDiffersFromTheConfigurationIsShown() {
    commands.director.servers.get("10.0.0.2_80").with("Weight", 9);
    assertTrue(status().contains("10.0.0.2:80 in TCP 10.0.0.1:80: weight 9, configured 1\n"));
  }

  @Test
  void aDownServersWeightIsNotCalledAChange() {
    commands.director.servers.get("10.0.0.3_80").with("Weight", 0);
    assertFalse(status().contains("weight 0, configured 1"));
  }

  @Test
  void manyServicesAreCountedAndOnlyTroubledOnesListed() throws JMException {
    for (int i = 0; i < 50; i++) {
      commands.director.quietService("tcp_10.1.0." + i + "_80");
    }
    String some = status();
    assertTrue(some.contains("TCP [2001:db8::1]:80             wlc   DOWN"), some);
    assertTrue(some.contains("… and 52 more services; --all shows them\n"), some);
    assertFalse(some.contains("10.1.0.7"), some);
    String all = status("--all");
    assertTrue(all.contains("10.1.0.7"), all);
    assertFalse(all.contains("more services"), all);
  }

  @Test
  void jsonHasEveryAttributeOfEveryServiceAndServer() {
    Map<?, ?> json = (Map<?, ?>) JsonReader.read(status("--json"));
    assertEquals("proxy", json.get("dataPlane"));
    assertEquals(List.of("TCP 10.0.0.1:80: address in use"), json.get("dataPlaneRefusals"));
    List<?> services = (List<?>) json.get("services");
    assertEquals(4, services.size());
    Map<?, ?> web = (Map<?, ?>) services.get(1);
    assertEquals("TCP 10.0.0.1:80", web.get("name"));
    assertEquals(1.0, web.get("quorumUp"));
    List<?> servers = (List<?>) web.get("servers");
    assertEquals(3, servers.size());
    Map<?, ?> drained = (Map<?, ?>) servers.get(2);
    assertEquals("kernel \"update\"", drained.get("standingReason"));
    assertEquals(Beans.serverAttributes().length, drained.size());
  }

  @Test
  void colourIsForTerminalsOnlyAndNotWhereItIsUnwanted() {
    assertFalse(status().contains("\u001b["));
    assertTrue(onTerminal(Map.of("TERM", "xterm")).contains("\u001b[1;31mDOWN\u001b[0m"));
    assertFalse(onTerminal(Map.of("NO_COLOR", "1")).contains("\u001b["));
    assertFalse(onTerminal(Map.of("TERM", "dumb")).contains("\u001b["));
  }

  private String onTerminal(Map<String, String> environment) {
    return commands.runOnTerminal(environment, "status").out();
  }
}
