package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealServerCommandTest {
  private static final String ALL_METHODS =
      """
      vrrp_instance INSIDE {
          interface eth1
          virtual_router_id 7
          priority 100
          virtual_ipaddress {
              10.1.0.254/24
          }
      }
      virtual_server 10.0.0.1 80 {
          lb_algo rr
          lb_kind DR
          protocol TCP
          real_server 10.0.0.2 80 {
          }
          real_server 10.0.0.3 80 {
          }
          sorry_server 127.0.0.1 80
      }
      virtual_server 2001:db8::1 80 {
          lb_algo rr
          lb_kind DR
          protocol TCP
          real_server 2001:db8::2 80 {
          }
      }
      virtual_server 10.0.0.7 80 {
          lb_algo rr
          lb_kind TUN
          protocol TCP
          real_server 10.0.0.2 80 {
          }
      }
      virtual_server 10.0.0.8 80 {
          lb_algo rr
          lb_kind NAT
          protocol TCP
          real_server 10.1.0.9 80 {
          }
          real_server 10.2.0.9 80 {
          }
      }
      virtual_server fwmark 7 {
          lb_algo rr
          lb_kind DR
          protocol TCP
          real_server 10.0.0.5 80 {
          }
      }
      """;

  @TempDir private Path directory;

  private CommandRunner.Outcome print(String text, String... options) throws IOException {
    Path file = directory.resolve("a.conf");
    Files.writeString(file, text);
    List<String> arguments =
        new ArrayList<>(List.of("realserver", "print", "--config", file.toString()));
    arguments.addAll(List.of(options));
    return CommandRunner.runAlone(
        runDirectory -> {
          throw new AssertionError("realserver print needs no director");
        },
        arguments.toArray(String[]::new));
  }

  private String good(String text, String... options) throws IOException {
    CommandRunner.Outcome outcome = print(text, options);
    assertEquals(0, outcome.exitCode(), outcome::toString);
    return outcome.out();
  }

  @Test
  void aServerOfSeveralServicesGetsAllOfTheirAddressesAndArpIsQuietBeforeThem() throws IOException {
    assertEquals(
        """
        # Real server 10.0.0.2: commands
        #   TCP 10.0.0.1:80 by DR
        #   TCP 10.0.0.7:80 by TUN
        sysctl -w net.ipv4.conf.all.arp_ignore=1
        sysctl -w net.ipv4.conf.all.arp_announce=2
        modprobe ipip
        ip link set tunl0 up
        sysctl -w net.ipv4.conf.tunl0.rp_filter=2
        ip addr replace 10.0.0.1/32 dev lo
        ip addr replace 10.0.0.7/32 dev lo
        """,
        good(ALL_METHODS, "--server", "10.0.0.2"));
  }

  @Test
  void theSettingsOfTheInitScriptSayTheSame() throws IOException {
    assertEquals(
        """
        # Real server 10.0.0.2: /etc/default/lvs-realserver (Red Hat: /etc/sysconfig/lvs-realserver)
        #   TCP 10.0.0.1:80 by DR
        #   TCP 10.0.0.7:80 by TUN
        VIRTUAL_ADDRESSES="10.0.0.1 10.0.0.7"
        FORWARDING="dr tun"
        TUNNEL_DEVICES="tunl0"
        """,
        good(ALL_METHODS, "--server", "10.0.0.2", "--format", "default"));
  }

  @Test
  void tunnelsAreUnpackedInTheFamilyOfThePacketAroundThem() throws IOException {
    String text =
        """
        virtual_server 10.0.0.7 80 {
            lb_algo rr
            protocol TCP
            lb_kind TUN
            real_server 10.0.0.3 80 {
                lvs_method TUN type gre
            }
            real_server 2001:db8::3 80 {
                lvs_method TUN type gre
            }
            real_server 10.0.0.4 80 {
                lvs_method TUN type gue port 6080
            }
            real_server 2001:db8::4 80 {
                lvs_method TUN type gue port 6080
            }
        }
        """;
    assertEquals(List.of("modprobe ip_gre", "ip link set gre0 up"), tunnels(text, "10.0.0.3"));
    assertEquals(
        List.of("modprobe ip6_gre", "ip link set ip6gre0 up"), tunnels(text, "2001:db8::3"));
    assertEquals(
        List.of(
            "modprobe ipip",
            "ip link set tunl0 up",
            "modprobe fou",
            "ip fou show | grep -w 'port 6080' | grep -qv -e -6 || ip fou add port 6080 gue"),
        tunnels(text, "10.0.0.4"));
    assertEquals(
        List.of(
            "modprobe ip6_tunnel",
            "ip link set ip6tnl0 up",
            "ip -6 tunnel change ip6tnl0 mode any",
            "modprobe fou",
            "ip fou show | grep -w 'port 6080' | grep -q -e -6 || ip -6 fou add port 6080 gue"),
        tunnels(text, "2001:db8::4"));
    String settings = good(text, "--server", "2001:db8::4", "--format", "default");
    assertTrue(settings.contains("# GUE besides: modprobe fou; ip -6 fou add port 6080 gue"));
  }

  private List<String> tunnels(String text, String server) throws IOException {
    return good(text, "--server", server)
        .lines()
        .filter(each -> each.matches("modprobe.*|ip (link|fou|-6 (fou|tunnel)) .*"))
        .toList();
  }

  @Test
  void ipv6NeedsNoQuietArp() throws IOException {
    assertEquals(
        """
        # Real server 2001:db8::2: commands
        #   TCP [2001:db8::1]:80 by DR
        ip -6 addr replace 2001:db8::1/128 dev lo nodad
        """,
        good(ALL_METHODS, "--server", "2001:db8::2"));
  }

  @Test
  void natNeedsAWayBackAndNoAddress() throws IOException {
    String known = good(ALL_METHODS, "--server", "10.1.0.9");
    assertTrue(known.contains("all clients: the virtual address 10.1.0.254."), known);
    assertTrue(known.contains("#   ip route get CLIENT from 10.1.0.9"), known);
    assertTrue(known.lines().allMatch(line -> line.startsWith("#")), known);
    String unknown = good(ALL_METHODS, "--server", "10.2.0.9");
    assertTrue(unknown.contains("No virtual address lies in this server's network"), unknown);
    String settings = good(ALL_METHODS, "--server", "10.1.0.9", "--format", "default");
    assertTrue(settings.contains("\nVIRTUAL_ADDRESSES=\"\"\n"), settings);
  }

  @Test
  void aFirewallMarkDoesNotTellItsAddressesSoAPersonMust() throws IOException {
    String text = good(ALL_METHODS, "--server", "10.0.0.5");
    assertTrue(text.contains("FWM 7 does not tell its addresses"), text);
  }

  @Test
  void aServiceIsChosenByWhatPeopleCallIt() throws IOException {
    for (String name :
        List.of(
            "tcp_10.0.0.7_80", "TCP 10.0.0.7:80", "10.0.0.7:80", "10.0.0.7", "tcp/10.0.0.7:80")) {
      String text = good(ALL_METHODS, name);
      assertTrue(text.contains("10.0.0.7/32") && !text.contains("10.0.0.1/32"), text);
    }
  }

  @Test
  void everyServerButTheDirectorItselfIsPrinted() throws IOException {
    String text = good(ALL_METHODS);
    assertEquals(6, text.lines().filter(line -> line.startsWith("# Real server ")).count(), text);
    assertFalse(text.contains("127.0.0.1"), text);
  }

  @Test
  void theBuiltInPlaneNeedsNothingOfItsServers() throws IOException {
    String text = good("director {\n    data_plane proxy\n}\n" + ALL_METHODS);
    assertTrue(text.lines().allMatch(line -> line.isEmpty() || line.startsWith("#")), text);
    assertTrue(text.contains("comes from the director: it needs nothing"), text);
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() throws IOException {
    CommandRunner.Outcome service = print(ALL_METHODS, "10.0.0.77:80");
    assertEquals(1, service.exitCode());
    assertTrue(service.err().contains("nearest: TCP 10.0.0.7:80"), service.err());
    CommandRunner.Outcome server = print(ALL_METHODS, "--server", "10.0.0.22");
    assertEquals(1, server.exitCode());
    assertTrue(server.err().contains("nearest: 10.0.0.2"), server.err());
    assertEquals(2, print(ALL_METHODS, "--server", "www").exitCode());
    assertEquals(2, print(ALL_METHODS, "--format", "toml").exitCode());
    assertEquals(1, print("vrrp_instance a {\n").exitCode());
    assertEquals(1, print("").exitCode());
  }

  /** The seeds' director had .210 and their real server .219. */
  @Test
  void theAddressesOfRealServersAreThoseOfTheDirectorWhateverTheConfiguration() throws IOException {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      TreeSet<String> virtual = new TreeSet<>();
      StringBuilder text = new StringBuilder();
      for (int i = 0; i <= random.nextInt(5); i++) {
        String address = "10.0." + random.nextInt(3) + "." + (1 + random.nextInt(250));
        if (virtual.add(address)) {
          text.append(service(address, random));
        }
      }
      TreeSet<String> printed = new TreeSet<>();
      Matcher words =
          Pattern.compile("ip addr replace ([0-9.]+)/32 dev lo").matcher(good(text.toString()));
      while (words.find()) {
        printed.add(words.group(1));
      }
      assertEquals(virtual, printed, "seed " + seed + "\n" + text);
    }
  }

  private static String service(String address, Random random) {
    return """
    virtual_server %s %d {
        lb_algo rr
        lb_kind %s
        protocol TCP
        real_server 10.9.0.%d 80 {
        }
    }
    """
        .formatted(
            address,
            1 + random.nextInt(1000),
            random.nextBoolean() ? "DR" : "TUN",
            1 + random.nextInt(3));
  }
}
