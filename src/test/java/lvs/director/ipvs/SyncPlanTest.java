package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsChange.StartDaemon;
import lvs.director.ipvs.IpvsChange.StopDaemon;
import lvs.director.ipvs.IpvsDaemon.Role;
import lvs.director.model.LvsSettings.SyncDaemon;
import org.junit.jupiter.api.Test;

class SyncPlanTest {
  private static final SyncDaemon SETTINGS =
      new SyncDaemon("eth0", Optional.of("V"), Optional.of(5), 0, 8848, 0, Optional.empty());
  private static final IpvsDaemon MASTER = SyncPlan.wanted(SETTINGS, Role.MASTER);
  private static final IpvsDaemon BACKUP = SyncPlan.wanted(SETTINGS, Role.BACKUP);
  private static final Set<Role> NOTHING = EnumSet.noneOf(Role.class);

  /** As the kernel fills it in. */
  private static IpvsDaemon running(Role role, int syncId) {
    return new IpvsDaemon(role, "eth0", syncId, 1472, Endpoint.address("224.0.0.81"), 8848, 1);
  }

  private static List<IpvsChange> plan(
      Optional<IpvsDaemon> wanted, Set<Role> ours, IpvsDaemon... running) {
    return SyncPlan.plan(List.of(running), wanted, ours);
  }

  @Test
  void nothingRunsAndOneIsWanted() {
    assertEquals(List.of(new StartDaemon(MASTER)), plan(Optional.of(MASTER), NOTHING));
  }

  @Test
  void whatRunsAsWantedIsNotTouched() {
    assertEquals(List.of(), plan(Optional.of(MASTER), NOTHING, running(Role.MASTER, 5)));
  }

  @Test
  void theOtherRoleEndsFirst() {
    assertEquals(
        List.of(new StopDaemon(Role.BACKUP, 5), new StartDaemon(MASTER)),
        plan(Optional.of(MASTER), NOTHING, running(Role.BACKUP, 5)));
    assertEquals(
        List.of(new StopDaemon(Role.MASTER, 9)),
        plan(Optional.of(BACKUP), NOTHING, running(Role.MASTER, 9), running(Role.BACKUP, 5)));
  }

  @Test
  void otherSettingsAreARestart() {
    assertEquals(
        List.of(new StopDaemon(Role.MASTER, 9), new StartDaemon(MASTER)),
        plan(Optional.of(MASTER), NOTHING, running(Role.MASTER, 9)));
  }

  @Test
  void withoutARoleOnlyOursEnd() {
    assertEquals(
        List.of(new StopDaemon(Role.MASTER, 5)),
        plan(
            Optional.empty(),
            EnumSet.of(Role.MASTER),
            running(Role.MASTER, 5),
            running(Role.BACKUP, 9)));
  }

  @Test
  void lengthsAreComparedAsTheKernelLimitsThem() {
    IpvsDaemon shortest = new IpvsDaemon(Role.BACKUP, "e", 1, 10, Optional.empty(), 0, 0);
    IpvsDaemon made =
        new IpvsDaemon(Role.BACKUP, "e", 1, 1024, Endpoint.address("224.0.0.81"), 8848, 1);
    assertTrue(SyncPlan.fits(made, shortest));
    assertTrue(SyncPlan.fits(shortest, shortest));
    assertFalse(SyncPlan.fits(made.as(Role.MASTER), shortest.as(Role.MASTER)));
    assertFalse(
        SyncPlan.fits(made, new IpvsDaemon(Role.BACKUP, "e", 1, 1400, Optional.empty(), 0, 0)));
  }

  @Test
  void aGroupOrPortThatIsNotTheUsualOneIsAnother() {
    IpvsDaemon usual = running(Role.MASTER, 5);
    assertFalse(
        SyncPlan.fits(
            usual,
            new IpvsDaemon(Role.MASTER, "eth0", 5, 0, Endpoint.address("224.0.0.82"), 0, 0)));
    assertFalse(
        SyncPlan.fits(usual, new IpvsDaemon(Role.MASTER, "eth0", 5, 0, Optional.empty(), 9000, 0)));
    assertFalse(
        SyncPlan.fits(usual, new IpvsDaemon(Role.MASTER, "eth0", 5, 0, Optional.empty(), 0, 7)));
  }

  @Test
  void itIsWrittenAsIpvsadmWritesIt() {
    assertEquals(
        "mcast=eth0, syncid=5, maxlen=1472, group=224.0.0.81, port=8848, ttl=1",
        DaemonText.settings(running(Role.MASTER, 5)));
    assertEquals(
        "mcast=eth0, syncid=0",
        DaemonText.settings(new IpvsDaemon(Role.BACKUP, "eth0", 0, 0, Optional.empty(), 0, 0)));
  }
}
