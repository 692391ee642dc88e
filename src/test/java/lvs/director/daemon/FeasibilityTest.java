package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.daemon.ChosenPlane.Choice;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeasibilityTest {
  @TempDir Path folder;

  private Configuration configuration(String director, String check) throws IOException {
    Path file = folder.resolve("director.conf");
    Files.writeString(
        file,
        """
        director {
            %s
        }
        virtual_server 127.0.0.1 8080 {
            protocol TCP
            lb_algo rr
            lb_kind NAT
            real_server 127.0.0.2 8080 {
                TCP_CHECK { %s
                }
            }
            real_server 127.0.0.3 8080 {
                TCP_CHECK { %s
                }
            }
        }
        """
            .formatted(director, check, check));
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  private final Feasibility feasibility = new Feasibility();

  private Optional<Choice> proxy(String director) throws IOException {
    return Optional.of(
        new Choice(new NamedPlane("proxy"), "for a test", configuration(director, "").director()));
  }

  private Optional<Choice> kernel(String director) throws IOException {
    return Optional.of(
        new Choice(new NamedPlane("ipvs"), "for a test", configuration(director, "").director()));
  }

  @Test
  void settingsThatTheRunningPlaneKeepsAreSaid() throws IOException {
    Optional<Choice> plane = proxy("proxy_threads 2");
    assertEquals(
        List.of(
            "proxy_threads 3 comes into force at the next start; the running plane keeps 2",
            "proxy_max_connections 1000 comes into force at the next start; the running plane keeps"
                + " 65536"),
        feasibility.remarks(
            configuration("proxy_threads 3\n    proxy_max_connections 1000", ""), plane));
    assertEquals(List.of(), feasibility.remarks(configuration("proxy_threads 2", ""), plane));
  }

  @Test
  void anotherPlaneComesAtTheNextStart() throws IOException {
    assertEquals(
        List.of(
            "data_plane ipvs comes into force at the next start; until then the plane is proxy"),
        feasibility.remarks(configuration("data_plane ipvs", ""), proxy("data_plane auto")));
    assertEquals(
        List.of(
            "data_plane proxy comes into force at the next start; until then the plane is ipvs"),
        feasibility.remarks(configuration("data_plane proxy", ""), kernel("data_plane auto")));
    assertEquals(List.of(), feasibility.remarks(configuration("data_plane auto", ""), kernel("")));
  }

  @Test
  void wordsForTheOtherPlaneAreNamed() throws IOException {
    assertEquals(
        List.of(
            "without effect on the proxy plane, which carries the traffic: table_drift, keep_table,"
                + " ipvs_sysctl"),
        Feasibility.missing(
            configuration(
                "table_drift report\n    keep_table\n    ipvs_sysctl conn_reuse_mode 0", ""),
            proxy("")));
    assertEquals(
        List.of("without effect on the ipvs plane, which carries the traffic: proxy_threads"),
        Feasibility.missing(configuration("proxy_threads 2", ""), kernel("")));
  }

  @Test
  void catchingUpNeedsADaemonToCatchUpWith() throws IOException {
    List<String> remarks = Feasibility.missing(configuration("sync_catch_up 30", ""), kernel(""));
    assertEquals(1, remarks.size(), remarks::toString);
    assertTrue(remarks.getFirst().startsWith("sync_catch_up: there are no"), remarks::toString);
  }

  @Test
  void aRemarkIsMadeOnceAndAgainAfterItWasGone() throws IOException {
    Optional<Choice> plane = proxy("proxy_threads 2");
    Configuration moved = configuration("proxy_threads 3", "");
    assertEquals(1, feasibility.remarks(moved, plane).size());
    assertEquals(List.of(), feasibility.remarks(moved, plane));
    feasibility.remarks(configuration("proxy_threads 2", ""), plane);
    assertEquals(1, feasibility.remarks(moved, plane).size());
  }

  @Test
  void settingsOfChecksWithoutEffectAreNamedWithTheirFirstPlaceAndNumber() throws IOException {
    List<String> remarks =
        feasibility.remarks(configuration("proxy_threads 2", "fwmark 7"), proxy("proxy_threads 2"));
    assertEquals(1, remarks.size(), remarks::toString);
    assertTrue(
        remarks
            .getFirst()
            .startsWith(
                "without effect: fwmark 7: checks leave unmarked (TCP_CHECK of 127.0.0.2:8080 in"),
        remarks::toString);
    assertTrue(remarks.getFirst().endsWith(" and 1 more)"), remarks::toString);
  }

  @Test
  void whatAnElectionDoesNotDoIsNamed() throws IOException {
    Path file = folder.resolve("vrrp.conf");
    Files.writeString(
        file,
        """
        net_namespace blue
        global_defs {
            vrrp_iptables IN OUT
        }
        bfd_instance neighbour {
            neighbor_ip 192.0.2.9
        }
        vrrp_instance VI_1 {
            interface lo
            virtual_router_id 51
            priority 100
            smtp_alert
            virtual_ipaddress {
                192.0.2.1
            }
        }
        """);
    Configuration configuration =
        ConfigurationReader.load(file, ReadSettings.ofThisMachine()).configuration().orElseThrow();
    assertEquals(
        List.of(
            "bfd_instance neighbour: this version does not speak BFD; a tracked session counts as"
                + " up",
            "net_namespace blue: this version stays in the namespace that it was started in; start"
                + " it with 'ip netns exec blue lvs-director run'",
            "vrrp_iptables and vrrp_ipsets are without effect: nftables does their work, in a table"
                + " of its own",
            "smtp_alert: no mail is sent; write 'notification_email { ADDRESS }' in global_defs,"
                + " and 'smtp_server HOST' in global_defs or 'mail_relay HOST' in the director"
                + " block"),
        Feasibility.missing(configuration, Optional.empty()));
  }
}
