package lvs.director.archive;

import java.io.IOException;
import java.time.Duration;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;

/** The director itself, as it is counted and sampled. */
final class DirectorBook {
  private static final int CHECKS = 3;

  private final Director director;
  private final Account account;
  private final Rise checks = new Rise(0);
  private long cpuNanos = cpuNanos();
  private long cpuAtNanos;

  DirectorBook(Director director, Account account) {
    this.director = director;
    this.account = account;
    this.cpuAtNanos = director.nowNanos();
  }

  void count() {
    account.count(CHECKS, checks.to(director.health().checksRun()));
  }

  /** What was counted before recording began is not recorded. */
  void passOver() {
    checks.to(director.health().checksRun());
  }

  /**
   * @param active connections of all services
   */
  void sample(long active, ServiceBook.Taker taker) throws IOException {
    Director.Health health = director.health();
    Director.VrrpHealth election = director.vrrpHealth();
    long[] standing = {
      micros(election.advertisementLatenessP99Nanos()),
      micros(election.advertisementLatenessMaxNanos()),
      micros(health.checkLatenessP99Nanos()),
      0, // checks, connections and bytes are counted
      0,
      0,
      0,
      active,
      Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
      microCores(),
      masters(),
      health.eventsQueued(),
      director.mail().health().queued()
    };
    taker.take(account, standing);
  }

  private static long micros(long nanos) {
    return nanos / 1000;
  }

  private long masters() {
    return director.vrrp().routers().stream()
        .filter(router -> router.state() == RouterState.MASTER)
        .count();
  }

  /** Processors used since the last call, in millionths of one. */
  private long microCores() {
    long cpu = cpuNanos();
    long now = director.nowNanos();
    long used = now > cpuAtNanos ? (cpu - cpuNanos) * 1_000_000 / (now - cpuAtNanos) : 0;
    cpuNanos = cpu;
    cpuAtNanos = now;
    return Math.max(0, used);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
