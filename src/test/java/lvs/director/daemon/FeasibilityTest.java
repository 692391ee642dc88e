package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
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

  private Feasibility started(String director) throws IOException {
    return new Feasibility(configuration(director, "").director());
  }

  @Test
  void settingsThatTheRunningPlaneKeepsAreSaid() throws IOException {
    Feasibility feasibility = started("proxy_threads 2");
    assertEquals(
        List.of(
            "proxy_threads 3 comes into force at the next start; the running plane keeps 2",
            "proxy_max_connections 1000 comes into force at the next start; the running plane keeps"
                + " 65536"),
        feasibility.remarks(configuration("proxy_threads 3\n    proxy_max_connections 1000", "")));
    assertEquals(List.of(), feasibility.remarks(configuration("proxy_threads 2", "")));
  }

  @Test
  void aRemarkIsMadeOnceAndAgainAfterItWasGone() throws IOException {
    Feasibility feasibility = started("proxy_threads 2");
    Configuration moved = configuration("proxy_threads 3", "");
    assertEquals(1, feasibility.remarks(moved).size());
    assertEquals(List.of(), feasibility.remarks(moved));
    feasibility.remarks(configuration("proxy_threads 2", ""));
    assertEquals(1, feasibility.remarks(moved).size());
  }

  @Test
  void settingsOfChecksWithoutEffectAreNamedWithTheirFirstPlaceAndNumber() throws IOException {
    List<String> remarks =
        started("proxy_threads 2").remarks(configuration("proxy_threads 2", "fwmark 7"));
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
  void theKernelsPlaneIsAnObstacle() throws IOException {
    String why = Feasibility.obstacle(configuration("data_plane ipvs", "")).orElseThrow();
    assertTrue(why.endsWith("write 'data_plane auto' or 'data_plane proxy'"), why);
    assertTrue(Feasibility.obstacle(configuration("data_plane auto", "")).isEmpty());
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
            "smtp_alert of virtual routers: this version sends no mail"),
        Feasibility.missing(configuration));
  }
}
