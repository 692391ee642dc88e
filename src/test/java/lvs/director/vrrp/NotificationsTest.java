package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What scripts, pipes and people are told, and in which order. */
class NotificationsTest {
  private static final String SCRIPTS =
      "notify_master \"/bin/true m\"\nnotify_backup \"/bin/true b\"\n"
          + "notify_fault \"/bin/true f\"\nnotify \"/bin/true n\"\n";

  @Test
  void theScriptOfTheStateComesFirstThenTheGeneralOneThenThePipe() {
    Box box = Box.running(Box.instance(SCRIPTS));
    box.pass(4);
    assertEquals(
        List.of(
            "run /bin/true m for VI_1",
            "run /bin/true n INSTANCE VI_1 MASTER 100 for VI_1",
            "fifo INSTANCE \"VI_1\" MASTER 100"),
        box.did("run", "fifo"));
    box.carrier("eth0", false);
    assertEquals(
        List.of(
            "run /bin/true f for VI_1",
            "run /bin/true n INSTANCE VI_1 FAULT 100 for VI_1",
            "fifo INSTANCE \"VI_1\" FAULT 100"),
        box.did("run", "fifo"));
    box.carrier("eth0", true);
    assertEquals(
        List.of(
            "run /bin/true b for VI_1",
            "run /bin/true n INSTANCE VI_1 BACKUP 100 for VI_1",
            "fifo INSTANCE \"VI_1\" BACKUP 100"),
        box.did("run", "fifo"));
  }

  @Test
  void groupsAreToldWithPriorityZero() {
    Box box =
        Box.running(Box.instance("") + "vrrp_sync_group G {\ngroup {\nVI_1\n}\n" + SCRIPTS + "}\n");
    box.pass(4);
    assertEquals(
        List.of(
            "fifo INSTANCE \"VI_1\" MASTER 100",
            "run /bin/true m for G",
            "run /bin/true n GROUP G MASTER 0 for G",
            "fifo GROUP \"G\" MASTER 0"),
        box.did("run", "fifo"));
  }

  @Test
  void thePriorityToldIsTheEffectiveOne() {
    Box box = Box.running(Box.instance("track_interface {\neth1 weight 10\n}")).pass(4);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" MASTER 110"), box.did("fifo"));
  }

  @Test
  void smtpAlertIsInTheNotice() {
    Box box = Box.running(Box.instance("smtp_alert")).pass(4);
    VrrpNotice master =
        box.effects.stream()
            .filter(VrrpEffect.Announce.class::isInstance)
            .map(each -> ((VrrpEffect.Announce) each).notice())
            .filter(each -> each.kind() == VrrpNotice.Kind.ROUTER_MASTER)
            .findFirst()
            .orElseThrow();
    assertTrue(master.smtpAlert());
  }
}
