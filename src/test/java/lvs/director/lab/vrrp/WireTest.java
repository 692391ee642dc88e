package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Capture.Packet;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Router;
import lvs.director.lab.net.Sniffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Field by field, what a lonely router sends from its start to its stop, ours beside keepalived on
 * a host with the same addresses: advertisements, the last one with priority 0, gratuitous ARP or
 * neighbour advertisements.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class WireTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What differs from packet to packet, or follows from what is compared. */
  private static final Set<String> NOT_COMPARED =
      Set.of("frame.time_epoch", "ah.sequence", "_ws.expert.message", "_ws.expert.severity");

  private static final String BASE_PRIORITY = "100";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Setup.class)
  void whatWeSendIsWhatKeepalivedSends(Setup setup) throws Exception {
    List<Packet> sent = run(setup, Kind.DIRECTOR, "ours");
    Packets.judge(sent, setup);
    if (!setup.isKeepalived227()) {
      return;
    }
    List<Packet> reference = run(setup, Kind.KEEPALIVED, "keepalived");
    assertEquals(
        shapes(reference, packet -> advertises(packet, setup)),
        shapes(sent, packet -> advertises(packet, setup)));
    assertEquals(
        counted(reference, packet -> announces(packet, setup)),
        counted(sent, packet -> announces(packet, setup)));
  }

  private List<Packet> run(Setup setup, Kind kind, String name) throws IOException {
    Lab.root();
    Lab.program("tcpdump", "tcpdump");
    Lab.program("tshark", "tshark");
    try (Network network = Network.of(setup.segments(), "first", "second")) {
      Host host = network.host("first");
      Path check = folder.resolve("check");
      Pair.touch(check);
      String conf =
          setup.conf(
              host, network.host("second"), Integer.parseInt(BASE_PRIORITY), check.toString());
      try (Sniffer sniffer = new Sniffer(host, 0, folder.resolve(name + ".pcap"));
          Router router = kind.router(host, folder.resolve(name), conf)) {
        host.watch();
        router.start();
        Await.until(
            LIMIT,
            () -> "the address on " + router + ":\n" + router.log(),
            () -> host.has(setup.address(0)));
        long began = System.nanoTime();
        Await.until(
            LIMIT,
            "the second block of gratuitous ARP has passed",
            () -> System.nanoTime() - began > Duration.ofSeconds(3).toNanos());
        router.stop();
        assertTrue(host.address(setup.address(0)).isEmpty(), router::log);
        return sniffer.capture().packets(setup == Setup.V3_CHECKSUM_AS_V2);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  /** Before the script's first word a router may be master already, with its base priority. */
  private static boolean advertises(Packet packet, Setup setup) {
    return packet.has("vrrp.version")
        && !(setup == Setup.SCRIPT_WEIGHT && packet.field("vrrp.prio").equals(BASE_PRIORITY));
  }

  private static boolean announces(Packet packet, Setup setup) {
    String address = setup.address(0).getHostAddress();
    return packet.field("arp.src.proto_ipv4").equals(address)
        || packet.field("icmpv6.nd.na.target_address").contains("::100");
  }

  private static Set<String> shapes(List<Packet> packets, Predicate<Packet> chosen) {
    return new TreeSet<>(counted(packets, chosen).keySet());
  }

  private static Map<String, Long> counted(List<Packet> packets, Predicate<Packet> chosen) {
    return packets.stream()
        .filter(chosen)
        .collect(Collectors.groupingBy(WireTest::shape, TreeMap::new, Collectors.counting()));
  }

  private static String shape(Packet packet) {
    Map<String, String> fields = new TreeMap<>(packet.fields());
    fields.keySet().removeAll(NOT_COMPARED);
    return fields.toString();
  }
}
