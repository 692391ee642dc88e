package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Skew time and master down interval of both versions. */
class TimersTest {
  private static double masterDownSeconds(String lines) {
    return Box.running(Box.instance(lines)).untilNext();
  }

  @Test
  void version2SkewIsAPartOfASecondWhateverTheInterval() {
    assertEquals(3 + 156 / 256.0, masterDownSeconds("priority 100"), 1e-9);
    assertEquals(15 + 156 / 256.0, masterDownSeconds("priority 100\nadvert_int 5"), 1e-9);
  }

  @Test
  void version3SkewIsAPartOfTheInterval() {
    assertEquals(
        0.6 + 56 * 0.2 / 256, masterDownSeconds("version 3\npriority 200\nadvert_int 0.2"), 1e-9);
  }

  @Test
  void downTimerAdvertsReplacesTheThree() {
    assertEquals(5 + 156 / 256.0, masterDownSeconds("priority 100\ndown_timer_adverts 5"), 1e-9);
  }

  @Test
  void version3LearnsTheIntervalOfTheMaster() {
    Box box = Box.running(Box.instance("version 3\npriority 100\nadvert_int 1"));
    String other = Box.instance("version 3\npriority 150\nadvert_int 0.1");
    box.hears("10.9.0.2", 150, other, "VI_1");
    assertEquals(0.3 + 156 * 0.1 / 256, box.untilNext(), 1e-9);
    assertEquals(Duration.ofNanos(360_937_500), box.router().masterDownInterval());
  }

  @Test
  void aMasterAdvertisesAtItsOwnInterval() {
    Box box = Box.running(Box.instance("version 3\npriority 100\nadvert_int 1"));
    String other = Box.instance("version 3\npriority 150\nadvert_int 0.1");
    box.hears("10.9.0.2", 150, other, "VI_1").pass(0.36093750);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(1, box.untilNext(), 1e-9);
  }

  @Test
  void startupDelayHoldsTheTimersAndTheEars() {
    Box box =
        Box.running("global_defs {\nvrrp_startup_delay 10\n}\n" + Box.instance("priority 100"));
    assertEquals(10 + 3 + 156 / 256.0, box.untilNext(), 1e-9);
    box.pass(5).hears("10.9.0.2", 150).pass(8.6);
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(0.01);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void delayAfterBootCountsFromTheBootOfTheMachine() {
    Box box = new Box();
    box.now = 1000 * Box.SECOND;
    box.network();
    box.configure("global_defs {\nvrrp_delay_after_boot 1004\n}\n" + Box.instance("priority 100"));
    assertEquals(4 + 3 + 156 / 256.0, box.untilNext(), 1e-9);
  }

  @Test
  void theOwnerWaitsForTheStartupDelayOnly() {
    Box box =
        Box.running("global_defs {\nvrrp_startup_delay 10\n}\n" + Box.instance("priority 255"));
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(10);
    assertEquals(RouterState.MASTER, box.state());
  }
}
