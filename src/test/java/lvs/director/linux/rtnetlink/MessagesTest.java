package lvs.director.linux.rtnetlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lvs.director.base.MacAddress;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;
import lvs.director.config.RouteWords;
import lvs.director.linux.rtnetlink.AddressMessages.Lifetime;
import lvs.director.model.VirtualInterface.IpvlanMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of rtnetlink, byte by byte: attributes in the order of length, number, value. */
@EnabledIf("littleEndian")
class MessagesTest {
  private static final String HEAD = "0000000000000000"; // sequence and port

  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  /** Names of a machine with eth0 (7) and eth1 (8). */
  private static final Lookup NAMES =
      new Lookup() {
        @Override
        public int link(String name) {
          return find(Map.of("eth0", 7L, "eth1", 8L), name);
        }

        @Override
        public long vrfTable(String name) {
          return find(Map.of("red", 1000L), name);
        }

        @Override
        public long table(String name) {
          return find(Map.of("main", 254L), name);
        }

        @Override
        public int protocol(String name) {
          return find(Map.of("static", 4L), name);
        }

        @Override
        public int scope(String name) {
          return find(Map.of("link", 253L), name);
        }

        @Override
        public long realms(String name) {
          return 0x10002;
        }

        @Override
        public long group(String name) {
          return find(Map.of(), name);
        }

        @Override
        public int ipProtocol(String name) {
          return find(Map.of("tcp", 6L), name);
        }

        private int find(Map<String, Long> names, String name) {
          return names.containsKey(name) ? names.get(name).intValue() : Integer.parseInt(name);
        }
      };

  @Test
  void anAddressWithItsLease() {
    assertEquals(
        "4c000000"
            + "1400"
            + "0105"
            + HEAD
            + "02180000"
            + "07000000"
            + "0800"
            + "0200"
            + "0a000001"
            + "0800"
            + "0100"
            + "0a000001"
            + "0800"
            + "0800"
            + "00000000"
            + "1400"
            + "0600"
            + "02000000"
            + "03000000"
            + "00000000"
            + "00000000"
            + "0500"
            + "0b00"
            + "70"
            + "000000",
        hex(
            AddressMessages.put(
                lvs.director.linux.Addresses.plain("10.0.0.1/24", "eth0"),
                7,
                0,
                new Lifetime(3, 2))));
  }

