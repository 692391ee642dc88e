package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import lvs.director.lab.Await;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetEffectsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final VirtualAddress A = NetFixtures.address("10.0.0.1/24", "eth0");
  private static final VirtualAddress B = NetFixtures.address("10.0.0.2/24", "eth0");

  private final RecordingNetwork network = new RecordingNetwork();
  private final List<VrrpEvent> told = Collections.synchronizedList(new ArrayList<>());
  private final List<VrrpEffect> passedOn = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
  private final NetEffects effects =
      new NetEffects(
          network,
          new EffectFailures(told::add),
          new NetEffects.Hooks() {
            @Override
            public void begin() {}

            @Override
            public void passOn(VrrpEffect effect) {
              passedOn.add(effect);
            }

            @Override
            public void taken(OwnedItems items) {}

            @Override
            public void defect(Throwable cause) {
              defects.add(cause);
            }
          });

  @AfterEach
  void close() {
    effects.close();
    assertTrue(network.closed());
    assertEquals(List.of(), defects);
  }

  private static VrrpEffect take(String router, VirtualAddress... addresses) {
    return new VrrpEffect.Take(router, NetFixtures.items(addresses), OptionalInt.of(5));
  }

  private static VrrpEffect drop(String router, VirtualAddress... addresses) {
    return new VrrpEffect.Drop(router, NetFixtures.items(addresses));
  }

  private void offer(VrrpEffect... list) {
    for (VrrpEffect effect : list) {
      assertTrue(effects.offer(effect));
    }
  }

  private void awaitIdle() {
    Await.until(LIMIT, () -> "idle, " + network.calls(), () -> effects.queued() == 0);
    effects.offer(new VrrpEffect.WriteFifo("idle"));
    Await.until(
        LIMIT, () -> "passed on", () -> passedOn.contains(new VrrpEffect.WriteFifo("idle")));
  }

  @Test
  void changesAreMadeInOrderAndAnnouncementsFollow() {
    offer(
        take("one", A),
        new VrrpEffect.AnnounceAddresses("one", List.of(A), 2),
        new VrrpEffect.Renew("one", List.of(A), 5),
        new VrrpEffect.ProbeAddresses("one", List.of(A)),
        drop("one", A));
    effects.start();
    awaitIdle();
    assertEquals(
        List.of("take one 10.0.0.1", "renew one", "drop one 10.0.0.1"),
        network.calls().stream()
            .filter(call -> !call.contains("nounce"))
            .filter(c -> !c.startsWith("probe"))
            .toList());
    assertEquals(
        2, network.calls().stream().filter(call -> call.equals("announce 10.0.0.1")).count());
    assertEquals(1, network.calls().stream().filter(call -> call.startsWith("probe")).count());
    assertEquals(Set.of(), network.held("one"));
  }

  @Test
  void announcementsOfManyAddressesNeverDelayAnotherRouter() {
    List<VirtualAddress> eighty = new ArrayList<>();
    for (int i = 1; i <= 80; i++) {
      eighty.add(NetFixtures.address("10.0.1." + i + "/24", "eth0"));
    }
    offer(new VrrpEffect.AnnounceAddresses("big", eighty, 5), take("one", A), take("two", B));
    effects.start();
    awaitIdle();
    List<String> calls = network.calls();
    assertTrue(calls.indexOf("take one 10.0.0.1") <= 8, calls::toString);
    assertTrue(calls.indexOf("take two 10.0.0.2") <= 17, calls::toString);
    Await.until(LIMIT, "all packets", () -> network.calls().size() == 402);
  }

  @Test
  void nothingIsAnnouncedOnceACancellationIsOnItsWay() {
    CountDownLatch gate = network.close(1);
    effects.start();
    offer(new VrrpEffect.AnnounceAddresses("one", List.of(A), 100), take("two", B));
    Await.until(LIMIT, "the first packet waits", () -> effects.queued() > 0);
    offer(new VrrpEffect.CancelAnnouncements("one"));
    gate.countDown();
    awaitIdle();
    long sent = network.calls().stream().filter(call -> call.startsWith("announce")).count();
    assertTrue(sent <= 1, network.calls()::toString);
    offer(new VrrpEffect.AnnounceAddresses("one", List.of(A), 1));
    Await.until(
        LIMIT,
        "later announcements are sent",
        () -> network.calls().getLast().equals("announce 10.0.0.1"));
  }

  @Test
  void whatFailsIsToldTriedAgainAndToldWhenItSucceeded() {
    network.failTakes("one", 2);
    effects.start();
    offer(take("one", A));
    Await.until(LIMIT, told::toString, () -> told.size() == 2);
    assertEquals(
        List.of(
            new VrrpEvent.EffectFailed("one", "address 10.0.0.1: EPERM"),
            new VrrpEvent.EffectRecovered("one")),
        told);
    assertEquals(Set.of("10.0.0.1"), network.held("one"));
    Await.until(
        LIMIT,
        "the neighbours hear of the late address",
        () -> network.calls().getLast().equals("announce 10.0.0.1"));
  }

  @Test
  void aDropTakesThePlaceOfATakeThatIsTriedAgain() {
    network.failTakes("one", 1);
    effects.start();
    offer(take("one", A), drop("one", A), take("two", B));
    Await.until(LIMIT, told::toString, () -> told.contains(new VrrpEvent.EffectRecovered("one")));
    awaitIdle();
    assertEquals(
        List.of("take one 10.0.0.1", "drop one 10.0.0.1", "take two 10.0.0.2"), network.calls());
  }

  @Test
  void effectsOfOthersPassThroughAfterTheChangesBefore() {
    CountDownLatch gate = network.close(1);
    effects.start();
    VrrpEffect line = new VrrpEffect.WriteFifo("INSTANCE \"one\" MASTER 100");
    offer(take("one", A), line);
    assertEquals(List.of(), passedOn);
    gate.countDown();
    Await.until(LIMIT, passedOn::toString, () -> passedOn.equals(List.of(line)));
    assertEquals(List.of("take one 10.0.0.1"), network.calls());
  }

  @Test
  void droppingEverythingGivesUpWhatIsHeldAndTakesNothingMore() {
    effects.start();
    offer(take("one", A), take("two", B), drop("two", B));
    awaitIdle();
    assertTrue(effects.dropEverything(10_000));
    assertEquals(Set.of(), network.held("one"));
    List<String> calls = network.calls();
    assertEquals(
        List.of("drop one 10.0.0.1", "statics ", "interfaces 0"),
        calls.subList(calls.size() - 3, calls.size()));
    offer(take("three", A), new VrrpEffect.WriteFifo("after"));
    Await.until(
        LIMIT,
        passedOn::toString,
        () -> passedOn.contains(new VrrpEffect.WriteFifo("after")) || effects.queued() == 0);
    assertEquals(Set.of(), network.held("three"));
  }
}
