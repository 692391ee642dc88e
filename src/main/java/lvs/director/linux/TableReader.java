package lvs.director.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.WideCounters;
import lvs.director.model.ServiceKey;
import lvs.director.port.KernelStatus;

/**
 * Reads the whole table with its counters on a thread and a socket of its own, whenever somebody
 * asks: with tens of thousands of servers it takes a while, and changes must not wait for it.
 */
final class TableReader implements AutoCloseable {
  private final IpvsSocket socket;
  private final SyncDaemons daemons;
  private final LongSupplier changes;
  private final WideCounters wide = new WideCounters();
  private final Thread thread = Thread.ofPlatform().name("ipvs-reader").unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long asked;
  private long answered;
  private boolean closing;
  private Optional<Snapshot> newest = Optional.empty();
  private Optional<String> failure = Optional.empty();

  /**
   * The table at one time.
   *
   * @param changesBefore how often we had changed it when the reading began
   * @param endedNanos when the reading ended
   */
  record Snapshot(
      IpvsTable table,
      Map<ServiceKey, IpvsReading.ServiceReading> services,
      IpvsInfo info,
      List<KernelStatus.Sync> sync,
      long changesBefore,
      long endedNanos) {}

  /**
   * @param changes how often we have changed the table
   */
  TableReader(IpvsSocket socket, LongSupplier changes) {
    this.socket = socket;
    this.daemons = new SyncDaemons(socket);
    this.changes = changes;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Asks for a reading that begins after this call, and waits for it.
   *
   * @return the newest there is when the time is over; empty when there never was one, or none is
   *     possible now
   */
  Optional<Snapshot> await(Duration limit) {
    lock.lock();
    try {
      long mine = ++asked;
      news.signalAll();
      long leftNanos = limit.toNanos();
      while (answered < mine && leftNanos > 0 && !closing) {
        leftNanos = news.awaitNanos(leftNanos);
      }
      return newest;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return newest;
    } finally {
      lock.unlock();
    }
  }

  Optional<Snapshot> newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /** Why the last reading failed. */
  Optional<String> failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (long next = nextQuestion(); next > 0; next = nextQuestion()) {
        answer(next);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Zero at the end. */
  private long nextQuestion() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (asked == answered && !closing) {
        news.await();
      }
      return closing ? 0 : asked;
    } finally {
      lock.unlock();
    }
  }

  private void answer(long question) {
    Optional<Snapshot> snapshot = Optional.empty();
    Optional<String> reason = Optional.empty();
    try {
      snapshot = Optional.of(read());
    } catch (IOException | RuntimeException failed) {
      reason = Optional.of(String.valueOf(failed.getMessage()));
    }
    lock.lock();
    try {
      newest = snapshot;
      failure = reason;
      answered = question;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Snapshot read() throws IOException {
    long before = changes.getAsLong();
    IpvsReading reading = wide.widen(socket.read());
    Map<ServiceKey, IpvsReading.ServiceReading> services =
        HashMap.newHashMap(reading.services().size());
    reading.services().forEach(each -> services.put(each.service().key(), each));
    return new Snapshot(
        reading.table(), services, socket.info(), daemons.running(), before, System.nanoTime());
  }

  /** Waits for a reading that goes on. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    socket.close();
  }
}
