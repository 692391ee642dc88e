package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkMessage;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.model.AddressFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What a 6.1 kernel replied. */
@EnabledIf("littleEndian")
class RecordedRepliesTest {
  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  private static ServiceReading service(String key) {
    return Replies.named("service").stream()
        .map(reply -> IpvsMessages.service(reply).orElseThrow())
        .filter(each -> each.service().key().toString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static ServerReading server(String endpoint) {
    return Replies.named("server").stream()
        .map(reply -> IpvsMessages.server(reply, AddressFamily.IPV4).orElseThrow())
        .filter(each -> each.server().endpoint().toString().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void servicesOfEveryKindAreRead() {
    List<String> texts =
        Replies.named("service").stream()
            .map(reply -> IpvsMessages.service(reply).orElseThrow().service())
            .map(RecordedRepliesTest::text)
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "FWM 7 IPv6 mh 10 0 /128 ",
            "FWM 7 sh 18 0 /32 ",
            "SCTP 10.0.0.3:9 rr 0 0 /32 ",
            "TCP 10.0.0.1:80 wlc 0 0 /32 ",
            "TCP 10.0.0.4:0 rr 1 300 /32 ",
            "TCP 10.9.9.9:80 rr 1 600 /32 ",
            "TCP [2001:db8::1]:80 rr 1 360 /64 ",
            "UDP 10.0.0.2:5060 rr 1 60 /24 sip",
            "UDP 10.0.0.2:53 rr 4 0 /32 "),
        texts);
  }

  private static String text(IpvsService service) {
    return "%s %s %x %d /%d %s"
        .formatted(
            service.key(),
            service.scheduler(),
            service.flags(),
            service.timeoutSeconds(),
            service.prefixLength(),
            service.engine().orElse(""));
  }

  @Test
  void serversOfEveryKindAreRead() {
    List<String> texts =
        Replies.named("server").stream()
            .map(reply -> IpvsMessages.server(reply, AddressFamily.IPV4).orElseThrow().server())
            .map(RecordedRepliesTest::text)
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "10.1.0.1:0 DIRECT 1 0 0 IPIP 0 NOCSUM",
            "10.1.0.1:5060 DIRECT 1 0 0 IPIP 0 NOCSUM",
            "10.1.0.1:8080 MASQUERADE 65535 0 0 IPIP 0 NOCSUM",
            "10.1.0.2:80 DIRECT 0 0 0 IPIP 0 NOCSUM",
            "10.1.0.3:80 TUNNEL 1 0 0 IPIP 0 NOCSUM",
            "10.1.0.4:80 TUNNEL 1 0 0 GUE 6080 REMCSUM",
            "10.1.0.5:80 TUNNEL 1 0 0 GUE 6081 NOCSUM",
            "10.1.0.6:80 TUNNEL 1 0 0 GRE 0 CSUM",
            "10.1.0.7:80 DIRECT 1 4294967280 1000 IPIP 0 NOCSUM",
            "127.0.0.1:8080 MASQUERADE 1 0 0 IPIP 0 NOCSUM",
            "[2001:db8::2]:0 DIRECT 1 0 0 IPIP 0 NOCSUM",
            "[2001:db8::2]:80 MASQUERADE 2147483647 0 0 IPIP 0 NOCSUM",
            "[2001:db8::3]:80 TUNNEL 1 0 0 IPIP 0 NOCSUM"),
        texts);
  }

  private static String text(IpvsServer server) {
    return "%s %s %d %s %s %s %d %s"
        .formatted(
            server.endpoint(),
            server.forwarding(),
            server.weight(),
            Integer.toUnsignedString(server.upperThreshold()),
            Integer.toUnsignedString(server.lowerThreshold()),
            server.tunnel().type(),
            server.tunnel().port(),
            server.tunnel().checksum());
  }

  @Test
  void countersAreTheWideOnes() {
    ServerReading server = server("127.0.0.1:8080");
    IpvsCounters counters = server.counters();
    assertTrue(counters.wide());
    assertEquals(1, counters.connections());
    assertTrue(counters.outBytes() > 1000 && counters.outBytes() < 3000, counters.toString());
    assertTrue(counters.inPackets() >= 3 && counters.outPackets() >= 2, counters.toString());
    assertEquals(counters, service("TCP 10.9.9.9:80").counters());
    assertEquals(
        List.of(1L, 0L, 1L), List.of(server.active(), server.inactive(), server.persistent()));
    assertEquals(IpvsCounters.ZERO, service("TCP 10.0.0.1:80").counters());
  }

  @Test
  void anOlderKernelHasTheNarrowCountersOnly() {
    NetlinkMessage reply =
        Replies.named("server").stream()
            .filter(each -> server(each).endpoint().toString().equals("127.0.0.1:8080"))
            .findFirst()
            .orElseThrow();
    byte[] older = Replies.payload(reply);
    // 8 bytes of headers, and STATS64 is the last attribute: 160 bytes
    int stats64 = older.length - 160;
    assertEquals(IpvsAttributes.DEST_STATS64, older[stats64 + 2]);
    older[stats64 + 2] = 77;
    IpvsCounters narrow =
        IpvsMessages.server(Replies.message(older), AddressFamily.IPV4).orElseThrow().counters();
    IpvsCounters wide = server("127.0.0.1:8080").counters();
    assertFalse(narrow.wide());
    assertEquals(
        List.of(wide.connections(), wide.inPackets(), wide.outPackets()),
        List.of(narrow.connections(), narrow.inPackets(), narrow.outPackets()));
    assertEquals(
        List.of(wide.inBytes(), wide.outBytes()), List.of(narrow.inBytes(), narrow.outBytes()));
  }

  private static IpvsServer server(NetlinkMessage reply) {
    return IpvsMessages.server(reply, AddressFamily.IPV4).orElseThrow().server();
  }

  @Test
  void daemonsAreRead() {
    List<IpvsDaemon> daemons =
        Replies.named("daemon").stream()
            .map(reply -> IpvsMessages.daemon(reply).orElseThrow())
            .toList();
    assertEquals(
        List.of(
            new IpvsDaemon(
                IpvsDaemon.Role.MASTER, "d0", 3, 1452, Endpoint.address("ff05::99"), 8848, 1),
            new IpvsDaemon(
                IpvsDaemon.Role.BACKUP, "d0", 4, 1472, Endpoint.address("224.0.0.81"), 8848, 1)),
        daemons);
  }

  @Test
  void theRareRepliesAreRead() {
    assertEquals(OptionalInt.of(28), GenericNetlink.family(Replies.named("controller").getFirst()));
    assertEquals(
        Optional.of(new IpvsTimeouts(900, 120, 300)),
        IpvsMessages.timeouts(Replies.named("timeouts").getFirst()));
    assertEquals(
        Optional.of(new IpvsInfo("1.2.1", 4096)),
        IpvsMessages.info(Replies.named("info").getFirst()));
  }

  @Test
  void aRefusalIsNeitherFamilyNorService() {
    NetlinkMessage noFamily = Replies.named("no-family").getFirst();
    assertEquals(OptionalInt.empty(), GenericNetlink.family(noFamily));
    assertEquals(2, noFamily.errno());
    NetlinkMessage noService = Replies.named("no-service").getFirst();
    assertEquals(3, noService.errno());
    assertEquals(Optional.empty(), IpvsMessages.service(noService));
    assertEquals(Optional.empty(), IpvsMessages.timeouts(noService));
    assertEquals(Optional.empty(), IpvsMessages.info(noService));
  }
}
