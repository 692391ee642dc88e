package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Prefix;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.lab.Await;
import lvs.director.model.Configuration;
import lvs.director.port.Refusal;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two elections in real time on a LAN in memory. */
class RunningElectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String VIP = "10.9.0.100";

  @TempDir Path folder;
  private final MemoryLan lan = new MemoryLan("lo");
  private final List<Member> members = new ArrayList<>();

  /** One machine with its election. */
  private final class Member implements RunningElection.Outside {
    final RecordingNetwork network = new RecordingNetwork();
    final MemoryLan.Port port = lan.port();
    final List<VrrpEffect> effects = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
    final RunningElection election;
    final String address;
    final int priority;

    Member(String address, int priority) throws Exception {
      this.address = address;
      this.priority = priority;
      this.election =
          new RunningElection(
              new VrrpEngine(System.nanoTime(), System.nanoTime() - Long.MAX_VALUE / 4),
              new RunningElection.Parts(port, network, errno -> "errno " + errno, this));
      members.add(this);
      election.start();
      election.networkChanged(machine(address));
      election.configure(configuration(priority, "100"));
    }

    RouterStatus status() {
      return election.view().router("VI_1").orElseThrow();
    }

    void await(RouterState state) {
      Await.until(
          LIMIT,
          () -> address + " is " + state + ", is " + status() + " after " + effects,
          () -> status().state() == state);
    }

    void awaitAddress(boolean there) {
      Await.until(
          LIMIT,
          () -> address + " holds " + network.held("VI_1"),
          () -> network.held("VI_1").equals(there ? Set.of(VIP) : Set.of()));
    }

    List<VrrpNotice.Kind> notices() {
      return List.copyOf(effects).stream()
          .filter(effect -> effect instanceof VrrpEffect.Announce)
          .map(effect -> ((VrrpEffect.Announce) effect).notice().kind())
          .toList();
    }

    @Override
    public void begin() {}

    @Override
    public void beginNetwork() {}

    @Override
    public void perform(VrrpEffect effect) {
      effects.add(effect);
    }

    @Override
    public void taken(OwnedItems items) {}

    @Override
    public void received(long nowNanos, IncomingPacket packet) {}

    @Override
    public void sent(long nowNanos, OutgoingPacket packet) {}

    @Override
    public void stopping(long nowNanos) {}

    @Override
    public void defect(Throwable cause) {
      defects.add(cause);
    }
  }

  @AfterEach
  void end() {
    for (Member member : members) {
      member.election.close();
      assertEquals(List.of(), member.defects);
      assertEquals(Set.of(), member.network.held("VI_1"), "nothing is left behind");
      assertTrue(member.network.closed());
      assertTrue(member.port.closed());
    }
  }

  private static NetworkState machine(String address) {
    LinkAddress own = new LinkAddress(Prefix.parse(address + "/24").orElseThrow(), 0, false, false);
    return new NetworkState(
        Map.of(
            "lo",
            new Link(
                "lo",
                1,
                "",
                true,
                true,
                true,
                true,
                Optional.empty(),
                1500,
                0,
                Optional.empty(),
                List.of(own))));
  }

  private Configuration configuration(int priority, String lastByte) throws IOException {
    Path file = Files.createTempFile(folder, "director", ".conf");
    Files.writeString(
        file,
        """
        global_defs {
            vrrp_version 3
        }
        vrrp_instance VI_1 {
            interface lo
            virtual_router_id 51
            priority %d
            advert_int 0.1
            virtual_ipaddress {
                10.9.0.%s/24
            }
        }
        """
            .formatted(priority, lastByte));
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  @Test
  void theHigherPriorityBecomesMasterAndTheOtherStaysBackup() throws Exception {
    Member low = new Member("10.9.0.1", 100);
    Member high = new Member("10.9.0.2", 150);
    high.await(RouterState.MASTER);
    high.awaitAddress(true);
    low.await(RouterState.BACKUP);
    low.awaitAddress(false);
    Await.until(
        LIMIT,
        () -> "the neighbours are told: " + high.network.calls(),
        () -> high.network.calls().contains("announce " + VIP));
    Await.until(
        LIMIT,
        () -> "the backup knows its master: " + low.status(),
        () -> low.status().master().equals(Optional.of(InetAddress.getByName("10.9.0.2"))));
  }

  @Test
  void aStopHandsOverBeforeItLetsGo() throws Exception {
    Member low = new Member("10.9.0.1", 100);
    Member high = new Member("10.9.0.2", 150);
    high.awaitAddress(true);
    low.await(RouterState.BACKUP);
    assertTrue(high.election.stop(), "handed over");
    high.awaitAddress(false);
    low.await(RouterState.MASTER);
    low.awaitAddress(true);
  }

  @Test
  void whoIsInAHurryDropsTheAddressesWithoutAHandover() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    alone.election.hurry();
    assertFalse(alone.election.stop());
    assertEquals(Set.of(), alone.network.held("VI_1"));
  }

  @Test
  void anEndWithoutAStopLeavesNothingBehind() throws Exception {
    new Member("10.9.0.1", 100).awaitAddress(true);
  }

  @Test
  void aMasterCanBeHandedOverHeldAndReleased() throws Exception {
    Member low = new Member("10.9.0.1", 100);
    Member high = new Member("10.9.0.2", 150);
    high.awaitAddress(true);
    low.await(RouterState.BACKUP);
    String report = high.election.failover("VI_1", Optional.empty(), true);
    assertTrue(report.contains("10.9.0.1"), report);
    low.awaitAddress(true);
    high.awaitAddress(false);
    assertTrue(high.status().held());
    Await.until(
        LIMIT,
        () -> "kept: " + high.effects,
        () -> high.effects.contains(new VrrpEffect.KeepHolds(Set.of("VI_1"))));
    high.election.release("VI_1");
    high.awaitAddress(true);
    low.awaitAddress(false);
  }

  @Test
  void whatCannotBeHandedOverIsRefusedWithTheReason() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    assertThrows(Refusal.class, () -> alone.election.failover("VI_1", Optional.empty(), false));
    assertThrows(Refusal.class, () -> alone.election.failover("nobody", Optional.empty(), false));
    assertThrows(Refusal.class, () -> alone.election.release("nobody"));
    alone.awaitAddress(true);
  }

  @Test
  void aReloadIsInForceAndSeenWhenItReturns() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    alone.election.configure(configuration(120, "100"));
    assertEquals(120, alone.status().priority());
    assertEquals(RouterState.MASTER, alone.status().state());
    alone.election.configure(configuration(120, "101"));
    Await.until(
        LIMIT,
        () -> "holds " + alone.network.held("VI_1"),
        () -> alone.network.held("VI_1").equals(Set.of("10.9.0.101")));
  }

  @Test
  void leftoversAreCleanedUpOnceExceptWhatMayBeTakenOver() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    alone.election.configure(configuration(120, "100"));
    alone.awaitAddress(true);
    assertEquals(
        1, alone.network.calls().stream().filter(call -> call.startsWith("clean up")).count());
    assertTrue(alone.network.calls().contains("clean up but 1"));
  }

  @Test
  void advertisementsThatCannotBeSentAreAProblemUntilTheyCan() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    alone.port.failSending(100);
    Await.until(
        LIMIT,
        () -> "problem in " + alone.status(),
        () -> alone.status().problems().stream().anyMatch(each -> each.contains("errno 100")));
    alone.port.failSending(0);
    Await.until(
        LIMIT, () -> "no problem in " + alone.status(), () -> alone.status().problems().isEmpty());
    assertTrue(alone.notices().contains(VrrpNotice.Kind.EFFECT_FAILED));
    Await.until(
        LIMIT,
        () -> "recovery told in " + alone.notices(),
        () -> alone.notices().contains(VrrpNotice.Kind.EFFECT_RECOVERED));
  }

  @Test
  void punctualityIsMeasured() throws Exception {
    Member alone = new Member("10.9.0.1", 100);
    alone.awaitAddress(true);
    Await.until(
        LIMIT,
        "ten advertisements on their time",
        () ->
            alone.election.health(0).latenessHistogram().values().stream()
                    .mapToLong(Long::longValue)
                    .sum()
                >= 10);
    assertTrue(alone.election.health(0).advertisementLatenessMaxNanos() > 0);
  }
}
