package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualInterface.IpvlanMode;
import lvs.director.vrrp.InterfacePlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** VMACs and ipvlans on a kernel. */
@Tag("lab")
class InterfaceLabTest {
  private static final MacAddress VMAC = MacAddress.ofVirtualRouter(51, false);

  private Namespace lan;
  private KernelNetwork network;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
    network = reopened();
  }

  private KernelNetwork reopened() {
    return lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
  }

  @AfterEach
  void close() {
    end(network);
    lan.close();
  }

  private void end(KernelNetwork which) {
    lan.call(
        () -> {
          which.close();
          return null;
        });
  }

  @Test
  void aVmacIsAPrivateMacvlanThatIsUpAndMakesNoAddress() {
    lan.ip("link set eth0 group 7");
    make(vmac("vrrp.51", "eth0", AddressFamily.IPV4));
    String shown = lan.ip("-d link show vrrp.51");
    for (String word :
        List.of(
            "vrrp.51@eth0",
            "00:00:5e:00:01:33",
            "macvlan mode private",
            ",UP,",
            "group 7",
            "addrgenmode none",
            "alias lvs-director")) {
      assertTrue(shown.contains(word), word + " in " + shown);
    }
    assertFalse(lan.ip("addr show vrrp.51").contains("inet6"));
  }

  @Test
  void settingsOfVmacAndBaseAreThoseOfKeepalivedAndComeBack() {
    set("all", "rp_filter", "1");
    set("eth1", "rp_filter", "0");
    make(vmac("vrrp.51", "eth0", AddressFamily.IPV4));
    assertEquals(
        "1 1 0 1",
        settings("vrrp.51", "arp_ignore", "accept_local", "rp_filter", "promote_secondaries"));
    assertEquals("1 1 1", settings("eth0", "arp_ignore", "arp_filter", "rp_filter"));
    assertEquals("1", settings("eth1", "rp_filter"));
    assertEquals("0", settings("all", "rp_filter"));
    make();
    assertEquals("0 0 0", settings("eth0", "arp_ignore", "arp_filter", "rp_filter"));
    assertEquals("0", settings("eth1", "rp_filter"));
    assertEquals("1", settings("all", "rp_filter"));
  }

  @Test
  void whatAKilledRunChangedComesBackAtTheEndOfTheNext() {
    set("all", "rp_filter", "2");
    set("eth0", "arp_filter", "1");
    make(vmac("vrrp.51", "eth0", AddressFamily.IPV4));
    KernelNetwork next = reopened();
    assertEquals(
        List.of(),
        lan.call(() -> next.interfaces(Set.of(vmac("vrrp.51", "eth0", AddressFamily.IPV4)))));
    end(next);
    assertFalse(lan.ip("link show").contains("vrrp.51"));
    assertEquals("0 1", settings("eth0", "arp_ignore", "arp_filter"));
    assertEquals("2", settings("all", "rp_filter"));
  }

  @Test
  void aVmacForIpv6HasTheLinkLocalAddressOfItsBase() {
    lan.ip("addr add fe80::7/64 dev eth0 nodad");
    make(vmac("vrrp6.51", "eth0", AddressFamily.IPV6));
    assertTrue(lan.ip("-6 addr show vrrp6.51").contains("inet6 fe80::7/64 scope link"));
  }

  @Test
  void withoutOneItIsMadeOfTheMacOfTheBase() {
    lan.ip("link set eth0 address 02:00:00:00:00:09");
    make(vmac("vrrp6.51", "eth0", AddressFamily.IPV6));
    assertTrue(lan.ip("-6 addr show vrrp6.51").contains("inet6 fe80::ff:fe00:9/64 scope link"));
  }

  @Test
  void anIpvlanIsInLayer2ModeWithItsAddress() {
    Prefix address = Prefix.parse("10.0.0.5/24").orElseThrow();
    InterfacePlan plan =
        new InterfacePlan(
            "ipv.51",
            "eth0",
            AddressFamily.IPV4,
            Optional.of("3"),
            new InterfacePlan.Kind.Ipvlan(IpvlanMode.PRIVATE, Optional.of(address)));
    lan.call(() -> network.interfaces(Set.of(plan)));
    String problem = lan.attempt("ip link add test0 link eth1 type ipvlan");
    if (problem.contains("Unknown device type")) {
      System.out.println("no ipvlan in this kernel: its refusal is told");
      assertTrue(
          lan.call(() -> network.interfaces(Set.of(plan)))
              .getFirst()
              .contains("load the module ipvlan"));
      return;
    }
    assertTrue(lan.ip("-d link show ipv.51").contains("ipvlan  mode l2 private"));
    assertTrue(lan.ip("addr show ipv.51").contains("inet 10.0.0.5/24"));
  }

  @Test
  void leftoversThatFitStayAndOthersGo() {
    make(
        vmac("vrrp.51", "eth0", AddressFamily.IPV4),
        new InterfacePlan(
            "vrrp.52",
            "eth0",
            AddressFamily.IPV4,
            Optional.empty(),
            new InterfacePlan.Kind.Macvlan(MacAddress.ofVirtualRouter(52, false))));
    String index = index("vrrp.51");
    KernelNetwork next = reopened();
    List<String> problems =
        lan.call(() -> next.interfaces(Set.of(vmac("vrrp.51", "eth0", AddressFamily.IPV4))));
    assertEquals(List.of(), problems);
    assertEquals(index, index("vrrp.51"));
    assertFalse(lan.ip("link show").contains("vrrp.52"));
  }

  @Test
  void leftoversGoAlsoWhereNoInterfaceIsWanted() {
    make(vmac("vrrp.51", "eth0", AddressFamily.IPV4));
    KernelNetwork next = reopened();
    assertEquals(List.of(), lan.call(() -> next.cleanUp(Set.of())));
    assertFalse(lan.ip("link show").contains("vrrp.51"));
    assertEquals("0 0", settings("eth0", "arp_ignore", "arp_filter"));
  }

  @Test
  void aVmacThatShallBeElsewhereIsMadeAnew() {
    make(vmac("vrrp.51", "eth0", AddressFamily.IPV4));
    make(vmac("vrrp.51", "eth1", AddressFamily.IPV4));
    assertTrue(lan.ip("link show").contains("vrrp.51@eth1"));
  }

  @Test
  void aStrangerOfThatNameIsLeftAlone() {
    lan.ip("link add vrrp.51 type bridge");
    List<String> problems =
        lan.call(() -> network.interfaces(Set.of(vmac("vrrp.51", "eth0", AddressFamily.IPV4))));
    assertTrue(problems.getFirst().contains("another interface of that name"), problems::toString);
  }

  @Test
  void withoutBaseItIsTold() {
    List<String> problems =
        lan.call(() -> network.interfaces(Set.of(vmac("vrrp.51", "eth9", AddressFamily.IPV4))));
    assertEquals(
        List.of("cannot make interface vrrp.51 on eth9: there is no interface eth9"), problems);
  }

  private void make(InterfacePlan... plans) {
    assertEquals(List.of(), lan.call(() -> network.interfaces(Set.of(plans))));
  }

  private static InterfacePlan vmac(String name, String base, AddressFamily family) {
    return new InterfacePlan(
        name, base, family, Optional.empty(), new InterfacePlan.Kind.Macvlan(VMAC));
  }

  private String index(String name) {
    return lan.ip("-o link show " + name).split(":")[0];
  }

  private void set(String interfaceName, String setting, String value) {
    lan.run("sysctl", "-qw", "net.ipv4.conf." + interfaceName + "." + setting + "=" + value);
  }

  private String settings(String interfaceName, String... names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      String file = "/proc/sys/net/ipv4/conf/" + interfaceName + "/" + name;
      all.append(lan.run("cat", file).strip()).append(' ');
    }
    return all.toString().strip();
  }
}
