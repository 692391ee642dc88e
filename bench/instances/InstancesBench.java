import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import lvs.director.lab.Await;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.KeepalivedRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Router;

/** What many virtual routers cost, and how long it takes to take them all over. */
final class InstancesBench {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int FIRST_PRIORITY = 150;
  private static final int SECOND_PRIORITY = 100;

  private final Path folder;
  private final String kind;
  private final int instances;
  private final int seconds;
  private final int runs;

  private InstancesBench(String[] arguments, String kind) {
    this.folder = Path.of(arguments[0], kind);
    this.instances = Integer.parseInt(arguments[1]);
    this.seconds = Integer.parseInt(arguments[2]);
    this.runs = Integer.parseInt(arguments[3]);
    this.kind = kind;
  }

  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%d virtual routers, advert 1 s, VRRPv2, priorities %d and %d%n",
        Integer.parseInt(arguments[1]), FIRST_PRIORITY, SECOND_PRIORITY);
    for (String kind : arguments[4].split(",")) {
      new InstancesBench(arguments, kind).run();
    }
  }

  private void run() throws Exception {
    try (Network network = Network.of("first", "second")) {
      try (Router first = router(network.host("first"), FIRST_PRIORITY);
          Router second = router(network.host("second"), SECOND_PRIORITY)) {
        first.host().watch();
        second.host().watch();
        first.start();
        second.start();
        awaitOwner(first, second);
        load(first, second);
        for (int run = 0; run < runs; run++) {
          takeOver(first, second, "graceful stop");
          takeOver(first, second, "SIGKILL");
        }
      }
    }
  }

  private void load(Router first, Router second) {
    pass(
        Duration.ofSeconds(
            Math.min(20, seconds))); // code gets compiled, the second round of ARP passes
    long at = System.nanoTime();
    long masterBefore = first.processorNanos();
    long backupBefore = second.processorNanos();
    pass(Duration.ofSeconds(seconds));
    double elapsed = System.nanoTime() - at;
    System.out.printf(
        "%-11s master %.2f %% of a core, %.1f MiB; backup %.2f %%, %.1f MiB (%d s after a warm-up"
            + " of as long)%n",
        kind,
        100 * (first.processorNanos() - masterBefore) / elapsed,
        first.residentKib() / 1024.0,
        100 * (second.processorNanos() - backupBefore) / elapsed,
        second.residentKib() / 1024.0,
        seconds);
  }

  private void takeOver(Router first, Router second, String how) throws Exception {
    long began = System.nanoTime();
    if (how.equals("SIGKILL")) {
      first.kill();
    } else {
      first.beginStop();
    }
    Await.until(
        PATIENCE, () -> "all taken over:\n" + second.log(), () -> owned(second) == instances);
    pass(Duration.ofSeconds(1));
    String lost = "";
    if (kind.equals("ours")) {
      Await.until(PATIENCE, () -> "all given up:\n" + first.log(), () -> owned(first) == 0);
      lost = ", old machine without the last after %.2f s".formatted(last(first, false, began));
    } else if (how.equals("SIGKILL")) {
      lost = ", old machine keeps them";
    }
    System.out.printf(
        "%-11s %-14s all taken over after %.2f s, the first after %.2f s%s%n",
        kind, how, last(second, true, began), first(second, began), lost);
    if (first.runs()) {
      first.stop();
    }
    first.start();
    awaitOwner(first, second);
    pass(Duration.ofSeconds(6)); // the second round of gratuitous ARP has passed
  }

  private void awaitOwner(Router owner, Router other) {
    Await.until(
        PATIENCE,
        () -> owner + " owns " + owned(owner) + ", " + other + " " + owned(other),
        () -> owned(owner) == instances && owned(other) == 0);
  }

  private int owned(Router router) {
    int owned = 0;
    for (int i = 1; i <= instances; i++) {
      owned += router.host().has(address(i)) ? 1 : 0;
    }
    return owned;
  }

  /** Seconds until the last address came or went. */
  private double last(Router router, boolean added, long began) {
    long last = began;
    for (int i = 1; i <= instances; i++) {
      last = Math.max(last, router.host().watch().first(address(i), added, began).orElse(began));
    }
    return (last - began) / 1e9;
  }

  private double first(Router router, long began) {
    List<Long> times = new ArrayList<>();
    for (int i = 1; i <= instances; i++) {
      router.host().watch().first(address(i), true, began).ifPresent(times::add);
    }
    OptionalLong first = times.stream().mapToLong(Long::longValue).min();
    return (first.orElse(began) - began) / 1e9;
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until(time.plusSeconds(60), "time passes", () -> System.nanoTime() > end);
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByName(text(number));
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String text(int number) {
    return "10.88.0." + number;
  }

  private Router router(Host host, int priority) throws IOException {
    StringBuilder conf = new StringBuilder();
    for (int i = 1; i <= instances; i++) {
      conf.append(
          """
          vrrp_instance VI_%d {
              state BACKUP
              interface eth0
              virtual_router_id %d
              priority %d
              advert_int 1
              virtual_ipaddress {
                  %s/32
              }
          }
          """
              .formatted(i, i, priority, text(i)));
    }
    Path own = folder.resolve(host.name());
    return kind.equals("ours")
        ? new DirectorRouter(host, own, DirectorRouter.program(), conf.toString())
        : new KeepalivedRouter(host, own, conf.toString());
  }
}
