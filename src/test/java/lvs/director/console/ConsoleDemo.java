package lvs.director.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.http.Credentials;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import lvs.director.port.Event.Severity;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedDirector.Actor;
import lvs.director.staged.StagedDirector.Stage;
import lvs.director.staged.StagedElection;
import lvs.director.staged.StagedEvents;
import lvs.director.staged.StagedMail;
import lvs.director.staged.WaveArchives;
import lvs.director.vrrp.RouterState;

/**
 * The real console before a director on a stage, to work on its pages: thousands of services whose
 * traffic and health change. The pages are read from {@code src/main/resources/console} each time,
 * so that a change shows when the browser loads again.
 *
 * <p>{@code ConsoleDemo [PORT [SERVICES [SERVERS]]]}; user {@code demo}, password {@code demo}.
 */
public final class ConsoleDemo {
  private static final Path PAGES = Path.of("src/main/resources/console");

  private final StagedDirector director = new StagedDirector();
  private final StagedEvents events = new StagedEvents();
  private final Random random = new Random(7);
  private final long startedNanos = System.nanoTime();

  private ConsoleDemo(int services, int servers) throws Exception {
    director.clock = ConsoleDemo.this::nowNanos;
    director.large(services, servers);
    director.vrrp = StagedElection.view(RouterState.MASTER);
    director.events = events;
    director.archives = new WaveArchives(director);
    director.mail = new StagedMail();
    past();
    carry();
  }

  public static void main(String... arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9160;
    int services = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2277;
    int servers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 37205;
    Path password = Files.createTempFile("console-demo", ".password");
    Files.writeString(password, "demo\n");
    password.toFile().deleteOnExit();
    ConsoleDemo demo = new ConsoleDemo(services, servers);
    Credentials credentials =
        new Credentials(Optional.of("demo"), Optional.of(password.toString()));
    Endpoint address = Endpoint.parse("127.0.0.1:" + port).orElseThrow();
    ConsoleServer server =
        new ConsoleServer(
            address,
            credentials,
            Optional.empty(),
            demo.director,
            new StaticFiles(ConsoleDemo::page, false));
    System.out.println("console at " + server.url() + ", user demo, password demo; Ctrl-C ends");
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      clock.scheduleAtFixedRate(demo::carry, 2, 2, TimeUnit.SECONDS);
      clock.scheduleAtFixedRate(demo::turn, 5, 5, TimeUnit.SECONDS);
      Thread.currentThread().join();
    }
  }

  private static InputStream page(String name) {
    try {
      return Files.newInputStream(PAGES.resolve(name));
    } catch (IOException absent) {
      return null;
    }
  }

  /** Since the staged start, which is long ago, so that the pages see the time of today. */
  private long nowNanos() {
    long sinceStart = System.currentTimeMillis() - StagedDirector.STARTED_MILLIS;
    return TimeUnit.MILLISECONDS.toNanos(sinceStart);
  }

  /** A day of events before now. */
  private void past() {
    long now = director.epochMillis(nowNanos());
    for (int hour = 24; hour > 0; hour--) {
      Stage stage = director.stages.get(random.nextInt(Math.min(20, director.stages.size())));
      Actor actor = stage.actors.get(random.nextInt(stage.actors.size()));
      tell(now - hour * 3_600_000L, stage, actor, false);
      tell(now - hour * 3_600_000L + 300_000, stage, actor, true);
      if (hour % 8 == 0) {
        events.happen(
            now - hour * 3_600_000L + 60_000,
            Severity.INFO,
            "ROUTER_MASTER",
            "VI_1",
            "",
            "virtual router VI_1 is MASTER: no advertisement of 192.0.2.2 for 3.609 s");
      }
    }
    for (int i = 0; i < 5; i++) {
      turn();
    }
  }

  /** One server of the first services goes down or comes back. */
  private void turn() {
    List<Stage> first = director.stages.subList(0, Math.min(20, director.stages.size()));
    Stage stage = first.get(random.nextInt(first.size()));
    Actor actor = stage.actors.get(random.nextInt(stage.actors.size()));
    boolean up = !actor.status().up();
    actor.turn(up, up ? "every check passes" : "connection refused after 0.9 ms", nowNanos());
    tell(director.epochMillis(nowNanos()), stage, actor, up);
  }

  private void tell(long when, Stage stage, Actor actor, boolean up) {
    Endpoint server = actor.status().server().endpoint();
    String text =
        "real server %s of %s is %s: %s; %d of %d servers up"
            .formatted(
                server,
                stage.service.name(),
                up ? "up" : "down",
                up ? "every check passes" : "connection refused after 0.9 ms (3 of 3 attempts)",
                stage.status().serversUp(),
                stage.actors.size());
    events.happen(
        when,
        up ? Severity.INFO : Severity.WARNING,
        up ? "SERVER_UP" : "SERVER_DOWN",
        stage.service.id(),
        server.toString(),
        text);
  }

  /** Other traffic for every service. */
  private void carry() {
    Map<ServiceKey, ServiceRates> traffic = new HashMap<>();
    for (Stage stage : director.stages) {
      Map<Endpoint, ServerCounters> counters = new HashMap<>();
      Map<Endpoint, Rate> rates = new HashMap<>();
      Rate sum = Rate.ZERO;
      for (Actor actor : stage.actors) {
        Endpoint server = actor.status().server().endpoint();
        double some = actor.status().weight() == 0 ? 0 : random.nextDouble(20);
        Rate rate = new Rate(some, some * 12, some * 10, some * 1500, some * 30_000);
        rates.put(server, rate);
        sum =
            new Rate(
                sum.connections() + rate.connections(),
                sum.inPackets() + rate.inPackets(),
                sum.outPackets() + rate.outPackets(),
                sum.inBytes() + rate.inBytes(),
                sum.outBytes() + rate.outBytes());
        long total =
            (long) (some * TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos));
        counters.put(
            server,
            new ServerCounters(
                new Traffic(total, total * 12, total * 10, total * 1500, total * 30_000),
                (long) some * 3,
                (long) some * 9,
                (long) some));
      }
      traffic.put(
          stage.service.keys().getFirst(),
          new ServiceRates(new ServiceCounters(Traffic.ZERO, counters), sum, rates));
    }
    director.traffic = traffic;
  }
}
