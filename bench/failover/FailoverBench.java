import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import lvs.director.lab.Await;
import lvs.director.lab.net.AddressWatch;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Echo;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.KeepalivedRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Probe;
import lvs.director.lab.net.ProbeReport;
import lvs.director.lab.net.Router;

/** The longest gap that a client sees when the mastership moves. Arguments: bench/failover/run. */
final class FailoverBench {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PACE = Duration.ofMillis(1);
  private static final int SUCCESSOR_PRIORITY = 100;

  enum Event {
    CABLE,
    KILL,
    STOP,
    SWITCHOVER
  }

  /**
   * @param twoOwnersNanos how long both had the address; -1 for ever, 0 never
   */
  record Run(ProbeReport seen, long twoOwnersNanos) {}

  record Cell(double interval, String pair, Event event) {
    boolean possible() {
      return event != Event.SWITCHOVER || pair.startsWith("ours");
    }

    /** Master down interval, or the skew time after a priority of 0; RFC 9568 section 6.1. */
    double limitMillis() {
      double skew = (256 - SUCCESSOR_PRIORITY) / 256.0 * interval;
      return 1e3 * (event == Event.CABLE || event == Event.KILL ? 3 * interval + skew : skew);
    }
  }

  private final Path folder;
  private final InetAddress vip = InetAddress.getByName("10.77.0.100");
  private final Cell cell;
  private final int runs;

  private FailoverBench(Path folder, Cell cell, int runs) throws IOException {
    this.folder = folder;
    this.cell = cell;
    this.runs = runs;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    int parallel = Integer.parseInt(arguments[2]);
    System.out.printf(
        "%-8s %-22s %-11s %9s %9s %9s %9s  %s%n",
        "advert", "pair", "event", "min ms", "median ms", "max ms", "limit ms", "two owners");
    for (String interval : arguments[3].split(",")) {
      List<Cell> cells = new ArrayList<>();
      for (String pair : arguments[4].split(",")) {
        for (String event : arguments[5].split(",")) {
          Event what = Event.valueOf(event.toUpperCase(Locale.ROOT));
          cells.add(new Cell(Double.parseDouble(interval), pair, what));
        }
      }
      cells.removeIf(cell -> !cell.possible());
      measure(folder, cells, runs, Double.parseDouble(interval) >= 1 ? parallel : 1);
    }
  }

