package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.OURS6;
import static lvs.director.vrrp.packet.Routers.THEIRS;
import static lvs.director.vrrp.packet.Routers.THEIRS6;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lvs.director.base.ByteWriter;
import lvs.director.base.MacAddress;
import lvs.director.lab.Lab;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.Authentication;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter.VrrpVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark, which had no part in writing them, finds nothing wrong with our packets. */
@Tag("lab")
class TsharkTest {
  private static final MacAddress MAC = MacAddress.ofVirtualRouter(51, false);
  private static final int TYPE_IPV4 = 0x0800;

  @TempDir private Path folder;

  /**
   * Without version 2 over IPv6, which no RFC knows: tshark expects a checksum without the pseudo
   * header there and calls that of keepalived wrong, which ours equals.
   */
  private static Map<String, Routers> kinds() {
    Map<String, Routers> kinds = new LinkedHashMap<>();
    Routers v2 = Routers.version2();
    Routers v3 = Routers.version3();
    Routers v6 = Routers.ipv6();
    kinds.put("version 2", v2);
    kinds.put("PASS", v2.with(new Authentication.Pass(Secret.of("secret"))));
    kinds.put("AH", v2.with(new Authentication.AuthenticationHeader(Secret.of("secret"))));
    kinds.put("unicast", v2.withPeers(THEIRS));
    kinds.put("version 3", v3);
    kinds.put("version 3 unicast", v3.with(Routers.unicast(64, OldChecksum.NEVER, THEIRS)));
    kinds.put("IPv6", v6);
    kinds.put("IPv6 unicast", v6.withPeers(THEIRS6));
    return kinds;
  }

  /** The frame of the sender's machine around what the codec gives. */
  private static byte[] frame(Routers routers) {
    boolean ipv6 = routers.family() == AddressFamily.IPV6;
    InetAddress source = address(ipv6 ? OURS6 : OURS);
    OutgoingPacket sent = routers.codec().encode(100, "eth0", source, 0, 0).getFirst();
    MacAddress to = new MacAddress(ipv6 ? 0x3333_0000_0012L : 0x0100_5e00_0012L);
    ByteWriter frame = EthernetHeader.begin(to, MAC, ipv6 ? EthernetHeader.TYPE_IPV6 : TYPE_IPV4);
    if (ipv6) {
      frame
          .u32be(0x6c00_0000L)
          .u16be(sent.bytes().length)
          .u8(Ipv4Header.PROTOCOL_VRRP)
          .u8(sent.hopLimit())
          .bytes(source.getAddress())
          .bytes(sent.destination().getAddress());
      return frame.bytes(Wire.carry(sent).payload()).toBytes();
    }
    return frame.bytes(sent.bytes()).toBytes();
  }

  private static List<byte[]> neighbours() {
    Inet4Address four = (Inet4Address) address("10.9.0.100");
    Inet6Address six = (Inet6Address) address("2001:db8::100");
    return List.of(
        ArpPacket.gratuitous(MAC, four),
        ArpPacket.probe(MAC, four),
        NeighbourAdvertisement.encode(MAC, six, true),
        NeighbourAdvertisement.encode(MAC, six, false),
        NeighbourSolicitation.probe(MAC, six));
  }

  @Test
  void nothingIsMalformedAndEveryChecksumIsRight() throws IOException, InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    kinds().values().forEach(kind -> frames.add(frame(kind)));
    frames.addAll(neighbours());
    List<List<String>> judged =
        judge(
            frames,
            "_ws.malformed",
            "_ws.expert.message",
            "ip.checksum.status",
            "vrrp.checksum.status",
            "icmpv6.checksum.status");
    assertEquals(frames.size(), judged.size());
    for (List<String> fields : judged) {
      assertEquals("", fields.get(0));
      assertEquals("", fields.get(1));
      for (String status : fields.subList(2, 5)) {
        assertTrue(status.isEmpty() || status.equals("1"), fields::toString);
      }
    }
  }

  @Test
  void theFieldsSayWhatWeMeant() throws IOException, InterruptedException {
    List<byte[]> frames = kinds().values().stream().map(TsharkTest::frame).toList();
    List<List<String>> judged =
        judge(
            frames,
            "vrrp.version",
            "vrrp.type",
            "vrrp.virt_rtr_id",
            "vrrp.prio",
            "vrrp.addr_count",
            "ip.ttl",
            "ip.dsfield",
            "ah.sequence");
    List<Routers> kinds = List.copyOf(kinds().values());
    for (int i = 0; i < kinds.size(); i++) {
      List<String> fields = judged.get(i);
      boolean ipv6 = kinds.get(i).family() == AddressFamily.IPV6;
      boolean ah = kinds.get(i).authentication() instanceof Authentication.AuthenticationHeader;
      assertEquals(kinds.get(i).version() == VrrpVersion.V2 ? "2" : "3", fields.get(0));
      assertEquals(List.of("1", "51", "100", "2"), fields.subList(1, 5));
      assertEquals(ipv6 ? "" : "0xc0", fields.get(6));
      assertEquals(ah ? "1" : "", fields.get(7));
    }
  }

  /** One row for each frame, one column for each field; checksums are verified. */
  private List<List<String>> judge(List<byte[]> frames, String... fields)
      throws IOException, InterruptedException {
    String text =
        frames.stream()
            .map(frame -> "0000 " + HexFormat.ofDelimiter(" ").formatHex(frame))
            .collect(Collectors.joining("\n\n", "", "\n"));
    Path hex = Files.writeString(folder.resolve("frames.txt"), text);
    Path capture = folder.resolve("frames.pcap");
    run(Lab.program("text2pcap", "wireshark-common"), "-q", hex.toString(), capture.toString());
    List<String> command =
        new ArrayList<>(
            List.of(Lab.program("tshark", "tshark"), "-n", "-r", capture.toString(), "-T"));
    command.addAll(List.of("fields", "-E", "separator=|", "-o", "ip.check_checksum:TRUE"));
    for (String field : fields) {
      command.addAll(List.of("-e", field));
    }
    String output = run(command.toArray(String[]::new));
    assertFalse(output.isBlank());
    return output.lines().map(line -> Arrays.asList(line.split("\\|", -1))).toList();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    return output;
  }
}
