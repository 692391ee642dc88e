package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The channel between two namespaces: with itself, and with a real keepalived. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class RawSocketsTest {
  private static final String MULTICAST = "eth0,IPV4,VRRP,224.0.0.18,-";
  private static final String AH = "eth0,IPV4,AH,224.0.0.18,-";
  private static final String MULTICAST6 = "eth0,IPV6,VRRP,ff02::12,-";
  private static final String UNICAST = "eth0,IPV4,VRRP,-,10.97.0.1";
  private static final String UNICAST6 = "eth0,IPV6,VRRP,-,fd97::1";

  @TempDir private Path folder;
  private TwoHosts hosts;

  @BeforeEach
  void connect() throws Exception {
    hosts = new TwoHosts();
  }

  @AfterEach
  void disconnect() throws Exception {
    hosts.close();
  }

  private Conversation channel(String namespace) throws Exception {
    Conversation channel =
        TwoHosts.java(
            namespace,
            Files.createTempFile(folder, "channel", ".log"),
            ChannelProgram.class.getName());
    channel.hears("^ready");
    return channel;
  }

  private Conversation keepalived(String... instances) throws Exception {
    Path configuration = folder.resolve("keepalived.conf");
    Files.writeString(
        configuration, "global_defs {\n router_id peer\n}\n" + String.join("\n", instances));
    return TwoHosts.program(
        hosts.right,
        folder.resolve("keepalived.log"),
        Lab.program("keepalived", "keepalived"),
        "-n",
        "-l",
        "-D",
        "-P",
        "-f",
        configuration.toString(),
        "-p",
        folder.resolve("k.pid").toString(),
        "-r",
        folder.resolve("v.pid").toString());
  }

  private static String instance(int vrid, int version, String address, String... more) {
    return """
    vrrp_instance VI_%d {
        state BACKUP
        interface eth0
        virtual_router_id %d
        priority 100
        advert_int 1
        version %d
        %s
        virtual_ipaddress {
            %s
        }
    }
    """
        .formatted(vrid, vrid, version, String.join("\n    ", more), address);
  }

  private static final String[] EVERY_KIND = {
    instance(51, 2, "10.97.0.51"),
    instance(52, 3, "10.97.0.52"),
    instance(53, 3, "fe80::53"),
    instance(54, 3, "10.97.0.54", "unicast_src_ip 10.97.0.2", "unicast_peer {\n10.97.0.1\n}"),
    instance(55, 3, "fe80::55", "unicast_src_ip fd97::2", "unicast_peer {\nfd97::1\n}"),
    instance(56, 2, "10.97.0.56", "authentication {\nauth_type AH\nauth_pass secret\n}"),
  };

  @Test
  void hearsEveryKindOfAdvertisementOfKeepalived() throws Exception {
    String linkLocal = TwoHosts.linkLocal(hosts.right);
    try (Conversation channel = channel(hosts.left);
        Conversation peer = keepalived(EVERY_KIND)) {
      channel.tell(String.join(" ", "listen", MULTICAST, AH, MULTICAST6, UNICAST, UNICAST6));
      channel.hears("^listening \\[\\]$");
      channel.hears("packet eth0 10.97.0.2 > 224.0.0.18 hops 255 header 20 payload 21336401");
      channel.hears("packet eth0 10.97.0.2 > 224.0.0.18 hops 255 header 20 payload 31346401");
      channel.hears("packet eth0 " + linkLocal + " > ff02::12 hops 255 header 0 payload 31356401");
      channel.hears("packet eth0 10.97.0.2 > 10.97.0.1 hops 255 header 20 payload 31366401");
      // 64, as keepalived 2.2.7 sends it: a hop limit other than 255 is no mistake of unicast
      channel.hears("packet eth0 fd97::2 > fd97::1 hops 64 header 0 payload 31376401");
      // AH (RFC 4302): next header 112, 4 words and 2, then the advertisement behind 24 bytes
      channel.hears(
          "packet eth0 10.97.0.2 > 224.0.0.18 hops 255 header 20 payload 7004[0-9a-f]{44}21386401");
      assertTrue(peer.output().contains("VI_51"), peer::output);
    }
  }

  @Test
  void keepalivedHearsWhatIsSentAndStaysBackup() throws Exception {
    String linkLocal = TwoHosts.linkLocal(hosts.left);
    try (Conversation channel = channel(hosts.left);
        Conversation peer = keepalived(EVERY_KIND)) {
      for (int vrid = 51; vrid <= 55; vrid++) {
        peer.hears("\\(VI_%d\\) Entering MASTER STATE".formatted(vrid));
      }
      List.of(
              "10.97.0.1 224.0.0.18 255 "
                  + Adverts.version2(51, 200, "10.97.0.1", "224.0.0.18", List.of("10.97.0.51")),
              "10.97.0.1 224.0.0.18 255 "
                  + Adverts.version3(52, 200, "10.97.0.1", "224.0.0.18", List.of("10.97.0.52")),
              linkLocal + " ff02::12 255 " + Adverts.version3Payload(53, 200, List.of("fe80::53")),
              "10.97.0.1 10.97.0.2 255 "
                  + Adverts.version3(54, 200, "10.97.0.1", "10.97.0.2", List.of("10.97.0.54")),
              "fd97::1 fd97::2 255 " + Adverts.version3Payload(55, 200, List.of("fe80::55")))
          .forEach(packet -> channel.tell("repeat eth0 " + packet));
      for (int vrid = 51; vrid <= 55; vrid++) {
        peer.hears(
            "\\(VI_%d\\) Master received advert.* with higher priority 200, ours 100"
                .formatted(vrid));
        peer.hears("\\(VI_%d\\) Entering BACKUP STATE".formatted(vrid), afterMaster(peer, vrid));
      }
      assertFalse(peer.output().contains("checksum"), peer::output);
    }
  }

  private static int afterMaster(Conversation peer, int vrid) {
    return peer.output().indexOf("(VI_%d) Entering MASTER STATE".formatted(vrid));
  }

  @Test
  void everyPacketIsDeliveredOnceToTheSocketThatFitsItBest() throws Exception {
    try (Conversation ours = channel(hosts.left);
        Conversation other = channel(hosts.right)) {
      ours.tell(
          "listen %s %s,1000000 %s -,IPV4,VRRP,-,10.97.0.1 %s %s eth0,IPV4,VRRP,224.0.0.99,-"
              .formatted(MULTICAST, MULTICAST, UNICAST, MULTICAST6, UNICAST6));
      ours.hears("^listening \\[\\]$");
      for (String to : List.of("224.0.0.18", "10.97.0.1", "224.0.0.99")) {
        other.tell(
            "send eth0 10.97.0.2 %s 255 %s"
                .formatted(to, Adverts.version3(9, 100, "10.97.0.2", to, List.of("10.97.0.9"))));
      }
      other.tell(
          "send eth0 fd97::2 fd97::1 64 " + Adverts.version3Payload(9, 100, List.of("fe80::9")));
      other.tell(
          "send eth0 fd97::2 ff02::12 255 " + Adverts.version3Payload(8, 1, List.of("fe80::9")));
      // Each comes by a socket of its own, in any order; one more would come twice.
      for (String to : List.of("224.0.0.18", "10.97.0.1", "224.0.0.99", "fd97::1", "ff02::12")) {
        ours.hears("packet eth0 .* > " + to + " ");
      }
      assertEquals(
          """
          packet eth0 10.97.0.2 > 224.0.0.18 hops 255
          packet eth0 10.97.0.2 > 10.97.0.1 hops 255
          packet eth0 10.97.0.2 > 224.0.0.99 hops 255
          packet eth0 fd97::2 > fd97::1 hops 64
          packet eth0 fd97::2 > ff02::12 hops 255
          """
              .lines()
              .sorted()
              .toList(),
          ours.output()
              .lines()
              .filter(line -> line.startsWith("packet"))
              .map(line -> line.replaceAll(" header.*", ""))
              .sorted()
              .toList());
    }
  }

  @Test
  void whatWeSendIsNotHeardByUs() throws Exception {
    try (Conversation ours = channel(hosts.left);
        Conversation other = channel(hosts.right)) {
      ours.tell("listen " + MULTICAST + " " + MULTICAST6);
      other.tell("listen " + MULTICAST + " " + MULTICAST6);
      ours.hears("^listening \\[\\]$");
      other.hears("^listening \\[\\]$");
      ours.tell(
          "send eth0 10.97.0.1 224.0.0.18 255 "
              + Adverts.version3(7, 1, "10.97.0.1", "224.0.0.18", List.of("10.97.0.9")));
      ours.tell(
          "send eth0 fd97::1 ff02::12 255 " + Adverts.version3Payload(7, 1, List.of("fe80::9")));
      other.hears("packet eth0 10.97.0.1 > 224.0.0.18 .* payload 3107");
      other.hears("packet eth0 fd97::1 > ff02::12 .* payload 3107");
      other.tell(
          "send eth0 fd97::2 ff02::12 255 " + Adverts.version3Payload(6, 1, List.of("fe80::9")));
      ours.hears("payload 3106");
      assertFalse(ours.output().contains("payload 3107"), ours::output);
    }
  }

  @Test
  void anInterfaceThatComesBackIsHeardAgain() throws Exception {
    String advert = Adverts.version3(7, 1, "10.97.0.1", "224.0.0.18", List.of("10.97.0.9"));
    try (Conversation ours = channel(hosts.left);
        Conversation other = channel(hosts.right)) {
      ours.tell("listen " + MULTICAST);
      ours.hears("^listening \\[\\]$");
      ours.tell("send eth0 10.97.0.1 224.0.0.18 255 " + advert);
      ours.hears("^sent no error$");

      TwoHosts.run("ip -n " + hosts.left + " link del eth0");
      int gone = ours.length();
      ours.tell("listen " + MULTICAST);
      ours.hears("^listening \\[receiving VRRP on eth0: .* ENODEV, no such interface;", gone);
      ours.tell("send eth0 10.97.0.1 224.0.0.18 255 " + advert);
      ours.hears("^sent ENODEV$", gone);

      hosts.cable();
      int back = ours.length();
      ours.tell("listen " + MULTICAST);
      ours.hears("^listening \\[\\]$", back);
      other.tell("listen " + MULTICAST);
      other.hears("^listening \\[\\]$");
      ours.tell("send eth0 10.97.0.1 224.0.0.18 255 " + advert);
      other.hears("payload 3107");
      other.tell(
          "send eth0 10.97.0.2 224.0.0.18 255 "
              + Adverts.version3(6, 1, "10.97.0.2", "224.0.0.18", List.of("10.97.0.9")));
      ours.hears("payload 3106");
    }
  }

  @Test
  void whatTheKernelDroppedWhileNobodyReadIsCounted() throws Exception {
    String to = "eth0 10.97.0.2 224.0.0.18 255 ";
    try (Conversation ours = channel(hosts.left);
        Conversation other = channel(hosts.right)) {
      ours.tell("listen " + MULTICAST + " " + AH);
      ours.hears("^listening \\[\\]$");
      ours.signal("STOP");
      other.tell(
          "burst 3000 "
              + to
              + Adverts.version3(9, 1, "10.97.0.2", "224.0.0.18", List.of("10.97.0.9")));
      other.hears("^burst");
      ours.signal("CONT");
      ours.hears("payload 3109");
      // The count comes with the next packet after those that were dropped.
      Await.until(
          Duration.ofSeconds(30),
          ours::output,
          () -> {
            other.tell(
                "send "
                    + to
                    + Adverts.version3(8, 1, "10.97.0.2", "224.0.0.18", List.of("10.97.0.9")));
            ours.tell("overruns");
            return ours.output().matches("(?s).*overruns [1-9][0-9]{2,}.*");
          });
      long heard = ours.output().lines().filter(line -> line.contains("payload 3109")).count();
      String overruns = ours.output().replaceAll("(?s).*overruns ([0-9]+).*", "$1");
      assertEquals(3000, heard + Long.parseLong(overruns));
    }
  }

  @Test
  void theJvmPrintsNoWarningAboutNativeCalls() throws Exception {
    try (Conversation ours = channel(hosts.left)) {
      ours.tell("listen");
      ours.hears("^listening \\[\\]$");
      assertEquals("ready\nlistening []\n", ours.output());
    }
  }

  @Test
  void anAddressThatIsMissingIsNamedWithTheRemedy() throws Exception {
    try (Conversation ours = channel(hosts.left)) {
      ours.tell("listen eth0,IPV4,VRRP,-,10.97.0.77");
      ours.hears(
          "^listening \\[receiving VRRP on eth0 at 10.97.0.77: binding to the address 10.97.0.77"
              + " failed: EADDRNOTAVAIL, this machine does not have the address; add it, or correct"
              + " unicast_src_ip");
    }
  }
}