  private static void measure(Path folder, List<Cell> cells, int runs, int parallel)
      throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(parallel)) {
      List<Future<List<Run>>> results = new ArrayList<>();
      for (Cell cell : cells) {
        Path own = folder.resolve(cell.toString().replaceAll("\\W+", "-"));
        results.add(workers.submit(() -> new FailoverBench(own, cell, runs).run()));
      }
      for (int i = 0; i < cells.size(); i++) {
        try {
          print(cells.get(i), results.get(i).get());
        } catch (java.util.concurrent.ExecutionException failed) {
          System.out.printf("%s failed: %s%n", cells.get(i), failed.getCause());
        }
      }
    }
  }

  private static void print(Cell cell, List<Run> runs) {
    List<Double> gaps = runs.stream().map(run -> run.seen().gapMillis()).sorted().toList();
    double pause = runs.stream().mapToLong(run -> run.seen().pauseNanos()).max().orElse(0) / 1e6;
    System.out.printf(
        "%-8s %-22s %-11s %9.1f %9.1f %9.1f %9.1f  %-18s (client's own longest pause %.1f ms)%n",
        cell.interval() + " s",
        cell.pair(),
        cell.event().toString().toLowerCase(Locale.ROOT),
        gaps.getFirst(),
        (gaps.get((gaps.size() - 1) / 2) + gaps.get(gaps.size() / 2)) / 2,
        gaps.getLast(),
        cell.limitMillis(),
        twoOwners(cell, runs),
        pause);
  }

  private static String twoOwners(Cell cell, List<Run> runs) {
    if (cell.event() != Event.KILL) {
      return "";
    }
    if (runs.stream().anyMatch(run -> run.twoOwnersNanos() < 0)) {
      return "for ever";
    }
    long[] nanos = runs.stream().mapToLong(Run::twoOwnersNanos).sorted().toArray();
    return "%.0f to %.0f ms".formatted(nanos[0] / 1e6, nanos[nanos.length - 1] / 1e6);
  }

  private List<Run> run() throws Exception {
    List<Run> results = new ArrayList<>();
    try (Network network = Network.of("first", "second", "client")) {
      Host a = network.host("first");
      Host b = network.host("second");
      String[] kinds = cell.pair().split("/");
      try (Echo _ = new Echo(a, vip);
          Echo _ = new Echo(b, vip);
          Router first = router(kinds[0], a, 150);
          Router second = router(kinds[1], b, SUCCESSOR_PRIORITY)) {
        a.watch();
        b.watch();
        first.start();
        second.start();
        for (int run = 0; run < runs; run++) {
          try (Probe probe = new Probe(network.host("client"), vip, PACE)) {
            settle(probe, first, second);
            results.add(measure(probe, first, second));
          }
        }
      }
    }
    return results;
  }

  private Router router(String kind, Host host, int priority) throws IOException {
    Path own = folder.resolve(host.name());
    String conf =
        """
        vrrp_instance VI_1 {
            state BACKUP
            interface eth0
            virtual_router_id 51
            priority %d
            advert_int %s
            version 3
            virtual_ipaddress {
                %s/24
            }
        }
        """
            .formatted(priority, cell.interval(), vip.getHostAddress());
    return kind.equals("ours")
        ? new DirectorRouter(host, own, DirectorRouter.program(), conf)
        : new KeepalivedRouter(host, own, conf);
  }

  /** The first is master, the second knows it, and a random part of an interval has passed. */
  private void settle(Probe probe, Router first, Router second) {
    long began = System.nanoTime();
    long observed =
        (long) ((4 + ThreadLocalRandom.current().nextDouble()) * cell.interval() * 1e9)
            + 1_000_000_000L;
    Await.until(
        PATIENCE,
        () -> first + " alone owns the address:\n" + first.log() + second.log(),
        () ->
            first.host().has(vip)
                && !second.host().has(vip)
                && probe.answersSince(began) == first.host().number());
    Await.until(PATIENCE, "observed", () -> System.nanoTime() - began > observed);
  }

  private Run measure(Probe probe, Router first, Router second) throws Exception {
    long began = System.nanoTime();
    switch (cell.event()) {
      case CABLE -> first.host().cut(0);
      case KILL -> first.kill();
      case STOP -> first.stop();
      case SWITCHOVER -> ((DirectorRouter) first).lvsDirector("failover", "VI_1", "--hold");
    }
    Await.until(
        PATIENCE,
        () -> second + " owns the address:\n" + first.log() + second.log(),
        () -> second.host().has(vip));
    boolean ends = !(cell.event() == Event.KILL && first instanceof KeepalivedRouter);
    Await.until(
        PATIENCE,
        () -> second + " alone answers:\n" + first.log() + second.log(),
        () ->
            !ends
                || cell.event() == Event.CABLE
                || !first.host().has(vip) && probe.answersSince(began) == second.host().number());
    long settled = System.nanoTime();
    Await.until(
        PATIENCE,
        () -> "answers of " + second,
        () -> System.nanoTime() - settled > 300_000_000L && probe.answersSince(settled) != 0);
    Run run = new Run(probe.report(began), ends ? twoOwners(first, second, began) : -1);
    restore(first);
    return run;
  }

  private long twoOwners(Router first, Router second, long began) {
    AddressWatch watchOfFirst = first.host().watch();
    long taken = second.host().watch().first(vip, true, began).orElseThrow();
    long lost = watchOfFirst.first(vip, false, began).orElse(taken);
    return Math.max(0, lost - taken);
  }

  private void restore(Router first) throws IOException {
    switch (cell.event()) {
      case CABLE -> first.host().plug(0);
      case KILL, STOP -> first.start();
      case SWITCHOVER -> ((DirectorRouter) first).lvsDirector("failover", "VI_1", "--release");
    }
  }
}
