package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The orderly end. */
class StopTest {
  private static final String PLAIN = Box.instance("priority 100\nnotify_stop \"/bin/true s\"");

  @Test
  void aBackupHasNothingToSay() {
    Box box = Box.running(PLAIN).stop();
    assertEquals(
        List.of(
            "drop VI_1 [10.9.0.100%eth0]",
            "statics []",
            "run /bin/true s for VI_1",
            "fifo INSTANCE \"VI_1\" STOP 100",
            "notice ROUTER_STOPPED: virtual router VI_1 stops: the director stops",
            "listen []",
            "interfaces []",
            "stopped"),
        box.did());
    assertEquals(Timers.NEVER, box.engine.nextDeadlineNanos());
  }

  @Test
  void aMasterServesUntilItsSuccessorDoes() {
    Box box = Box.master(PLAIN).stop();
    assertEquals(List.of("send VI_1 priority 0", "cancel announcements VI_1"), box.did());
    box.pass(0.6).hears("10.9.0.2", 50).pass(0.02);
    assertEquals(
        List.of(
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "cancel announcements VI_1",
            "drop VI_1 [10.9.0.100%eth0]",
            "watch claims []",
            "statics []",
            "run /bin/true s for VI_1",
            "fifo INSTANCE \"VI_1\" STOP 100",
            "notice ROUTER_STOPPED: virtual router VI_1 stops: the director stops",
            "listen []",
            "interfaces []",
            "stopped"),
        box.did());
  }

  @Test
  void withoutASuccessorItLetsGoAfterTwiceTheSkewTime() {
    Box box = Box.master(PLAIN).stop().pass(1.99);
    assertEquals(List.of("send VI_1 priority 0", "send VI_1 priority 0"), box.did("send", "drop"));
    box.pass(0.01);
    assertEquals(List.of("drop VI_1 [10.9.0.100%eth0]", "stopped"), box.did("drop", "stopped"));
  }

  @Test
  void theDeadlineBoundsIt() {
    Box box = Box.master(PLAIN);
    box.event(new VrrpEvent.Stop(OptionalLong.of(box.now + Box.SECOND / 2)));
    box.pass(0.5);
    assertEquals(List.of("stopped"), box.did("stopped"));
  }

  @Test
  void aSecondStopWithADeadlineHurries() {
    Box box = Box.master(PLAIN).stop().pass(0.1);
    box.event(new VrrpEvent.Stop(OptionalLong.of(box.now)));
    box.pass(0);
    assertEquals(List.of("stopped"), box.did("stopped"));
  }

  @Test
  void whileItStopsNobodyBecomesMaster() {
    Box box =
        Box.running(
            PLAIN + Box.instance("VI_2", 52, "eth0", "10.9.0.101", "priority 100\nadvert_int 10"));
    box.pass(29.9).stop().pass(0.8);
    assertEquals(RouterState.INIT, box.router("VI_2").state());
    box.carrier("eth1", false).hears("10.9.0.2", 0, "VI_2").pass(5);
    assertEquals(1, box.did("stopped").size());
  }

  @Test
  void aHandoverUnderWayIsAnswered() {
    Box box = Box.master(PLAIN).asks("VI_1", "", false).stop();
    assertEquals(List.of("handover #7 refused: the director stops"), box.did("handover"));
    box.pass(2);
    assertEquals(1, box.did("stopped").size());
  }

  @Test
  void groupsAreToldAfterTheirMembers() {
    Box box =
        Box.running(
            PLAIN
                + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "")
                + "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n");
    box.stop();
    assertEquals(
        List.of(
            "fifo INSTANCE \"VI_1\" STOP 100",
            "fifo INSTANCE \"VI_2\" STOP 100",
            "fifo GROUP \"G\" STOP 0"),
        box.did("fifo"));
  }

  @Test
  void nothingConfiguredStopsAtOnce() {
    Box box = new Box();
    box.stop();
    assertEquals(List.of("stopped"), box.did("stopped"));
  }

  @Test
  void trackersStop() {
    Box box =
        Box.running(
            "vrrp_script chk {\nscript \"/bin/true\"\n}\n"
                + "vrrp_track_process p {\nprocess named\n}\n"
                + Box.instance("track_script {\nchk\n}\ntrack_process {\np\n}"));
    box.stop();
    assertEquals(List.of("stop script chk #1", "watch processes []"), box.did("stop s", "watch"));
    box.pass(10);
    assertEquals(List.of(), box.did("start"));
  }
}
