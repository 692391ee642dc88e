import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.lab.Await;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.KeepalivedRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Router;

/**
 * How late advertisements leave a master whose process checks many real servers and fills its heap,
 * as seen on the wire; a keepalived backup says whether it believed that the master was gone.
 */
final class AdvertBench {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final long INTERVAL_NANOS = 10_000_000;

  /** Written into both files: the address that both routers stand for. */
  private static final String INSTANCE =
      """
      vrrp_instance VI_1 {
          state BACKUP
          interface eth0
          virtual_router_id 51
          priority %d
          advert_int 0.01
          version 3
          virtual_ipaddress {
              10.77.0.100/24
          }
      }
      """;

  private final Path folder;
  private final int seconds;
  private final int services;
  private final int servers;
  private final String global;

  private AdvertBench(String[] arguments) {
    folder = Path.of(arguments[0]);
    seconds = Integer.parseInt(arguments[1]);
    services = Integer.parseInt(arguments[2]);
    servers = Integer.parseInt(arguments[3]);
    global = arguments[5].isBlank() ? "" : "global_defs {\n    " + arguments[5] + "\n}\n";
  }

  public static void main(String[] arguments) throws Exception {
    AdvertBench bench = new AdvertBench(arguments);
    System.out.printf(
        "advert 0.01 s for %d s beside %d checks of %d services, monitoring that reads all of it"
            + " every second%n",
        bench.seconds, bench.servers, bench.services);
    System.out.printf(
        "%-12s %7s %7s %7s %8s %8s %7s %6s %9s %8s %5s %8s%n",
        "late by, ms",
        "p50",
        "p99",
        "p99.9",
        "p99.99",
        "max",
        "sent",
        "false",
        "collector",
        "longest",
        "CPU",
        "memory");
    System.out.printf(
        "%-12s %7s %7s %7s %8s %8s %7s %6s %9s %8s %5s %8s%n",
        "", "", "", "", "", "", "", "takes", "pauses", "ms", "%", "MiB");
    for (String way : arguments[4].split(",")) {
      bench.measure(way);
    }
  }

