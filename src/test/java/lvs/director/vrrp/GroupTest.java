package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual routers that change state together. */
class GroupTest {
  private static final double MASTER_DOWN = 3 + 156 / 256.0;

  private static String pair(String first, String second, String group) {
    return Box.instance("VI_1", 51, "eth0", "10.9.0.100", first)
        + Box.instance("VI_2", 52, "eth1", "10.8.0.100", second)
        + "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n"
        + group
        + "\n}\n";
  }

  private static final String PAIR = pair("priority 100", "priority 100", "");

  @Test
  void membersBecomeMasterTogetherAndTheGroupIsToldLast() {
    Box box = Box.running(PAIR).pass(MASTER_DOWN);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "take VI_1 [10.9.0.100%eth0] for 5 s",
            "fifo INSTANCE \"VI_1\" MASTER 100",
            "send VI_2 priority 100",
            "take VI_2 [10.8.0.100%eth1] for 5 s",
            "fifo INSTANCE \"VI_2\" MASTER 100",
            "fifo GROUP \"G\" MASTER 0"),
        sorted(box.did("send", "take", "fifo")));
  }

  /** Either member may be first; the first letters are what matters here. */
  private static List<String> sorted(List<String> lines) {
    return lines.getFirst().contains("VI_1")
        ? lines
        : java.util.stream.Stream.of(
                lines.subList(3, 6), lines.subList(0, 3), lines.subList(6, lines.size()))
            .flatMap(List::stream)
            .toList();
  }

  @Test
  void aMemberAloneDoesNotBecomeMaster() {
    Box box = Box.running(PAIR);
    for (int i = 0; i < 8; i++) {
      box.hears("10.8.0.2", 150, "VI_2").pass(1);
    }
    assertEquals(RouterState.BACKUP, box.router("VI_1").state());
    box.pass(3);
    assertEquals(RouterState.MASTER, box.router("VI_1").state());
    assertEquals(RouterState.MASTER, box.router("VI_2").state());
  }

  @Test
  void oneThatYieldsTakesAllAlong() {
    Box box = Box.running(PAIR).pass(6);
    box.did();
    box.hears("10.8.0.2", 150, "VI_2");
    assertEquals(
        List.of(
            "drop VI_2 [10.8.0.100%eth1]",
            "fifo INSTANCE \"VI_2\" BACKUP 100",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" BACKUP 100",
            "fifo GROUP \"G\" BACKUP 0"),
        box.did("send", "drop", "fifo"));
    assertEquals("VI_2 of the same sync group is BACKUP", box.router("VI_1").reason());
  }

  @Test
  void oneFaultIsEverybodysFault() {
    Box box = Box.running(PAIR).pass(6);
    box.did();
    box.carrier("eth1", false);
    assertEquals(
        List.of(
            "send VI_1 priority 0",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" FAULT 100",
            "send VI_2 priority 0",
            "drop VI_2 [10.8.0.100%eth1]",
            "fifo INSTANCE \"VI_2\" FAULT 100",
            "fifo GROUP \"G\" FAULT 0"),
        box.did("send", "drop", "fifo"));
    assertEquals(
        "VI_2 of the same sync group is in FAULT: link eth1 has no carrier",
        box.router("VI_1").reason());
    assertEquals(List.of("VI_2: link eth1 has no carrier"), box.router("VI_1").faults());
  }

  @Test
  void theGroupReturnsWhenNobodyIsFaulty() {
    Box box = Box.running(PAIR).carrier("eth1", false).carrier("eth0", false);
    box.did();
    box.carrier("eth1", true);
    assertEquals(List.of(), box.did("fifo"));
    box.carrier("eth0", true);
    assertEquals(
        List.of(
            "fifo INSTANCE \"VI_1\" BACKUP 100",
            "fifo INSTANCE \"VI_2\" BACKUP 100",
            "fifo GROUP \"G\" BACKUP 0"),
        box.did("fifo"));
  }

  @Test
  void ownersOnlyAreMastersAtOnce() {
    Box box = Box.running(pair("priority 255", "priority 255", ""));
    assertEquals(RouterState.MASTER, box.engine.view().group("G").orElseThrow().state());
    Box mixed = Box.running(pair("priority 255", "priority 100", ""));
    assertEquals(RouterState.BACKUP, mixed.engine.view().group("G").orElseThrow().state());
  }

  @Test
  void stateMasterInAGroupWaitsForOneAdvertisementOnly() {
    Box box = Box.running(pair("state MASTER\npriority 150", "state MASTER\npriority 150", ""));
    box.pass(1.1);
    assertEquals(RouterState.MASTER, box.router("VI_1").state());
  }

  @Test
  void weightsOfMembersDoNotCountWithoutSyncGroupTrackingWeight() {
    String tracked = "priority 100\ntrack_interface {\neth1 weight -30\n}";
    Box box = Box.running(pair(tracked, "priority 100\ndont_track_primary", ""));
    box.carrier("eth1", false);
    assertEquals(RouterState.FAULT, box.router("VI_1").state());
    Box weighted =
        Box.running(
            pair(tracked, "priority 100\ndont_track_primary", "sync_group_tracking_weight"));
    weighted.carrier("eth1", false);
    assertEquals(70, weighted.router("VI_1").priority());
  }

  @Test
  void trackersOfTheGroupApplyToEveryMember() {
    Box box =
        Box.running(
            pair(
                "priority 100",
                "priority 90\ndont_track_primary",
                "track_interface {\neth1 weight -30\n}"));
    box.carrier("eth1", false);
    assertEquals(70, box.router("VI_1").priority());
    assertEquals(60, box.router("VI_2").priority());
  }
}
