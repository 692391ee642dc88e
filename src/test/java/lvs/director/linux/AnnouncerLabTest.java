package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.base.MacAddress;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.model.AddressFamily;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.packet.ArpPacket;
import lvs.director.vrrp.packet.NeighbourAdvertisement;
import lvs.director.vrrp.packet.NeighbourSolicitation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the LAN hears of an address, and what it must not. */
@Tag("lab")
class AnnouncerLabTest {
  private static final int ETH_P_ALL = 3;

  private Namespace lan;
  private KernelNetwork network;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
    lan.ip("link set eth0 address 02:00:00:00:00:01");
    network = lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
  }

  @AfterEach
  void close() {
    lan.call(
        () -> {
          network.close();
          return null;
        });
    lan.close();
  }

  @Test
  void anIpv4AddressIsAnnouncedByGratuitousArp() {
    ArpPacket packet =
        ArpPacket.decode(heard(() -> network.announce(Items.address("10.0.0.1/24", "eth0"))))
            .orElseThrow();
    assertEquals(Items.ip("10.0.0.1"), packet.senderAddress());
    assertEquals(Items.ip("10.0.0.1"), packet.targetAddress());
    assertEquals("02:00:00:00:00:01", packet.senderMac().toString());
  }

  @Test
  void anIpv6AddressByANeighbourAdvertisementThatSaysRouterWhereItForwards() {
    VirtualAddress address = Items.address("fd00::1/64", "eth0");
    NeighbourAdvertisement host =
        NeighbourAdvertisement.decode(heard(() -> network.announce(address))).orElseThrow();
    assertEquals(Items.ip("fd00::1"), host.target());
    assertTrue(host.override() && !host.router() && !host.solicited());
    lan.run("sysctl", "-qw", "net.ipv6.conf.eth0.forwarding=1");
    assertTrue(
        NeighbourAdvertisement.decode(heard(() -> network.announce(address)))
            .orElseThrow()
            .router());
  }

  @Test
  void onAVmacTheMacIsThatOfTheVirtualRouter() {
    MacAddress vmac = MacAddress.ofVirtualRouter(51, false);
    InterfacePlan plan =
        new InterfacePlan(
            "vrrp.51",
            "eth0",
            AddressFamily.IPV4,
            Optional.empty(),
            new InterfacePlan.Kind.Macvlan(vmac));
    assertEquals(List.of(), lan.call(() -> network.interfaces(Set.of(plan))));
    byte[] frame = heard(() -> network.announce(Items.address("10.0.0.1/24", "vrrp.51")));
    assertEquals(vmac, ArpPacket.decode(frame).orElseThrow().senderMac());
  }

  @Test
  void questionsClaimNothing() {
    ArpPacket arp =
        ArpPacket.decode(heard(() -> network.probe(Items.address("10.0.0.1/24", "eth0"))))
            .orElseThrow();
    assertEquals(Items.ip("0.0.0.0"), arp.senderAddress());
    NeighbourSolicitation solicitation =
        NeighbourSolicitation.decode(
                heard(() -> network.probe(Items.address("fd00::1/64", "eth0"))))
            .orElseThrow();
    assertEquals(Items.ip("::"), solicitation.source());
  }

  @Test
  void loopbackNeedsNoAnnouncementAndAMissingInterfaceIsTold() {
    assertEquals(List.of(), lan.call(() -> network.announce(Items.address("10.0.0.1/32", "lo"))));
    List<String> problems =
        lan.call(() -> network.announce(Items.address("10.0.0.1/32", "nowhere")));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("ENODEV"), problems.getFirst());
  }

  /** The first frame at the other end of the cable. */
  private byte[] heard(java.util.concurrent.Callable<List<String>> sending) {
    return lan.call(
        () -> {
          int fd = SocketCalls.open(SocketCalls.AF_PACKET, 0);
          try {
            int index = SocketCalls.interfaceIndex("eth1");
            SocketCalls.bind(fd, SocketCalls.linkAddress(index, ETH_P_ALL));
            assertEquals(List.of(), sending.call());
            NativeBuffer buffer = NativeBuffer.ofBytes(2048);
            long length = Libc.recvfromQuietly(fd, buffer.address(), 2048, 0, 0, 0);
            assertTrue(length > 0, "nothing was heard");
            return buffer.copy(0, (int) length);
          } finally {
            SocketCalls.close(fd);
          }
        });
  }

  @Test
  void blockedAddressesAreHeldButDoNotAnswer() {
    Lab.program("nft", "nftables");
    Namespace client = new Namespace();
    try {
      lan.ip("link set eth1 netns " + client.name());
      client.ip("link set eth1 up");
      client.ip("addr add 10.0.0.9/24 dev eth1");
      client.ip("addr add fd00::9/64 dev eth1 nodad");
      VirtualAddress ipv4 = Items.address("10.0.0.1/24", "eth0");
      VirtualAddress ipv6 = Items.address("fd00::1/64", "eth0");
      OwnedItems open = Items.addresses(ipv4, ipv6);
      OwnedItems blocked =
          new OwnedItems(open.addresses(), List.of(), List.of(), open.addresses(), false);
      assertEquals(List.of(), lan.call(() -> network.take("a", blocked, OptionalInt.empty())));
      assertEquals(List.of("no", "no"), answers(client));
      assertTrue(client.ip("neigh show 10.0.0.1").contains("lladdr"), "ARP is answered");
      assertTrue(client.ip("neigh show fd00::1").contains("lladdr"), "so is ND");
      lan.call(() -> network.drop("a", blocked));
      assertEquals("", lan.run("nft", "list", "tables"));
      assertEquals(List.of(), lan.call(() -> network.take("a", open, OptionalInt.empty())));
      Await.until(
          Duration.ofSeconds(10),
          "answers to both",
          () -> answers(client).equals(List.of("yes", "yes")));
    } finally {
      client.close();
    }
  }

  private static List<String> answers(Namespace client) {
    List<String> answers = new ArrayList<>();
    for (String address : List.of("10.0.0.1", "fd00::1")) {
      String said = client.attempt("ping -c 1 -W 1 " + address);
      answers.add(said.isEmpty() ? "yes" : "no");
    }
    return answers;
  }
}