  @Test
  void whatWasPutIsReadBack() {
    NetlinkRequest request =
        AddressMessages.put(
            lvs.director.linux.Addresses.plain("2001:db8::1/64", "eth0"),
            7,
            0,
            new Lifetime(AddressEntry.FOREVER, 0));
    AddressEntry entry = AddressEntry.decode(message(request)).orElseThrow();
    assertEquals(
        new AddressEntry(
            7,
            Prefix.parse("2001:db8::1/64").orElseThrow(),
            Optional.empty(),
            0,
            2,
            Mark.DIRECTOR,
            Optional.empty(),
            AddressEntry.FOREVER,
            0),
        entry);
    assertTrue(entry.isMarked() && !entry.isTentative());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.0/24 via 192.0.2.1 dev eth0 metric 5"
            + "|02180000fe700001 00000000"
            + " 08000100c6336400 08000500c0000201 0800040007000000 0800060005000000",
        "198.51.100.0/24 dev eth0 vrf red"
            + "|021800000070fd01 00000000 08000f00e8030000 08000100c6336400 0800040007000000",
        "198.51.100.0/24 via inet6 2001:db8::1 dev eth0"
            + "|02180000fe700001 00000000 08000100c6336400"
            + " 160012000a0020010db80000000000000000000000010000 0800040007000000",
        "198.51.100.0/24 dev eth0 encap mpls 100/200 ttl 5"
            + "|02180000fe70fd01 00000000 08000100c6336400 0800040007000000"
            + " 0600150001000000 18001680 0c000100000640000 00c8100 0500020005000000",
        "2001:db8:9::/48 dev eth0 encap ila 2001:db8:0:1"
            + "|0a300000fe700001 00000000 1400010020010db8000900000000000000000000 0800040007000000"
            + " 0600150003000000 10001680 0c00010020010db800000001",
        "2001:db8:9::/48 dev eth0 encap seg6 mode inline segs 2001:db8::9"
            + "|0a300000fe700001 00000000 1400010020010db8000900000000000000000000 0800040007000000"
            + " 0600150005000000 34001680 3000010000000000"
            + " 0004040101000000 00000000000000000000000000000000"
            + " 20010db8000000000000000000000009",
        "198.51.100.0/24 nexthop via 192.0.2.1 dev eth0 weight 3 nexthop dev eth1 onlink"
            + "|02180000fe700001 00000000 08000100c6336400"
            + " 1c000900 1000000207000000 08000500c0000201 0800040008000000",
        "default dev eth0 rtt 300ms rto_min 200ms"
            + "|02000000fe70fd01 00000000 0800040007000000"
            + " 1c000880 0800010000200000 0800040060090000 08000d00c8000000"
      })
  void aRouteByItsWords(String words, String expected) {
    NetlinkRequest request = RouteMessages.put(RouteWords.route(words), NAMES);
    assertEquals(expected.replace(" ", ""), hex(request).substring(32));
  }

  @Test
  void whereARouteGoesIsAFlag() {
    assertEquals("0106", flags("198.51.100.0/24 dev eth0 add"));
    assertEquals("0104", flags("198.51.100.0/24 dev eth0 prepend"));
    assertEquals("010c", flags("198.51.100.0/24 dev eth0 append"));
  }

  private static String flags(String words) {
    return hex(RouteMessages.put(RouteWords.route(words), NAMES)).substring(12, 16);
  }

  @Test
  void theKeyOfARouteIsWhatTellsItApart() {
    RouteEntry.Key ours = key("198.51.100.0/24 via 192.0.2.1");
    assertEquals(ours, key("198.51.100.9/24 via 192.0.2.2 mtu 1400"));
    assertFalse(ours.equals(key("198.51.100.0/24 via 192.0.2.1 metric 5")));
    assertFalse(ours.equals(key("198.51.100.0/24 via 192.0.2.1 protocol static")));
    assertTrue(ours.competesWith(key("198.51.100.0/24 via 192.0.2.1 protocol static")));
    assertEquals(1024, key("2001:db8:9::/48 dev eth0").metric());
  }

  private static RouteEntry.Key key(String words) {
    return RouteEntry.of(RouteMessages.put(RouteWords.route(words), NAMES)).key();
  }

  @Test
  void aRuleAsTheKernelShowsItIsTheOneThatWasPut() {
    NetlinkRequest put =
        RuleMessages.put(
            RouteWords.rule("from 10.0.0.0/8 fwmark 5 lookup main priority 9"), 9, NAMES);
    RuleEntry.Key asShown =
        RuleEntry.of(
                new NetlinkRequest(RuleMessages.RTM_NEWRULE, 0)
                    .header(w -> w.u8(2).u8(0).u8(8).u8(0).u8(254).zeros(2).u8(1).u32ne(4))
                    .u32ne(RuleMessages.FRA_TABLE, 254)
                    .u32ne(RuleMessages.FRA_SUPPRESS_PREFIXLEN, 0xffff_ffffL)
                    .u8(RuleMessages.FRA_PROTOCOL, Mark.DIRECTOR)
                    .u32ne(RuleMessages.FRA_PRIORITY, 9)
                    .u32ne(RuleMessages.FRA_FWMARK, 5)
                    .u32ne(RuleMessages.FRA_FWMASK, 0xffff_ffffL)
                    .bytes(RuleMessages.FRA_SRC, new byte[] {10, 0, 0, 0}))
            .key();
    assertEquals(asShown, RuleEntry.of(put).key());
  }

  @Test
  void aVmacAndAnIpvlan() {
    LinkEntry vmac =
        LinkEntry.decode(
                message(
                    LinkMessages.macvlan("vrrp.51", 7, MacAddress.ofVirtualRouter(51, false), 3)))
            .orElseThrow();
    assertEquals("macvlan", vmac.kind());
    assertEquals(LinkMessages.MACVLAN_MODE_PRIVATE, vmac.mode());
    assertEquals(Optional.of("00:00:5e:00:01:33"), vmac.mac().map(MacAddress::toString));
    assertEquals(7, vmac.baseIndex());
    assertEquals(3, vmac.group());
    LinkEntry ipvlan =
        LinkEntry.decode(message(LinkMessages.ipvlan("ipv.51", 7, IpvlanMode.VEPA, 0)))
            .orElseThrow();
    assertEquals("ipvlan", ipvlan.kind());
    assertEquals(2, ipvlan.mode());
  }

  @Test
  void whatABridgeTellsOfItsPortsIsNoMessageAboutTheInterface() {
    NetlinkRequest request =
        new NetlinkRequest(LinkMessages.RTM_DELLINK, 0)
            .header(w -> w.u8(7).zeros(15))
            .text(LinkMessages.IFLA_IFNAME, "eth0");
    assertEquals(Optional.empty(), LinkEntry.decode(message(request)));
  }

  @Test
  void messagesThatAreCutAnywhereOrFullOfRandomBytesThrowNothing() {
    List<byte[]> samples =
        List.of(
            LinkMessages.macvlan("vrrp.51", 7, MacAddress.BROADCAST, 3).encode(1),
            RouteMessages.put(RouteWords.route("10.0.0.0/8 via 192.0.2.1 dev eth0"), NAMES)
                .encode(1),
            RuleMessages.put(RouteWords.rule("from 10.0.0.0/8 table 5 priority 9"), 9, NAMES)
                .encode(1));
    Random random = new Random(1);
    for (byte[] sample : samples) {
      for (int length = 16; length <= sample.length; length++) {
        byte[] cut = Arrays.copyOf(sample, length);
        cut[0] = (byte) length;
        decodeAll(cut);
      }
      for (int i = 0; i < 50_000; i++) {
        byte[] changed = sample.clone();
        for (int n = 0; n < 4; n++) {
          changed[16 + random.nextInt(changed.length - 16)] = (byte) random.nextInt();
        }
        decodeAll(changed);
      }
    }
  }

  private static void decodeAll(byte[] bytes) {
    for (NetlinkMessage message : NetlinkMessage.split(bytes, bytes.length)) {
      LinkEntry.decode(message);
      AddressEntry.decode(message);
      RouteEntry.decode(message);
      RuleEntry.decode(message);
    }
  }

  @Test
  void aNameThatMeansNothingIsToldWithTheFile() {
    NameFiles files = new NameFiles();
    assertEquals(254, files.find("rt_tables", "table", "main", 255));
    assertEquals(0x10, files.find("rt_tables", "table", "0x10", 255));
    assertEquals(6, files.ipProtocol("tcp"));
    Lookup.UnknownName unknown =
        assertThrows(Lookup.UnknownName.class, () -> files.find("rt_tables", "table", "blue", 255));
    assertTrue(unknown.getMessage().contains("/etc/iproute2/rt_tables"), unknown.getMessage());
  }

  private static NetlinkMessage message(NetlinkRequest request) {
    byte[] bytes = request.encode(1);
    return NetlinkMessage.split(bytes, bytes.length).getFirst();
  }

  private static String hex(NetlinkRequest request) {
    return HexFormat.of().formatHex(request.encode(0));
  }
}
