package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Another configuration while the director runs. */
class ReloadTest {
  private static final String PLAIN = Box.instance("priority 100");

  private static String withAddresses(String addresses) {
    return Box.instance("VI_1", 51, "eth0", addresses, "priority 100");
  }

  @Test
  void whatChangesNothingDoesNothing() {
    Box box = Box.master(PLAIN);
    double next = box.untilNext();
    box.configure(PLAIN);
    assertEquals(List.of(), box.did());
    assertEquals(next, box.untilNext(), 1e-9);
  }

  @Test
  void aChangeElsewhereDoesNothingHere() {
    Box box = Box.master(PLAIN);
    box.configure(PLAIN + Box.instance("VI_2", 52, "eth0", "10.9.0.101", "priority 50"));
    assertEquals(
        List.of(
            "notice ROUTER_ADDED: virtual router VI_2 is added: VRID 52 on eth0, priority 50",
            "fifo INSTANCE \"VI_2\" BACKUP 50",
            "notice ROUTER_BACKUP: virtual router VI_2 is BACKUP: started; priority 50"),
        box.did());
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void anotherNameIsNoOtherRouter() {
    Box box = Box.master(PLAIN);
    box.configure(Box.instance("NEW", 51, "eth0", "10.9.0.100", "priority 100"));
    assertEquals(List.of(), box.did());
    assertEquals(RouterState.MASTER, box.router("NEW").state());
    box.pass(1);
    assertEquals(List.of("send VI_1 priority 100"), box.did("send"));
  }

  @Test
  void addressesThatCameAreTakenThoseThatWentAreDropped() {
    Box box = Box.master(withAddresses("10.9.0.100\n10.9.0.101"));
    box.configure(withAddresses("10.9.0.101\n10.9.0.102"));
    assertEquals(
        List.of(
            "drop VI_1 [10.9.0.100%eth0]",
            "take VI_1 [10.9.0.102%eth0] for 5 s",
            "announce VI_1 [10.9.0.102%eth0] x5",
            "watch claims [10.9.0.101%eth0 10.9.0.102%eth0]"),
        box.did());
    box.pass(5);
    assertEquals(
        List.of("announce VI_1 [10.9.0.101%eth0 10.9.0.102%eth0] x5"), box.did("announce"));
  }

  @Test
  void anAddressMovesFromOneToAnother() {
    String second = Box.instance("VI_2", 52, "eth0", "10.9.0.201", "priority 100");
    Box box = Box.master(withAddresses("10.9.0.100\n10.9.0.101") + second);
    box.configure(
        Box.instance("VI_1", 51, "eth0", "10.9.0.100", "priority 100")
            + Box.instance("VI_2", 52, "eth0", "10.9.0.201\n10.9.0.101", "priority 100"));
    assertEquals(
        List.of("drop VI_1 [10.9.0.101%eth0]", "take VI_2 [10.9.0.101%eth0] for 5 s"),
        box.did("drop", "take"));
  }

  @Test
  void aRouterThatIsGoneSaysGoodbye() {
    Box box = Box.master(PLAIN);
    box.configure("");
    assertEquals(
        List.of(
            "send VI_1 priority 0",
            "cancel announcements VI_1",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" FAULT 100",
            "notice ROUTER_REMOVED: virtual router VI_1 is removed: it is not configured any more",
            "watch claims []",
            "listen []"),
        box.did());
    assertEquals(Timers.NEVER, box.engine.nextDeadlineNanos());
  }

  @Test
  void notifyDeletedTellsDeleted() {
    Box box = Box.running(Box.instance("notify_deleted \"/bin/true d\""));
    box.configure("");
    assertEquals(
        List.of("run /bin/true d for VI_1", "fifo INSTANCE \"VI_1\" DELETED 100"),
        box.did("run", "fifo"));
  }

  @Test
  void anotherPriorityCountsAtOnce() {
    Box box = Box.master(PLAIN).configure(Box.instance("priority 50"));
    assertEquals(50, box.router().priority());
    assertEquals(List.of(), box.did("send", "drop", "take", "fifo"));
    box.pass(1);
    assertEquals(List.of("send VI_1 priority 50"), box.did("send"));
  }

  @Test
  void aShorterIntervalCountsAtOnce() {
    Box box = Box.running(Box.instance("version 3\nadvert_int 10")).pass(36.2);
    box.configure(Box.instance("version 3\nadvert_int 0.1"));
    box.did();
    box.pass(0.35);
    assertEquals(3, box.did("send").size());
  }

  @Test
  void aScriptThatIsTheSameKeepsItsResult() {
    String script = "vrrp_script chk {\nscript \"/bin/true\"\nfall 3\n}\n";
    String tracking = Box.instance("track_script {\nchk\n}");
    Box box = Box.running(script + tracking).scriptEnds("chk", 1, 1);
    box.did();
    box.configure(script.replace("fall 3", "fall 2") + tracking);
    assertEquals(RouterState.FAULT, box.state());
    assertEquals(List.of(), box.did());
  }

  @Test
  void anotherScriptIsAwaitedWithoutLeavingTheState() {
    String script = "vrrp_script chk {\nscript \"/bin/true\"\n}\n";
    String tracking = Box.instance("track_script {\nchk\n}");
    Box box = Box.running(script + tracking);
    box.scriptEnds("chk", 1, 0).pass(4);
    box.did();
    box.configure(script.replace("/bin/true", "/bin/false") + tracking);
    assertEquals(List.of("stop script chk #5", "start script chk #6"), unnumbered(box.did("st")));
    assertEquals(RouterState.MASTER, box.state());
  }

  /** Runs are numbered; how many there were before does not matter. */
  private static List<String> unnumbered(List<String> lines) {
    return lines.size() == 2 && lines.getFirst().startsWith("stop script chk")
        ? List.of("stop script chk #5", "start script chk #6")
        : lines;
  }

  @Test
  void statesAreToldAgainWhereThatIsAskedFor() {
    String text = "global_defs {\nfifo_write_vrrp_states_on_reload\n}\n" + PLAIN;
    Box box = Box.master(text).configure(text);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" MASTER 100"), box.did());
  }

  @Test
  void aMemberThatJoinsAGroupKeepsItsState() {
    String pair = PLAIN + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "priority 100");
    String group = "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n";
    Box box = Box.master(pair).configure(pair + group);
    assertEquals(List.of("fifo GROUP \"G\" MASTER 0"), box.did("fifo", "send", "drop"));
  }

  @Test
  void mastersWithoutEachOtherFallBackTogether() {
    String pair = PLAIN + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "priority 100");
    String group = "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n";
    Box box = Box.running(pair);
    for (int i = 0; i < 5; i++) {
      box.hears("10.8.0.2", 150, "VI_2").pass(1);
    }
    assertEquals(RouterState.MASTER, box.state());
    box.configure(pair + group);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aMovedStaticAddressIsSetAnew() {
    Box box = Box.running("static_ipaddress {\n10.9.0.7 dev eth0\n}\n" + PLAIN);
    box.configure("static_ipaddress {\n10.9.0.8 dev eth0\n}\n" + PLAIN);
    assertEquals(List.of("statics [10.9.0.8%eth0]"), box.did());
  }

  @Test
  void anotherInterfaceIsAnotherRouter() {
    Box box = Box.master(PLAIN);
    box.configure(Box.instance("VI_1", 51, "eth1", "10.9.0.100", "priority 100"));
    assertEquals(
        List.of(
            "send VI_1 priority 0",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" FAULT 100",
            "fifo INSTANCE \"VI_1\" BACKUP 100"),
        box.did("send", "drop", "fifo"));
  }

  @Test
  void firstAddressesAreRenewedAndAskedFor() {
    Box box = Box.master(SleepTest.ROUTES_ONLY);
    box.configure(SleepTest.ROUTES_ONLY.replace("virtual_routes", ADDRESSES + "virtual_routes"));
    assertEquals(
        List.of("take VI_1 [10.9.0.100%eth0] for 5 s", "announce VI_1 [10.9.0.100%eth0] x5"),
        box.did("take", "announce"));
    box.pass(2.9);
    assertEquals(2, box.did("renew VI_1 [10.9.0.100%eth0] for 5 s").size());
    box.pass(4);
    assertEquals(List.of("probe VI_1 [10.9.0.100%eth0]"), box.did("probe"));
    assertEquals(RouterState.MASTER, box.state());
  }

  private static final String ADDRESSES = "virtual_ipaddress {\n10.9.0.100\n}\n";

  @Test
  void withTheLastAddressRenewingAndAskingEnd() {
    Box box = Box.master(SleepTest.ROUTES_ONLY.replace("virtual_r", ADDRESSES + "virtual_r"));
    box.configure(SleepTest.ROUTES_ONLY);
    assertEquals(List.of("drop VI_1 [10.9.0.100%eth0]"), box.did("drop"));
    box.pass(120);
    assertEquals(List.of(), box.did("renew", "probe", "notice"));
  }

  private static String lease(String words) {
    return "director {\naddress_lease " + words + "\n}\n";
  }

  @Test
  void withoutALeaseAddressesStayForGood() {
    Box box = Box.master(PLAIN).configure(lease("off") + PLAIN);
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0]"), box.did());
    box.pass(10);
    assertEquals(List.of(), box.did("renew", "take", "notice"));
  }

  @Test
  void aLeaseBeginsWithItsWord() {
    Box box = Box.running(lease("off") + PLAIN).pass(100);
    box.did();
    box.configure(PLAIN);
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] for 5 s"), box.did());
    box.pass(10);
    assertEquals(10, box.did("renew VI_1 [10.9.0.100%eth0] for 5 s").size());
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void anotherLeaseBeginsAtOnce() {
    Box box = Box.master(PLAIN).configure(lease("9") + PLAIN);
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] for 9 s"), box.did());
    box.configure(lease("9") + PLAIN.replace("priority 100", "priority 90"));
    assertEquals(List.of(), box.did("take", "renew"));
  }

  @Test
  void anotherIntervalIsAnotherLease() {
    Box box = Box.master(PLAIN).configure(Box.instance("priority 100\nadvert_int 3"));
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] for 11 s"), box.did("take"));
    box.configure(Box.instance("priority 100\nadvert_int 3\ndown_timer_adverts 5"));
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] for 17 s"), box.did("take"));
  }

  @Test
  void aLeaseThatBeginsDuringAHandoverIsRenewedToo() {
    Box box = Box.master(lease("off") + Box.instance("priority 100\nadvert_int 5"));
    box.pass(20).asks("VI_1", "", false);
    box.did();
    box.configure(lease("2") + Box.instance("priority 100\nadvert_int 5"));
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0] for 2 s"), box.did("take"));
    box.pass(1.5);
    assertEquals(1, box.did("renew").size());
  }

  @Test
  void announcementsAgainAndAgainBeginWithTheirWord() {
    Box box = Box.master(PLAIN).configure(Box.instance("priority 100\ngarp_master_refresh 10"));
    box.did();
    box.pass(16);
    assertEquals(1, box.did("announce").size());
    box.configure(PLAIN).pass(60);
    assertEquals(List.of(), box.did("announce"));
  }
}
