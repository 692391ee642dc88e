package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckStatus.State;
import lvs.director.pool.PoolEffect.StartCheck;
import lvs.director.pool.PoolEvent.Connections;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import org.junit.jupiter.api.Test;

/**
 * Random configurations, results, reloads and operators under virtual time. After every step the
 * published state and the wanted table must be what the rules say, worked out here a second time
 * from what was asked and answered.
 */
class PoolSimulationTest {
  private static final int SEEDS = 30;
  private static final int STEPS = 1_000;

  @Test
  void theRulesHoldAfterEveryStep() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      new Run(seed).play();
    }
  }

  /** Killed at any time, the next run wants the table that it finds. */
  @Test
  void theNextRunWantsTheTableThatItFinds() {
    int compared = 0;
    for (long seed = 101; seed <= 100 + SEEDS; seed++) {
      Run run = new Run(seed);
      run.successors = new SplittableRandom(seed);
      run.play();
      compared += run.compared;
    }
    assertTrue(compared > 1_000, "compared " + compared);
  }

  /** The same seed gives the same effects. */
  @Test
  void aRunCanBeRepeated() {
    Run one = new Run(99);
    Run two = new Run(99);
    one.play();
    two.play();
    assertEquals(one.log, two.log);
    assertTrue(one.log.size() > 1_000);
  }

  private static final class Run {
    final long seed;
    final SplittableRandom random;
    final PoolEngine engine;
    final boolean serveBefore;
    final List<String> log = new ArrayList<>();
    final Map<Long, StartCheck> running = new HashMap<>();
    final List<Long> stopped = new ArrayList<>();
    final Set<String> everGood = new HashSet<>();
    final Map<String, Boolean> quorumBefore = new HashMap<>();
    final Map<String, Boolean> toldServers = new HashMap<>();
    Configuration configuration = Configuration.EMPTY;
    ServiceTable table = ServiceTable.EMPTY;
    Optional<Set<InetAddress>> local = Optional.empty();
    long now = 5_000_000_000L;
    List<ServerOverride> overrides = List.of();
    int step;

    /** Tells after which steps a successor takes over; null where none does. */
    SplittableRandom successors;

    int compared;

    Run(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.serveBefore = random.nextInt(3) == 0;
      this.engine = new PoolEngine(seed, check -> !(check instanceof Check.Ping));
    }

    void play() {
      for (step = 0; step < STEPS; step++) {
        PoolEvent event = next();
        List<PoolEffect> effects = engine.step(now, event);
        try {
          take(event, effects);
          verify(event);
          if (successors != null && successors.nextInt(10) == 0) {
            succeed();
          }
        } catch (AssertionError | RuntimeException broken) {
          throw new AssertionError(
              "seed " + seed + " step " + step + " " + broken + " event " + event, broken);
        }
      }
    }

    // Events

    PoolEvent next() {
      if (step == 0) {
        return reload();
      }
      int choice = random.nextInt(100);
      if (choice < 4) {
        return reload();
      }
      if (choice < 10) {
        return operator();
      }
      if (choice < 12) {
        return addresses();
      }
      if (choice < 14) {
        return checkNow();
      }
      if (choice < 15) {
        return count();
      }
      if (choice < 18 && !stopped.isEmpty()) {
        return finished(stopped.removeLast(), OptionalInt.empty());
      }
      return choice < 55 && !running.isEmpty() ? answer() : time();
    }

    PoolEvent reload() {
      List<VirtualService> services = new ArrayList<>(configuration.virtualServices());
      if (random.nextInt(20) == 0) {
        services.clear();
      }
      for (int i = 0; i < 5; i++) {
        if (step == 0 || random.nextInt(3) == 0) {
          String id = "tcp_10.0.0.1_" + (80 + i);
          services.removeIf(s -> s.id().equals(id));
          if (random.nextInt(5) > 0) {
            services.add(random.nextInt(services.size() + 1), service(80 + i));
          }
        }
      }
      configuration = Blocks.configuration(services, serveBefore, random.nextBoolean());
      return new PoolEvent.ConfigurationChanged(configuration);
    }

    VirtualService service(int port) {
      List<RealServer> servers = new ArrayList<>();
      int offset = random.nextInt(3);
      for (int i = 0; i < random.nextInt(6); i++) {
        servers.add(server(10 + offset + i));
      }
      Blocks.Service service = Blocks.service().at("10.0.0.1:" + port);
      service.servers = servers;
      int quorum = random.nextInt(1, 5);
      service.quorum(quorum, random.nextInt(quorum));
      service.haSuspend = random.nextInt(4) == 0;
      service.omega = random.nextBoolean();
      service.scripts = random.nextBoolean();
      return switch (random.nextInt(4)) {
        case 0 -> service.sorry(random.nextBoolean()).build();
        case 1 -> service.sorry(Blocks.endpoint(11), random.nextBoolean()).build();
        default -> service.build();
      };
    }

    RealServer server(int lastByte) {
      Blocks.Server server = Blocks.server(lastByte).weight(random.nextInt(4));
      server.inhibit = random.nextInt(4) == 0;
      server.alpha = random.nextInt(5) == 0;
      List<Check> checks = new ArrayList<>();
      if (random.nextInt(8) > 0) {
        checks.add(Blocks.tcp(lastByte, timing()));
      }
      if (random.nextInt(4) == 0) {
        checks.add(Blocks.http(lastByte, random.nextBoolean(), "/a", "/b"));
      }
      if (random.nextInt(5) == 0) {
        checks.add(Blocks.misc(lastByte, "/bin/load"));
      }
      if (random.nextInt(8) == 0) {
        checks.add(new Check.Ping(Blocks.TIMING, Check.Target.of(server.endpoint)));
      }
      return server.checks(checks.toArray(Check[]::new)).build();
    }

    Check.Timing timing() {
      return new Check.Timing(
          Duration.ofSeconds(random.nextInt(1, 4)),
          Duration.ofSeconds(5),
          random.nextInt(3),
          Duration.ofMillis(500),
          random.nextInt(3) == 0 ? Optional.of(Duration.ofSeconds(2)) : Optional.empty(),
          random.nextInt(5) == 0,
          random.nextBoolean());
    }

    PoolEvent operator() {
      String id = "tcp_10.0.0.1_" + (80 + random.nextInt(5));
      Endpoint server = Blocks.endpoint(10 + random.nextInt(8));
      if (random.nextInt(3) == 0) {
        return new PoolEvent.OverrideCleared(id, server);
      }
      Standing standing = Standing.values()[random.nextInt(3)];
      OptionalInt weight =
          random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(5));
      Optional<Long> expires =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(now + random.nextLong(20_000_000_000L));
      return new PoolEvent.OverrideSet(
          new ServerOverride(id, server, weight, standing, "because", expires, removal(standing)));
    }

    Optional<Removal> removal(Standing standing) {
      return standing != Standing.DRAINING || random.nextBoolean()
          ? Optional.empty()
          : Optional.of(
              new Removal(
                  now,
                  random.nextBoolean()
                      ? Optional.empty()
                      : Optional.of(now + random.nextLong(20_000_000_000L))));
    }

    /** Some services, and of their servers some, have connections. */
    PoolEvent count() {
      Map<ServiceKey, Map<Endpoint, Connections>> counted = new HashMap<>();
      for (ServiceTable.Service row : table.services().values()) {
        Map<Endpoint, Connections> servers = new HashMap<>();
        row.servers()
            .keySet()
            .forEach(e -> servers.put(e, new Connections(random.nextInt(3), 0, 0)));
        if (random.nextInt(5) > 0) {
          counted.put(row.key(), servers);
        }
      }
      return new PoolEvent.ConnectionsCounted(counted);
    }

    PoolEvent addresses() {
      InetAddress here = Blocks.VIRTUAL.address();
      local = Optional.of(random.nextBoolean() ? Set.of(here) : Set.of());
      return new PoolEvent.LocalAddressesChanged(local.get());
    }

    PoolEvent checkNow() {
      String id = "tcp_10.0.0.1_" + (80 + random.nextInt(5));
      Endpoint server = Blocks.endpoint(10 + random.nextInt(8));
      return new PoolEvent.CheckNow(id, server, "1-TCP_CHECK");
    }

    PoolEvent answer() {
      List<Long> probes = running.keySet().stream().sorted().toList();
      long probe = probes.get(random.nextInt(probes.size()));
      now += random.nextLong(200_000_000);
      OptionalInt weight =
          running.get(probe).check() instanceof Check.Misc && random.nextBoolean()
              ? OptionalInt.of(random.nextInt(10))
              : OptionalInt.empty();
      return finished(probe, weight);
    }

    PoolEvent finished(long probe, OptionalInt weight) {
      boolean good = random.nextInt(3) > 0;
      return new PoolEvent.CheckFinished(
          probe,
          new CheckResult(good, good ? "fine" : "broken", 0, now, weight, OptionalInt.empty()));
    }

    PoolEvent time() {
      if (random.nextInt(50) == 0) {
        now += random.nextLong(60_000_000_000L);
      } else if (engine.nextDeadlineNanos() != Long.MAX_VALUE) {
        now = Math.max(now, engine.nextDeadlineNanos());
      }
      return new PoolEvent.TimePassed();
    }

    // Effects

    void take(PoolEvent event, List<PoolEffect> effects) {
      if (event instanceof PoolEvent.CheckFinished(long probe, CheckResult result)) {
        StartCheck answered = running.remove(probe);
        if (answered == null) {
          assertEquals(List.of(), effects, "a stopped probe has nothing to say");
        } else if (result.good()) {
          everGood.add(question(answered.check()));
        }
      }
      int wants = 0;
      for (PoolEffect effect : effects) {
        log.add(effect.toString());
        switch (effect) {
          case StartCheck start -> started(start);
          case PoolEffect.StopCheck stop -> {
            assertNotNull(running.remove(stop.probe()), "a stopped probe was under way");
            stopped.add(stop.probe());
          }
          case PoolEffect.Want want -> {
            table = want.table();
            wants++;
          }
          case PoolEffect.WriteFifo write -> told(write.line());
          case PoolEffect.KeepOverrides keep -> overrides = keep.overrides();
          case PoolEffect.RunScript _, PoolEffect.Announce _ -> {}
        }
      }
      assertTrue(wants <= 1, "one table a step");
      if (event instanceof PoolEvent.ConfigurationChanged) {
        forgetRemoved();
        assertEquals(List.of(), engine.step(now, event), "the same once more does nothing");
      }
    }

    void started(StartCheck start) {
      for (StartCheck other : running.values()) {
        assertFalse(other.check().equals(start.check()), "a probe overlaps itself");
      }
      assertTrue(start.step() < start.check().steps());
      assertFalse(start.check() instanceof Check.Ping, "a check started that cannot run");
      assertNull(running.put(start.probe(), start));
    }

    /** Nobody is told the same thing twice. */
    void told(String line) {
      String subject = line.substring(0, line.lastIndexOf(' '));
      Boolean up = line.endsWith(" UP");
      assertFalse(up.equals(toldServers.put(subject, up)), () -> "told twice: " + line);
    }

    void forgetRemoved() {
      Set<String> ids = new HashSet<>();
      configuration.virtualServices().forEach(s -> ids.add(s.id()));
      quorumBefore.keySet().retainAll(ids);
      toldServers.keySet().removeIf(subject -> !isConfigured(subject));
    }

    boolean isConfigured(String subject) {
      return configuration.virtualServices().stream()
          .anyMatch(
              s ->
                  FifoLines.service(s, true).equals(subject + " UP")
                      || s.realServers().stream()
                          .anyMatch(
                              r ->
                                  FifoLines.server(s, r.endpoint(), true).equals(subject + " UP")));
    }

    // Invariants

    void verify(PoolEvent event) {
      assertEquals(
          configuration.virtualServices(),
          engine.view().services().stream().map(s -> s.status().service()).toList());
      Set<Check> needed = new HashSet<>();
      for (VirtualService service : configuration.virtualServices()) {
        VirtualServiceStatus status = engine.view().service(service.id()).orElseThrow().status();
        verifyService(service, status);
        verifyHysteresis(service, status, event);
        service.realServers().forEach(s -> needed.addAll(s.checks()));
      }
      assertEquals(configuration.virtualServices().size(), table.services().size());
      running.values().forEach(s -> assertTrue(needed.contains(s.check()), "nobody needs " + s));
    }

    /** Another engine begins with what this one left in the kernel and on disk. */
    void succeed() {
      if (engine.nextDeadlineNanos() <= now) {
        return;
      }
      PoolEngine next = new PoolEngine(seed, check -> !(check instanceof Check.Ping));
      next.step(now, new PoolEvent.TableAdopted(table));
      next.step(now, new PoolEvent.OverridesRestored(overrides));
      local.ifPresent(l -> next.step(now, new PoolEvent.LocalAddressesChanged(l)));
      List<VirtualService> services = configuration.virtualServices();
      ServiceTable wanted = ServiceTable.EMPTY;
      for (PoolEffect effect :
          next.step(
              now,
              new PoolEvent.ConfigurationChanged(
                  Blocks.configuration(services, false, successors.nextBoolean())))) {
        if (effect instanceof PoolEffect.Want want) {
          wanted = want.table();
        }
        if (effect instanceof PoolEffect.Announce said) {
          assertFalse(said.notice().kind().name().startsWith("SERVER_"), () -> said.toString());
        }
      }
      assertEquals(decided(table), decided(wanted), "overrides " + overrides);
      compared++;
    }

    /**
     * Without services that had neither quorum nor sorry server: weights that checks had asked for
     * may have left that open, and the next run decides it.
     */
    Map<ServiceKey, ServiceTable.Service> decided(ServiceTable all) {
      Map<ServiceKey, ServiceTable.Service> decided = new HashMap<>(all.services());
      engine.view().services().stream()
          .map(PoolView.ServiceView::status)
          .filter(s -> !s.quorumUp() && !s.sorryServing())
          .filter(s -> s.service().sorryServer().isPresent())
          .forEach(s -> decided.keySet().removeAll(s.service().keys()));
      return decided;
    }

    void verifyService(VirtualService service, VirtualServiceStatus status) {
      long weightUp = 0;
      int serversUp = 0;
      boolean pending = false;
      for (int i = 0; i < status.servers().size(); i++) {
        RealServerStatus server = status.servers().get(i).status();
        assertEquals(service.realServers().get(i), server.server());
        verifyServer(server, status.suspended());
        if (server.up()) {
          neverBeforeItsFirstGoodCheck(server);
        }
        if (server.up() && standing(server) != Standing.DISABLED) {
          weightUp += server.weight();
          serversUp++;
        }
        pending |= server.reason().contains("waits for its first good check");
      }
      assertEquals(weightUp, status.weightUp());
      assertEquals(serversUp, status.serversUp());
      boolean rests = service.haSuspend() && local.isPresent() && local.get().isEmpty();
      assertEquals(rests, status.suspended());
      verifyQuorum(service, status, pending);
      ServiceTable.Service row = table.services().get(service.keys().getFirst());
      assertEquals(entries(service, status), row.servers());
      assertEquals(service.scheduling(), row.scheduling());
    }

    void verifyQuorum(VirtualService service, VirtualServiceStatus status, boolean pending) {
      long weight = status.weightUp();
      boolean enough = weight > 0 && weight >= service.quorum() + service.hysteresis();
      boolean tooLittle = weight == 0 || weight < service.quorum() - service.hysteresis();
      assertFalse(enough && !status.quorumUp(), "enough weight is quorum");
      assertFalse(tooLittle && status.quorumUp(), "too little weight is no quorum");
      assertFalse(status.sorryServing() && status.quorumUp());
      if (tooLittle && !pending && service.sorryServer().isPresent()) {
        assertTrue(status.sorryServing(), "nobody is left but the sorry server");
      }
    }

    /** Between the thresholds quorum stays; several overrides may expire at one time. */
    void verifyHysteresis(VirtualService service, VirtualServiceStatus status, PoolEvent event) {
      boolean before = quorumBefore.getOrDefault(service.id(), false);
      long weight = status.weightUp();
      boolean enough = weight > 0 && weight >= service.quorum() + service.hysteresis();
      boolean tooLittle = weight == 0 || weight < service.quorum() - service.hysteresis();
      if (!(event instanceof PoolEvent.TimePassed)) {
        assertEquals(enough || before && !tooLittle, status.quorumUp());
      }
      quorumBefore.put(service.id(), status.quorumUp());
    }

    void verifyServer(RealServerStatus server, boolean suspended) {
      boolean down = false;
      for (int i = 0; i < server.checks().size(); i++) {
        CheckStatus check = server.checks().get(i);
        Check configured = server.server().checks().get(i);
        assertEquals(configured, check.check());
        assertEquals(suspended, check.state() == State.SUSPENDED);
        down |= check.state() == State.DOWN;
        assertTrue(check.last().size() <= 10);
        assertEquals(Math.min(10, check.runs()), check.last().size());
        assertTrue(check.failures() <= check.runs());
      }
      assertFalse(down && server.up(), "a failed check takes the server down");
      assertEquals(server.inService(), server.inService() && server.up() && server.weight() > 0);
      if (standing(server) == Standing.DRAINING) {
        assertEquals(0, server.weight());
      }
      server
          .override()
          .flatMap(ServerOverride::dueNanos)
          .ifPresent(at -> assertTrue(at > now || engine.nextDeadlineNanos() <= now));
    }

    static Standing standing(RealServerStatus server) {
      return server.override().map(ServerOverride::standing).orElse(Standing.ENABLED);
    }

    /** What the rules say the table must hold for this service. */
    Map<Endpoint, ServiceTable.Server> entries(
        VirtualService service, VirtualServiceStatus status) {
      Map<Endpoint, ServiceTable.Server> entries = new HashMap<>();
      for (VirtualServiceStatus.ServerView view : status.servers()) {
        RealServerStatus server = view.status();
        weight(server, status.sorryServing())
            .ifPresent(w -> entries.put(server.server().endpoint(), entry(server.server(), w)));
        assertEquals(weight(server, status.sorryServing()).orElse(0) > 0, server.inService());
      }
      service
          .sorryServer()
          .filter(sorry -> status.sorryServing() || sorry.inhibit())
          .ifPresent(
              sorry -> {
                int weight = status.sorryServing() ? 1 : 0;
                ServiceTable.Server entry =
                    new ServiceTable.Server(sorry.endpoint(), sorry.forwarding(), weight, 0, 0);
                if (status.sorryServing()) {
                  entries.put(sorry.endpoint(), entry);
                } else {
                  entries.putIfAbsent(sorry.endpoint(), entry);
                }
              });
      return entries;
    }

    Optional<Integer> weight(RealServerStatus server, boolean sorryServing) {
      boolean inhibit = server.server().inhibitOnFailure();
      if (standing(server) == Standing.DISABLED) {
        return Optional.empty();
      }
      if (!server.up()) {
        return inhibit ? Optional.of(0) : Optional.empty();
      }
      if (standing(server) == Standing.DRAINING) {
        return Optional.of(0);
      }
      return sorryServing
          ? inhibit ? Optional.of(0) : Optional.empty()
          : Optional.of(server.weight());
    }

    /** A check that is new on a serving server may still be unchecked, but never all of them. */
    void neverBeforeItsFirstGoodCheck(RealServerStatus server) {
      List<Check> runnable =
          server.server().checks().stream().filter(c -> !(c instanceof Check.Ping)).toList();
      boolean proven =
          runnable.isEmpty()
              || provenBefore.contains(server.server().endpoint())
              || runnable.stream().map(Run::question).anyMatch(everGood::contains);
      if (proven) {
        provenBefore.add(server.server().endpoint());
      }
      assertTrue(proven || serveBefore, () -> "serves before its first good check: " + server);
    }

    /** The same for checks that differ in timing only. */
    static String question(Check check) {
      return check.keyword() + " " + Lab.target(check);
    }

    final Set<Endpoint> provenBefore = new HashSet<>();

    static ServiceTable.Server entry(RealServer server, int weight) {
      return new ServiceTable.Server(
          server.endpoint(),
          server.forwarding(),
          weight,
          server.upperThreshold(),
          server.lowerThreshold());
    }
  }
}
