package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.lab.Await;
import lvs.director.linux.rtnetlink.AddressEntry;
import lvs.director.linux.rtnetlink.AddressMessages;
import lvs.director.linux.rtnetlink.Mark;
import lvs.director.model.FirewallSettings;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Virtual addresses on a kernel, with what the program ip says of them. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class AddressLabTest {
  private static final OptionalInt FOR_EVER = OptionalInt.empty();

  private Namespace lan;
  private KernelNetwork network;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
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
  void anAddressCarriesTheMarkAndStaysWithoutLease() {
    take(FOR_EVER, Items.address("10.0.0.1/24", "eth0"));
    AddressEntry entry =
        lan.call(AddressLabTest::list).stream()
            .filter(each -> each.prefix().toString().equals("10.0.0.1/24"))
            .findFirst()
            .orElseThrow();
    assertEquals(Mark.DIRECTOR, entry.protocol());
    String shown = shown("10.0.0.1/24");
    assertTrue(shown.contains("valid_lft forever preferred_lft forever"), shown);
  }

  @Test
  void aLeaseIsTheLifetime() {
    take(OptionalInt.of(60), Items.address("10.0.0.1/24", "eth0"));
    assertTrue(shown("10.0.0.1/24").contains("valid_lft 60sec preferred_lft 60sec"));
  }

  @Test
  void anAddressVanishesWhenItsLeaseIsNotRenewed() {
    take(
        OptionalInt.of(2),
        Items.address("10.0.0.1/24", "eth0"),
        Items.address("fd00::1/64", "eth0"));
    assertTrue(has("10.0.0.1/24") && has("fd00::1/64"));
    Await.until(
        Duration.ofSeconds(5),
        "both addresses gone",
        () -> !has("10.0.0.1/24") && !has("fd00::1/64"));
  }

  @Test
  void aRenewedLeaseKeepsTheAddressWithoutAnyEventOfRemoval() throws Exception {
    VirtualAddress ipv4 = Items.address("10.0.0.1/24", "eth0");
    VirtualAddress ipv6 = Items.address("fd00::1/64", "eth0");
    take(OptionalInt.of(2), ipv4, ipv6);
    try (Recorder events = lan.call(() -> new Recorder(new HeldItems()))) {
      for (int second = 0; second < 8; second++) {
        Thread.sleep(500); // the time of the test itself: four leases long
        assertEquals(List.of(), call(() -> network.renew("a", List.of(ipv4, ipv6), 2)));
        assertTrue(has("10.0.0.1/24") && has("fd00::1/64"));
      }
      assertEquals(1, events.states(), "a renewal is no change of the network");
    }
  }

  @Test
  void aLeaseThatEndedIsNotRenewed() {
    VirtualAddress address = Items.address("10.0.0.1/24", "eth0");
    take(OptionalInt.of(1), address);
    Await.until(Duration.ofSeconds(5), "the address gone", () -> !has("10.0.0.1/24"));
    Await.until(
        Duration.ofSeconds(5),
        "a refusal",
        () ->
            call(() -> network.renew("a", List.of(address), 1)).toString().contains("lease ended"));
    assertFalse(has("10.0.0.1/24"));
  }

  @Test
  void whatIsThereAlreadyIsMadeOurs() {
    lan.ip("addr add 10.0.0.1/24 dev eth0");
    VirtualAddress address = Items.address("10.0.0.1/24", "eth0");
    take(OptionalInt.of(60), address);
    assertTrue(shown("10.0.0.1/24").contains("valid_lft 60sec"));
    assertEquals(List.of(), call(() -> network.drop("a", Items.addresses(address))));
    assertFalse(has("10.0.0.1/24"));
  }

  @Test
  void anAddressOfTwoRoutersStaysUntilBothDropIt() {
    VirtualAddress address = Items.address("10.0.0.1/24", "eth0");
    take(FOR_EVER, address);
    call(() -> network.take("b", Items.addresses(address), FOR_EVER));
    call(() -> network.drop("a", Items.addresses(address)));
    assertTrue(has("10.0.0.1/24"));
    call(() -> network.drop("b", Items.addresses(address)));
    assertFalse(has("10.0.0.1/24"));
  }

  @Test
  void droppingWhatIsGoneIsNoProblem() {
    VirtualAddress address = Items.address("10.0.0.1/24", "eth0");
    VirtualAddress elsewhere = Items.address("10.0.0.2/24", "eth1");
    take(FOR_EVER, address, elsewhere);
    lan.ip("addr del 10.0.0.1/24 dev eth0");
    lan.ip("link del eth1");
    assertEquals(List.of(), call(() -> network.drop("a", Items.addresses(address, elsewhere))));
  }

  @Test
  void everyWordOfAnAddressDoesWhatIpDoesWithIt() {
    VirtualAddress plain = Items.address("10.0.0.1/24", "eth0");
    same(Items.with(plain, "10.0.0.255", "global", null, null), "10.0.0.1/24 brd 10.0.0.255");
    same(
        Items.with(plain, null, "link", "eth0:vip", null), "10.0.0.1/24 scope link label eth0:vip");
    same(Items.with(plain, null, "200", null, null), "10.0.0.1/24 scope site");
    same(
        Items.with(Items.address("10.0.0.1/32", "eth0"), null, "global", null, "10.0.0.2/30"),
        "10.0.0.1 peer 10.0.0.2/30");
    same(
        Items.with(Items.address("fd00::1/128", "eth0"), null, "global", null, "fd00::2/64"),
        "fd00::1 peer fd00::2/64 nodad");
    same(Items.with(plain, null, "noprefixroute"), "10.0.0.1/24 noprefixroute");
    same(Items.with(plain, Duration.ZERO), "10.0.0.1/24 preferred_lft 0");
    same(Items.with(plain, Duration.ofSeconds(50)), "10.0.0.1/24 preferred_lft 50");
    VirtualAddress ipv6 = Items.address("fd00::1/64", "eth0");
    same(ipv6, "fd00::1/64 nodad");
    same(Items.with(ipv6, null, "home"), "fd00::1/64 nodad home");
    same(Items.with(ipv6, null, "mngtmpaddr"), "fd00::1/64 nodad mngtmpaddr");
    same(Items.with(ipv6, Duration.ZERO), "fd00::1/64 nodad preferred_lft 0");
    same(
        Items.with(Items.address("239.1.1.1/32", "eth0"), null, "autojoin"),
        "239.1.1.1/32 autojoin");
  }

  @Test
  void duplicateAddressDetectionRunsWhereItIsWanted() {
    take(FOR_EVER, Items.with(Items.address("fd00::1/64", "eth0"), null, "dad"));
    String shown = shown("fd00::1/64");
    assertFalse(shown.contains("nodad"), shown);
  }

  private void same(VirtualAddress address, String words) {
    List<String> problems = call(() -> network.take("a", Items.addresses(address), FOR_EVER));
    assertEquals(List.of(), problems, words);
    String ours = lan.ip("-o addr show dev eth0 -tentative");
    assertEquals(List.of(), call(() -> network.drop("a", Items.addresses(address))));
    String none = lan.ip("-o addr show dev eth0 -tentative");
    lan.ip("addr add " + words + " dev eth0");
    String theirs = lan.ip("-o addr show dev eth0 -tentative");
    assertEquals(theirs, ours, words);
    lan.ip("addr flush dev eth0 scope global");
    lan.ip("addr flush dev eth0 scope link");
    lan.ip("addr flush dev eth0 scope site");
    assertFalse(theirs.equals(none), words);
  }

  @Test
  void aHundredAddressesAreOneBatchAndEachFailureIsToldByItself() {
    List<VirtualAddress> many = new ArrayList<>(Items.many(255, "eth0"));
    many.add(100, Items.address("10.0.0.1/24", "nowhere"));
    many.add(200, Items.with(Items.address("10.0.0.2/24", "eth0"), null, "moon", null, null));
    many.add(Items.with(Items.address("10.0.0.3/24", "eth0"), null, "global", null, "10.0.0.4/0"));
    List<String> problems =
        call(
            () ->
                network.take("a", Items.addresses(many.toArray(VirtualAddress[]::new)), FOR_EVER));
    assertEquals(
        List.of(
            "cannot add address 10.0.0.1/24 on nowhere: there is no interface nowhere",
            "cannot add address 10.0.0.2/24 on eth0: scope \"moon\" is not in"
                + " /etc/iproute2/rt_scopes; add it there or write its number, at most 255"),
        problems);
    assertEquals(256, lan.ip("-o -4 addr show dev eth0").lines().count());
  }

  @Test
  void whereIpv6IsOffTheRemedyIsTold() {
    lan.run("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1");
    List<String> problems =
        call(
            () ->
                network.take("a", Items.addresses(Items.address("fd00::1/64", "eth0")), FOR_EVER));
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().contains("sysctl -w net.ipv6.conf.eth0.disable_ipv6=0"),
        problems.getFirst());
  }

  @Test
  void leftoversOfAnEarlierRunAreRemovedUnlessKept() {
    take(FOR_EVER, Items.address("10.0.0.1/24", "eth0"), Items.address("10.0.0.2/24", "eth0"));
    lan.ip("addr add 10.0.0.3/24 dev eth0");
    KernelNetwork next = lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
    call(() -> next.take("a", Items.addresses(Items.address("fd00::1/64", "eth0")), FOR_EVER));
    assertEquals(List.of(), call(() -> next.cleanUp(Set.of(Items.ip("10.0.0.2")))));
    assertFalse(has("10.0.0.1/24"));
    assertTrue(has("10.0.0.2/24") && has("10.0.0.3/24") && has("fd00::1/64"));
  }

  @Test
  void staticAddressesStandExactlyAndStrangersStay() {
    lan.ip("addr add 10.0.0.1/24 dev eth0");
    VirtualAddress before = Items.address("10.0.0.1/24", "eth0");
    VirtualAddress ours = Items.address("10.0.0.2/24", "eth0");
    setStatics(before, ours);
    assertTrue(has("10.0.0.2/24"));
    setStatics(ours);
    setStatics();
    assertFalse(has("10.0.0.2/24"));
    assertTrue(has("10.0.0.1/24"));
  }

  @Test
  void theOtherAddressesOfANetworkStayWhenItsFirstOneIsRemoved() {
    lan.run("sysctl", "-qw", "net.ipv4.conf.eth0.promote_secondaries=0");
    VirtualAddress address = Items.address("10.0.0.1/24", "eth0");
    var items =
        new lvs.director.vrrp.OwnedItems(List.of(address), List.of(), List.of(), List.of(), true);
    call(() -> network.take("a", items, FOR_EVER));
    lan.ip("addr add 10.0.0.2/24 dev eth0");
    call(() -> network.drop("a", items));
    assertTrue(has("10.0.0.2/24"));
    assertEquals("0", lan.run("sysctl", "-n", "net.ipv4.conf.eth0.promote_secondaries").strip());
  }

  private void setStatics(VirtualAddress... addresses) {
    StaticAddresses statics = new StaticAddresses(List.of(addresses), List.of(), List.of());
    assertEquals(List.of(), call(() -> network.statics(statics)));
  }

  private void take(OptionalInt lease, VirtualAddress... addresses) {
    assertEquals(List.of(), call(() -> network.take("a", Items.addresses(addresses), lease)));
  }

  private static List<AddressEntry> list() throws IOException {
    try (NetlinkSocket kernel = NetlinkSocket.open(NetlinkSocket.NETLINK_ROUTE)) {
      return kernel.dump(AddressMessages.list()).stream()
          .map(AddressEntry::decode)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private <T> T call(java.util.concurrent.Callable<T> task) {
    return lan.call(task);
  }

  private boolean has(String prefix) {
    return lan.ip("-o addr show").contains(" " + prefix + " ");
  }

  private String shown(String prefix) {
    return lan.ip("-o addr show")
        .lines()
        .filter(line -> line.contains(" " + prefix + " "))
        .findFirst()
        .orElse("no " + prefix);
  }
}
