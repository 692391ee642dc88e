package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.MacAddress;
import lvs.director.model.FirewallSettings;
import lvs.director.model.LinkSettings;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.OwnedItems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the monitor tells of a kernel that others change. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class LinkMonitorLabTest {
  private static final OptionalInt FOR_EVER = OptionalInt.empty();
  private static final String END_OF_LINE = "last";

  private Namespace lan;
  private KernelNetwork network;
  private Recorder recorder;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
    HeldItems held = new HeldItems();
    network = lan.call(() -> KernelNetwork.open(held, FirewallSettings.NONE));
    recorder = lan.call(() -> new Recorder(held));
  }

  @AfterEach
  void close() {
    recorder.close();
    lan.call(
        () -> {
          network.close();
          return null;
        });
    lan.close();
  }

  @Test
  void theFirstStateIsWhatIsThere() {
    recorder.await("the carrier of a new cable", () -> recorder.link("eth0").isUsable());
    Link eth0 = recorder.link("eth0");
    assertTrue(eth0.ethernet() && eth0.multicast());
    assertEquals(1500, eth0.mtuBytes());
    assertEquals("veth", eth0.kind());
    assertEquals(
        Optional.of(lan.ip("-o link show eth0").replaceFirst("(?s).*link/ether (\\S+).*", "$1")),
        eth0.mac().map(MacAddress::toString));
    assertFalse(recorder.link("lo").ethernet());
  }

  @Test
  void aCableThatIsCutAndPluggedInAgain() {
    lan.ip("link set eth1 down");
    recorder.await("no carrier", () -> !recorder.link("eth0").running());
    assertTrue(recorder.link("eth0").up());
    lan.ip("link set eth1 up");
    recorder.await("carrier", () -> recorder.link("eth0").isUsable());
  }

  @Test
  void anInterfaceComesGoesAndGetsAnotherName() {
    lan.ip("link add link eth0 name eth0.5 type macvlan");
    recorder.await("a macvlan", () -> recorder.last().link("eth0.5").isPresent());
    assertEquals(recorder.link("eth0").index(), recorder.link("eth0.5").baseIndex());
    lan.ip("link set eth0.5 name blue");
    recorder.await(
        "another name",
        () -> recorder.last().link("blue").isPresent() && recorder.last().link("eth0.5").isEmpty());
    lan.ip("link del blue");
    recorder.await("it gone", () -> recorder.last().link("blue").isEmpty());
  }

  @Test
  void addressesOfOthersAndOursAreToldApart() {
    lan.ip("addr add 10.0.0.9/24 dev eth0");
    lan.ip("addr add 10.0.0.8/24 dev eth0");
    take(Items.address("10.0.0.1/24", "eth0"), Items.address("10.0.0.8/24", "eth0"));
    recorder.await(
        "three addresses, two of them ours",
        () ->
            recorder.link("eth0").addresses().stream()
                .map(each -> each.prefix() + (each.ours() ? " ours" : ""))
                .toList()
                .equals(List.of("10.0.0.9/24", "10.0.0.8/24 ours", "10.0.0.1/24 ours")));
  }

  @Test
  void anIpv6AddressIsTentativeWhileItIsTested() {
    take(Items.with(Items.address("fd00::1/64", "eth0"), null, "dad"));
    recorder.await(
        "an address in use", () -> !recorder.link("eth0").addresses().getFirst().tentative());
    assertTrue(recorder.sawTentative("fd00::1/64"), "it was tentative before");
  }

  @Test
  void whatSomebodyElseRemovesIsLostOnceAndOursIsNot() {
    VirtualAddress first = Items.address("10.0.0.1/24", "eth0");
    VirtualAddress second = Items.with(Items.address("10.0.0.2/32", "eth0"), null, "no_track");
    VirtualAddress third = Items.address("fd00::1/64", "eth0");
    VirtualAddress last = Items.address("10.0.0.9/32", "eth0");
    take(first, second, third, last);
    drop(first, second, third);
    take(first, second, third);
    lan.ip("addr del 10.0.0.2/32 dev eth0");
    lan.ip("addr del fd00::1/64 dev eth0");
    lan.ip("addr del 10.0.0.9/32 dev eth0");
    recorder.await("three", () -> recorder.lost().size() >= 3);
    assertEquals(
        List.of(
            "a: address 10.0.0.2/32 on eth0",
            "a: address 10.0.0.9/32 on eth0 tracked",
            "a: address fd00::1/64 on eth0 tracked"),
        recorder.lost().stream().sorted().toList());
    take(second);
    lan.ip("addr del 10.0.0.2/32 dev eth0");
    recorder.await("a fourth, put back meanwhile", () -> recorder.lost().size() >= 4);
  }

  @Test
  void droppingAndTakingManyTimesLosesNothing() {
    VirtualAddress ipv4 = Items.address("10.0.0.1/24", "eth0");
    VirtualAddress ipv6 = Items.address("fd00::1/64", "eth0");
    OwnedItems items =
        Items.everything(
            List.of(ipv4, ipv6),
            List.of(Items.route("10.5.0.0/16", "10.0.0.254", "eth0")),
            List.of(Items.rule("10.0.0.1/32", OptionalLong.of(100), "100")));
    for (int i = 0; i < 200; i++) {
      assertEquals(List.of(), lan.call(() -> network.take("a", items, OptionalInt.of(60))));
      assertEquals(List.of(), lan.call(() -> network.drop("a", items)));
    }
    lan.ip("link set eth0 name " + END_OF_LINE);
    recorder.await("the end", () -> recorder.last().link(END_OF_LINE).isPresent());
    assertEquals(List.of(), recorder.lost());
  }

  @Test
  void anAddressThatGoesWithItsInterfaceIsNotLost() {
    take(Items.address("10.0.0.1/24", "eth0"), Items.address("fd00::1/64", "eth1"));
    lan.ip("link del eth0");
    recorder.await("no interface", () -> recorder.last().link("eth0").isEmpty());
    lan.ip("link add " + END_OF_LINE + " type bridge");
    recorder.await("the end", () -> recorder.last().link(END_OF_LINE).isPresent());
    assertEquals(List.of(), recorder.lost());
  }

  @Test
  void anIpv6AddressThatIsGoneWhenTheInterfaceComesUpAgainIsLostThen() {
    take(Items.address("fd00::1/64", "eth0"));
    lan.ip("link set eth0 down");
    recorder.await("it down", () -> !recorder.link("eth0").up());
    assertEquals(List.of(), recorder.lost());
    lan.ip("link set eth0 up");
    recorder.await("one", () -> recorder.lost().size() == 1);
  }

  @Test
  void routesAndRulesThatOthersRemoveAreLost() {
    lan.ip("addr add 10.0.0.9/24 dev eth0");
    OwnedItems items =
        Items.everything(
            List.of(),
            List.of(
                Items.route("10.5.0.0/16", "10.0.0.254", "eth0"),
                Items.route("10.6.0.0/16", "10.0.0.254", "eth0"),
                Items.route("fd05::/32", null, "eth0")),
            List.of(
                Items.rule("10.1.0.0/16", OptionalLong.of(100), "100"),
                Items.rule("fd01::/16", OptionalLong.empty(), "100")));
    assertEquals(List.of(), lan.call(() -> network.take("a", items, FOR_EVER)));
    lan.ip("route del 10.5.0.0/16");
    lan.ip("route replace 10.6.0.0/16 via 10.0.0.253");
    lan.ip("-6 route del fd05::/32");
    lan.ip("rule del priority 100");
    lan.ip("-6 rule del priority 32765");
    recorder.await("five", () -> recorder.lost().size() >= 5);
    assertEquals(
        List.of(
            "a: route 10.5.0.0/16 via 10.0.0.254 dev eth0 tracked",
            "a: route 10.6.0.0/16 via 10.0.0.254 dev eth0 tracked",
            "a: route fd05::/32 dev eth0 tracked",
            "a: rule 100: from 10.1.0.0/16 lookup 100 tracked",
            "a: rule from fd01::/16 lookup 100 tracked"),
        recorder.lost().stream().sorted().toList());
  }

  @Test
  void aBurstThatOverflowsTheBufferIsReadAnew() {
    take(Items.address("10.0.0.1/24", "eth0"));
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      String route =
          " 172." + (16 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256 + " dev eth0\n";
      batch.append("route add").append(route).append("route del").append(route);
    }
    batch.append("addr del 10.0.0.1/24 dev eth0\naddr add 10.0.0.7/24 dev eth0\n");
    lan.batch(batch.toString());
    recorder.await(
        "the last address",
        () ->
            recorder.link("eth0").addresses().getFirst().prefix().toString().equals("10.0.0.7/24"));
    recorder.await("the loss", () -> recorder.lost().size() == 1);
  }

  @Test
  void anInterfaceThatSendsNoEventsIsAsked() {
    recorder
        .monitor()
        .watch(
            new LinkSettings(
                false,
                List.of(new LinkSettings.Polled("eth0", LinkSettings.PollMethod.AUTOMATIC)),
                List.of(),
                LinkSettings.DEFAULT.spacing(),
                List.of()));
    lan.ip("link set eth1 down");
    recorder.await("no carrier", () -> !recorder.link("eth0").running());
    lan.ip("link set eth1 up");
    recorder.await("carrier", () -> recorder.link("eth0").running());
  }

  private void take(VirtualAddress... addresses) {
    OwnedItems items = Items.addresses(addresses);
    assertEquals(List.of(), lan.call(() -> network.take("a", items, FOR_EVER)));
  }

  private void drop(VirtualAddress... addresses) {
    OwnedItems items = Items.addresses(addresses);
    assertEquals(List.of(), lan.call(() -> network.drop("a", items)));
  }
}