  private void measure(String way) throws Exception {
    boolean keepalived = way.equals("keepalived");
    Path own = Files.createDirectories(folder.resolve(way));
    Path collectorLog = own.resolve("gc.log");
    try (Network network = Network.of("master", "backup")) {
      Host host = network.host("master");
      Process nginx = nginx(host, own);
      String checks = checks();
      try (DirectorRouter director =
              new DirectorRouter(
                  host,
                  own.resolve("director"),
                  launcher(keepalived ? "default" : way, collectorLog),
                  keepalived ? checks : global + INSTANCE.formatted(150) + checks);
          KeepalivedRouter other =
              new KeepalivedRouter(
                  host, own.resolve("keepalived"), global + INSTANCE.formatted(150));
          KeepalivedRouter backup =
              new KeepalivedRouter(
                  network.host("backup"), own.resolve("backup"), INSTANCE.formatted(100))) {
        director.settings("jolokia 127.0.0.1 8778", "prometheus 127.0.0.1 9404");
        director.start();
        Router master = director;
        if (keepalived) {
          other.start();
          master = other;
        }
        backup.start();
        Monitoring monitoring = new Monitoring(host);
        pass(Duration.ofSeconds(30)); // every server checked, code compiled
        int before = backup.log().length();
        long processor = director.processorNanos();
        long at = System.nanoTime();
        long[] late = late(host, own.resolve("adverts.pcap"));
        monitoring.close();
        int takeovers = count(backup.log().substring(before), "Entering MASTER STATE");
        double cpu = 100.0 * (director.processorNanos() - processor) / (System.nanoTime() - at);
        print(way, late, takeovers, collectorLog, cpu, director.residentKib() / 1024.0);
        ownHistogram(master);
      } finally {
        nginx.descendants().forEach(ProcessHandle::destroy);
        nginx.destroy();
        nginx.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> launcher(String way, Path collectorLog) {
    String program = DirectorRouter.program().getFirst();
    if (way.equals("default")) {
      return List.of(program);
    }
    String collector =
        switch (way) {
          case "serial" -> "-XX:+UseSerialGC";
          case "parallel" -> "-XX:+UseParallelGC";
          case "g1" -> "-XX:+UseG1GC -XX:MaxGCPauseMillis=50";
          case "zgc" -> "-XX:+UseZGC";
          case "shenandoah" -> "-XX:+UseShenandoahGC";
          default -> throw new IllegalArgumentException("no collector " + way);
        };
    return List.of(
        "env",
        "LVS_DIRECTOR_JAVA_OPTS="
            + collector
            + " -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xms16m -Xmx512m"
            + " -XX:MaxDirectMemorySize=512m -Xlog:safepoint:file="
            + collectorLog
            + ":uptime:filecount=0",
        program);
  }

  private Process nginx(Host host, Path own) throws IOException {
    Path conf = own.resolve("nginx.conf");
    Files.writeString(
        conf,
        """
        daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
        events { worker_connections 4096; multi_accept on; }
        http { access_log off; server { listen 0.0.0.0:18880 backlog=4096; return 200 ok; } }
        """);
    return new ProcessBuilder(host.inside("nginx", "-p", own.toString(), "-c", conf.toString()))
        .redirectErrorStream(true)
        .redirectOutput(own.resolve("nginx.log").toFile())
        .start();
  }

  /** As in bench/checks: the largest keepalived configuration on record. */
  private String checks() {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < services; s++) {
      text.append(
          """
          virtual_server 127.200.%d.%d 18881 {
            delay_loop 6
            lb_algo wlc
            lb_kind NAT
            protocol TCP
          """
              .formatted(s / 250, s % 250 + 1));
      long end = (long) (s + 1) * servers / services;
      for (long r = (long) s * servers / services; r < end; r++) {
        text.append(
            "  real_server 127.%d.%d.%d 18880 {\n    TCP_CHECK {\n      connect_timeout 3\n    }\n  }\n"
                .formatted(r / 62500 + 10, r / 250 % 250, r % 250 + 1));
      }
      text.append("}\n");
    }
    return text.toString();
  }

  /** Nanoseconds beyond the interval between two advertisements on the wire, sorted. */
  private long[] late(Host host, Path file) throws Exception {
    Process tcpdump =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                host.switchNamespace(),
                "tcpdump",
                "-i",
                host.port(0),
                "-Q",
                "in",
                "-n",
                "-s",
                "64",
                "--time-stamp-precision=nano",
                "-Z",
                "root",
                "-w",
                file.toString(),
                "ip proto 112")
            .redirectErrorStream(true)
            .redirectOutput(Path.of(file + ".log").toFile())
            .start();
    pass(Duration.ofSeconds(seconds));
    tcpdump.destroy();
    tcpdump.waitFor();
    List<Long> times = times(file);
    long[] late = new long[Math.max(0, times.size() - 1)];
    for (int i = 0; i < late.length; i++) {
      late[i] = Math.max(0, times.get(i + 1) - times.get(i) - INTERVAL_NANOS);
    }
    Arrays.sort(late);
    return late;
  }

  /** The times of a pcap file of nanosecond precision in this machine's byte order. */
  private static List<Long> times(Path file) throws IOException {
    List<Long> times = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(24);
      byte[] header = new byte[16];
      while (in.readNBytes(header, 0, 16) == 16) {
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.nativeOrder());
        times.add(fields.getInt(0) * 1_000_000_000L + fields.getInt(4));
        in.skipNBytes(fields.getInt(8));
      }
    }
    return times;
  }

  private static void print(
      String way, long[] late, int takeovers, Path collectorLog, double cpu, double memory)
      throws IOException {
    if (late.length == 0) {
      System.out.printf("%-12s sent nothing%n", way);
      return;
    }
    double[] pauses = pauses(collectorLog);
    System.out.printf(
        "%-12s %7.3f %7.3f %7.3f %8.3f %8.3f %7d %6d %9s %8s %5.0f %8.0f%n",
        way,
        at(late, 0.5),
        at(late, 0.99),
        at(late, 0.999),
        at(late, 0.9999),
        late[late.length - 1] / 1e6,
        late.length + 1,
        takeovers,
        pauses.length == 0 ? "-" : Integer.toString(pauses.length),
        pauses.length == 0 ? "-" : "%.1f".formatted(pauses[pauses.length - 1]),
        cpu,
        memory);
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] / 1e6;
  }

  /** Milliseconds of every stop of all threads, sorted; of the whole life of the process. */
  private static double[] pauses(Path log) throws IOException {
    if (!Files.exists(log)) {
      return new double[0];
    }
    Pattern total = Pattern.compile("Total: *(\\d+) ns");
    return Files.readAllLines(log).stream()
        .map(total::matcher)
        .filter(Matcher::find)
        .mapToDouble(found -> Long.parseLong(found.group(1)) / 1e6)
        .sorted()
        .toArray();
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until(time.plusSeconds(60), "time passes", () -> System.nanoTime() > end);
  }

  private static final Pattern OWN_WORD =
      Pattern.compile("\"advertisementLateness(P50|P99|Max)Millis\" *: *([0-9.]+)");

  /** What the director itself measured in the last minute. */
  private static void ownHistogram(Router master) {
    if (master instanceof DirectorRouter director) {
      StringBuilder words = new StringBuilder();
      Matcher found = OWN_WORD.matcher(director.lvsDirector("status", "--json"));
      while (found.find()) {
        words.append(' ').append(found.group(1)).append(' ').append(found.group(2));
      }
      System.out.println("             by its own clock, last minute:" + words);
    }
  }

  /** Reads every MBean and every metric once a second, which makes a lot of short-lived objects. */
  private static final class Monitoring implements AutoCloseable {
    private static final String EVERYTHING =
        "{\"type\":\"read\",\"mbean\":\"lvs.director:type=RealServer,*\"}";

    private final Host host;
    private final Thread thread;
    private volatile boolean ends;

    Monitoring(Host host) {
      this.host = host;
      thread = Thread.ofPlatform().name("monitoring").start(this::read);
    }

    private void read() {
      while (!ends) {
        long next = System.nanoTime() + 1_000_000_000L;
        curl("http://127.0.0.1:9404/metrics");
        curl("http://127.0.0.1:8778/jolokia/", "--data", EVERYTHING);
        while (!ends && System.nanoTime() < next) {
          java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
      }
    }

    private void curl(String... arguments) {
      List<String> words = new ArrayList<>(List.of("curl", "-s", "-m", "30", "-o", "/dev/null"));
      words.addAll(List.of(arguments));
      try {
        host.run(words.toArray(String[]::new));
      } catch (AssertionError refused) {
        // a busy director may refuse; it is load, not a measurement
      }
    }

    @Override
    public void close() throws InterruptedException {
      ends = true;
      thread.join();
    }
  }
}
