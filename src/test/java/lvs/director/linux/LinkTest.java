package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.vrrp.packet.ArpPacket;
import lvs.director.vrrp.packet.NeighbourAdvertisement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Frames and claims between two namespaces. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class LinkTest {
  private static final MacAddress VIRTUAL = MacAddress.ofVirtualRouter(51, false);
  private static final String GRATUITOUS = hex(gratuitous("10.97.0.51"));
  private static final String UNSOLICITED = hex(unsolicited("fd97::53"));

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

  private Conversation link(String namespace) throws Exception {
    Conversation link =
        TwoHosts.java(
            namespace, Files.createTempFile(folder, "link", ".log"), LinkProgram.class.getName());
    link.hears("^ready");
    return link;
  }

  private static byte[] gratuitous(String address) {
    return ArpPacket.gratuitous(VIRTUAL, (Inet4Address) Endpoint.address(address).orElseThrow());
  }

  private static byte[] unsolicited(String address) {
    return NeighbourAdvertisement.encode(
        VIRTUAL, (Inet6Address) Endpoint.address(address).orElseThrow(), true);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void sendsGratuitousArpAndNeighbourAdvertisementsThatTsharkFindsInOrder() throws Exception {
    try (Conversation link = link(hosts.left);
        Conversation tshark =
            TwoHosts.program(
                hosts.right,
                folder.resolve("tshark.log"),
                Lab.program("tshark", "tshark"),
                "-i",
                "eth0",
                "-l",
                "-n",
                "-f",
                "arp or ip6[40] = 136",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "eth.src",
                "-e",
                "arp.isgratuitous",
                "-e",
                "arp.src.proto_ipv4",
                "-e",
                "icmpv6.nd.na.target_address",
                "-e",
                "icmpv6.checksum.status",
                "-e",
                "_ws.malformed")) {
      tshark.hears("Capturing on");
      // The capture begins some time after it says so: frames are sent until the first is seen.
      Await.until(
          Duration.ofSeconds(30),
          tshark::output,
          () -> {
            link.tell("frame eth0 " + GRATUITOUS);
            return tshark.output().contains("10.97.0.51");
          });
      link.tell("frame eth0 " + UNSOLICITED);
      tshark.hears("^00:00:5e:00:01:33\\|(1|True)\\|10.97.0.51\\|\\|\\|$");
      tshark.hears("^00:00:5e:00:01:33\\|\\|\\|fd97::53\\|1\\|$");
      link.tell("frame eth7 " + GRATUITOUS);
      link.hears("^sent ENODEV");
    }
  }

  @Test
  void hearsClaimsOfWatchedAddressesByOthersOnly() throws Exception {
    try (Conversation ours = link(hosts.left);
        Conversation other = link(hosts.right)) {
      ours.tell("watch eth0 10.97.0.51,10.97.0.59,fd97::53,fd97::59 -");
      other.tell("watch eth0 10.97.0.51,fd97::53 -");
      // The watch stands some time after it was wished for.
      Await.until(
          Duration.ofSeconds(30),
          ours::output,
          () -> {
            other.tell("frame eth0 " + hex(gratuitous("10.97.0.59")));
            return ours.output().contains("claim eth0 10.97.0.59");
          });
      for (String frame :
          new String[] {
            hex(gratuitous("10.97.0.52")), // not watched
            hex(unsolicited("fd97::54")),
            hex(
                ArpPacket.probe(
                    VIRTUAL, (Inet4Address) Endpoint.address("10.97.0.51").orElseThrow())),
            GRATUITOUS,
            UNSOLICITED
          }) {
        other.tell("frame eth0 " + frame);
      }
      ours.hears("^claim eth0 10.97.0.51 00:00:5e:00:01:33$");
      ours.hears("^claim eth0 fd97::53 00:00:5e:00:01:33$");
      assertFalse(ours.output().contains("10.97.0.52"), ours::output);
      assertFalse(ours.output().contains("fd97::54"), ours::output);
      assertFalse(other.output().contains("claim"), "heard itself: " + other.output());

      ours.tell("watch eth0 10.97.0.51,fd97::53,fd97::59 " + VIRTUAL);
      int quiet = ours.length();
      other.tell("frame eth0 " + GRATUITOUS);
      other.tell("frame eth0 " + UNSOLICITED);
      MacAddress stranger = new MacAddress(0x0200_0000_0001L);
      Await.until(
          Duration.ofSeconds(30),
          ours::output,
          () -> {
            other.tell(
                "frame eth0 "
                    + hex(
                        NeighbourAdvertisement.encode(
                            stranger,
                            (Inet6Address) Endpoint.address("fd97::59").orElseThrow(),
                            false)));
            return ours.output().contains("claim eth0 fd97::59 " + stranger);
          });
      assertFalse(ours.output().substring(quiet).contains(VIRTUAL.toString()), ours::output);
    }
  }

  @Test
  void anInterfaceThatComesBackIsWatchedAgain() throws Exception {
    try (Conversation ours = link(hosts.left);
        Conversation other = link(hosts.right)) {
      ours.tell("watch eth0 10.97.0.51 -");
      TwoHosts.run("ip -n " + hosts.left + " link del eth0");
      hosts.cable();
      Await.until(
          Duration.ofSeconds(30),
          ours::output,
          () -> {
            other.tell("frame eth0 " + GRATUITOUS);
            return ours.output().contains("claim eth0 10.97.0.51");
          });
    }
  }

  @Test
  void aThreadIsMadePunctualWhereItIsAllowed() throws Exception {
    try (Conversation link = link(hosts.left)) {
      link.tell("timers");
      link.hears("Outcome\\[done=true, words=timers without slack\\]");
      link.tell("processors 0");
      link.hears("Outcome\\[done=true, words=processors \\[0\\]\\]");
      link.tell("nice -5");
      link.hears("Outcome\\[done=true, words=niceness -5\\]");
      link.tell("lock");
      link.hears("Outcome\\[done=true, words=memory locked\\]");
      link.tell("realtime 40");
      link.hears(
          "Outcome\\[done=true, words=real-time priority 40 \\(SCHED_RR\\)\\] policy 1073741826");
    }
  }

  @Test
  void withoutCapabilitiesEachIsNamedWithTheRemedy() throws Exception {
    try (Conversation link =
        TwoHosts.java(
            hosts.left,
            folder.resolve("bare.log"),
            new String[] {
              Lab.program("setpriv", "util-linux"), "--bounding-set=-all", "--inh-caps=-all"
            },
            LinkProgram.class.getName())) {
      link.hears("opening a packet socket failed: EPERM, not permitted: needs CAP_NET_RAW");
    }
  }

  @Test
  void theKernelTellsWhatIsMissing() {
    Capabilities none = Capabilities.parse(List.of("Name: x", "CapEff:\t0"));
    assertEquals(2, none.missing().size());
    assertTrue(none.missing().getFirst().startsWith("CAP_NET_ADMIN is missing: "));
    assertTrue(none.missing().getLast().startsWith("CAP_NET_RAW is missing: "));
    assertEquals(2, none.lost().size());
    Capabilities network = Capabilities.parse(List.of("CapEff:\t0000000000003000"));
    assertEquals(List.of(), network.missing());
    assertFalse(network.mayLockMemory());
    assertEquals(List.of(), Capabilities.parse(List.of("CapEff:\t000001ffffffffff")).lost());
  }
}
