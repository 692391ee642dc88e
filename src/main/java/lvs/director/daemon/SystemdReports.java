package lvs.director.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lvs.director.linux.NotifySocket;

/**
 * Tells systemd, where it asks, when the director serves, reloads and stops, one line about its
 * state, and that it lives: sd_notify(3). A sign of life is sent only when every engine's thread
 * has ended a round since the last look, so that a director that hangs is killed and started anew.
 */
final class SystemdReports implements ReloadListener, AutoCloseable {
  private static final Duration STATUS_AGE = Duration.ofSeconds(5);

  /** So many looks fit into the time after which systemd loses its patience. */
  private static final int LOOKS = 4;

  private final Outlet outlet;
  private final Optional<Duration> patience;
  private final Supplier<List<Turning>> engines;
  private final Supplier<String> status;
  private final EventLog log;
  private final Pulse pulse = new Pulse();
  private final Thread thread = Thread.ofPlatform().name("systemd").daemon().unstarted(this::run);
  private volatile boolean stopping;
  private String lastStatus = "";
  private boolean stillTold;
  private volatile long misses;

  /** Where the lines go. */
  interface Outlet extends AutoCloseable {
    void send(String... lines) throws IOException;

    @Override
    void close();
  }

  /**
   * @param patience after which systemd kills a service that gives no sign of life; empty for ever
   * @param engines the threads that must go round
   * @param status the director in one line
   */
  SystemdReports(
      Outlet outlet,
      Optional<Duration> patience,
      Supplier<List<Turning>> engines,
      Supplier<String> status,
      EventLog log) {
    this.outlet = outlet;
    this.patience = patience;
    this.engines = engines;
    this.status = status;
    this.log = log;
  }

  /** For this process; without a service manager that asks, one that tells nobody. */
  static SystemdReports ofThisProcess(RunningDirector director, EventLog log) {
    Map<String, String> environment = System.getenv();
    return new SystemdReports(
        outlet(environment.getOrDefault("NOTIFY_SOCKET", ""), log),
        patience(environment, ProcessHandle.current().pid()),
        director::engines,
        () -> StatusLine.of(director.pool(), director.vrrp()),
        log);
  }

  private static Outlet outlet(String address, EventLog log) {
    if (address.isEmpty()) {
      return NOBODY;
    }
    try {
      return new ToSystemd(NotifySocket.open(address));
    } catch (IOException useless) {
      log.error("systemd hears nothing, NOTIFY_SOCKET is of no use: " + useless.getMessage());
      return NOBODY;
    }
  }

  /** WATCHDOG_USEC, unless it is meant for another process: sd_watchdog_enabled(3). */
  static Optional<Duration> patience(Map<String, String> environment, long processId) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String whom = environment.getOrDefault("WATCHDOG_PID", Long.toString(processId));
    boolean asked = micros.matches("[1-9][0-9]{0,17}") && whom.equals(Long.toString(processId));
    return asked
        ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
        : Optional.empty();
  }

  /** The director serves. */
  void ready() {
    tell("READY=1", statusLine());
    if (outlet != NOBODY) {
      thread.start();
    }
  }

  /** The time is that of CLOCK_MONOTONIC, from which {@link System#nanoTime} is taken. */
  @Override
  public void begins() {
    tell("RELOADING=1", "MONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  @Override
  public void isOver() {
    tell("READY=1", statusLine());
  }

  /** From here on systemd bounds the time by itself, while the engines come to their end. */
  void stopping() {
    stopping = true;
    tell("STOPPING=1", "STATUS=handing over and stopping");
  }

  private String statusLine() {
    return "STATUS=" + status.get();
  }

  private void tell(String... lines) {
    try {
      outlet.send(lines);
    } catch (IOException deaf) {
      log.warning("systemd did not hear " + lines[0] + ": " + deaf.getMessage());
    }
  }

  private void run() {
    long pauseNanos = patience.map(limit -> limit.dividedBy(LOOKS)).orElse(STATUS_AGE).toNanos();
    try {
      while (true) {
        look();
        TimeUnit.NANOSECONDS.sleep(Math.min(pauseNanos, STATUS_AGE.toNanos()));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    List<String> lines = new ArrayList<>();
    if (patience.isPresent() && lives()) {
      lines.add("WATCHDOG=1");
    }
    String now = statusLine();
    if (!stopping && !now.equals(lastStatus)) {
      lines.add(now);
      lastStatus = now;
    }
    if (!lines.isEmpty()) {
      tell(lines.toArray(String[]::new));
    }
  }

  private boolean lives() {
    int still = stopping ? 0 : pulse.still(engines.get());
    if (still > 0 && !stillTold) {
      log.error("engines that have ended no round in time: " + still + "; no sign of life");
    }
    stillTold = still > 0;
    misses += stillTold ? 1 : 0;
    return !stillTold;
  }

  /** How often a sign of life was due and not given. */
  long misses() {
    return misses;
  }

  @Override
  public void close() {
    thread.interrupt();
    outlet.close();
  }

  private static final Outlet NOBODY =
      new Outlet() {
        @Override
        public void send(String... lines) {}

        @Override
        public void close() {}
      };

  private record ToSystemd(NotifySocket socket) implements Outlet {
    @Override
    public void send(String... lines) throws IOException {
      socket.send(lines);
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
