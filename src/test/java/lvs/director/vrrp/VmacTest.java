package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lvs.director.base.MacAddress;
import org.junit.jupiter.api.Test;

/** Virtual routers on an interface of their own. */
class VmacTest {
  private static final String VMAC = Box.instance("priority 100\nuse_vmac");

  private static Box withVmac(String configuration, String name) {
    Box box = Box.running(configuration);
    box.putLink(name);
    return box.network();
  }

  @Test
  void initWaitsSilentlyForTheInterface() {
    Box box = new Box();
    box.network();
    box.configure(VMAC);
    assertEquals(List.of("interfaces [vrrp.51 on eth0]"), box.did("interfaces", "listen", "fifo"));
    assertEquals("interface vrrp.51 is not made yet", box.router().reason());
    box.putLink("vrrp.51");
    box.network();
    assertEquals(
        List.of("fifo INSTANCE \"VI_1\" BACKUP 100", "listen [vrrp.51 group 224.0.0.18]"),
        box.did("fifo", "listen"));
  }

  @Test
  void addressesGoToTheVmacAndAdvertisementsLeaveByIt() {
    Box box = withVmac(VMAC, "vrrp.51").pass(4);
    assertEquals(List.of("take VI_1 [10.9.0.100%vrrp.51] for 5 s"), box.did("take"));
    VrrpEffect.Send send =
        box.effects.stream()
            .filter(VrrpEffect.Send.class::isInstance)
            .map(VrrpEffect.Send.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals("vrrp.51", send.packet().interfaceName());
    assertEquals(Box.address(Box.OURS), send.packet().source());
  }

  @Test
  void whoSharesTheVirtualMacLetsGoAsSoonAsTheSuccessorIsHeard() {
    String fromBase = Box.instance("priority 100\nuse_vmac\nvmac_xmit_base");
    Box box = withVmac(fromBase, "vrrp.51").pass(4).asks("VI_1", "", false).pass(0.6);
    box.hears("10.9.0.2", 50);
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(
        "10.9.0.2 took VI_1 over after 0.6 s; let go at once, since both use the virtual MAC"
            + " address",
        box.router().reason());
  }

  @Test
  void vmacXmitBaseSendsAndListensOnTheBase() {
    Box box = new Box();
    box.network();
    box.configure(Box.instance("priority 100\nuse_vmac\nvmac_xmit_base"));
    assertEquals(List.of("listen [eth0 group 224.0.0.18]"), box.did("listen"));
  }

  @Test
  void itsMacIsThatOfTheVirtualRouter() {
    Box box = Box.running(VMAC);
    VrrpEffect.MakeInterfaces made =
        box.effects.stream()
            .filter(VrrpEffect.MakeInterfaces.class::isInstance)
            .map(VrrpEffect.MakeInterfaces.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(
        new InterfacePlan.Kind.Macvlan(MacAddress.parse("00:00:5e:00:01:33").orElseThrow()),
        made.interfaces().iterator().next().kind());
  }

  @Test
  void ipv6HasNamesOfItsOwn() {
    Box box =
        Box.running(
            Box.instance("VI_1", 51, "eth0", "2001:db8::100", "use_vmac")
                + Box.instance("VI_2", 51, "eth0", "10.9.0.100", "use_vmac")
                + Box.instance("VI_3", 51, "eth1", "10.8.0.100", "use_vmac"));
    assertEquals("vrrp6.51", box.router("VI_1").addressInterface().orElseThrow());
    assertEquals("vrrp.51", box.router("VI_2").addressInterface().orElseThrow());
    assertEquals("vrrp1.51", box.router("VI_3").addressInterface().orElseThrow());
  }

  @Test
  void aDeletedVmacIsAFaultAndIsMadeAgain() {
    Box box = withVmac(VMAC, "vrrp.51");
    box.did();
    box.removeLink("vrrp.51");
    assertEquals(List.of("interface vrrp.51 is gone"), box.router().faults());
    assertEquals(List.of("interfaces [vrrp.51 on eth0]"), box.did("interfaces"));
    box.putLink("vrrp.51");
    box.network();
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void addressesOfOtherInterfacesStayThereOrGetTheirOwnVmac() {
    String excluded = "virtual_ipaddress_excluded {\n10.8.0.100 dev eth1\n}";
    Box box = withVmac(Box.instance("use_vmac\n" + excluded), "vrrp.51").pass(4);
    assertEquals(
        List.of("take VI_1 [10.9.0.100%vrrp.51 10.8.0.100%eth1] for 5 s"), box.did("take"));
    Box every = Box.running(Box.instance("use_vmac\nuse_vmac_addr\n" + excluded));
    every.putLink("vrrp.51");
    every.putLink("vrrp1.51");
    every.network().pass(4);
    assertEquals(
        List.of("take VI_1 [10.9.0.100%vrrp.51 10.8.0.100%vrrp1.51] for 5 s"), every.did("take"));
  }

  @Test
  void noAcceptBlocksTheAddresses() {
    Box box = Box.running(Box.instance("version 3\npriority 100\nno_accept")).pass(4);
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] blocked for 5 s"), box.did("take"));
  }
}
