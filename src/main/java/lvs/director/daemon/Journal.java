package lvs.director.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Director.NoticeListener;

/** Numbers what happened, logs it and tells the listeners, in order. */
final class Journal {
  private final EventLog log;
  private final List<NoticeListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong sequence = new AtomicLong();

  Journal(EventLog log) {
    this.log = log;
  }

  void listen(NoticeListener listener) {
    listeners.add(listener);
  }

  /** Called on the pool thread only, so the numbers and the order agree. */
  void announce(Notice notice) {
    write(notice);
    long number = sequence.incrementAndGet();
    long epochMillis = System.currentTimeMillis();
    listeners.forEach(listener -> listener.notice(number, epochMillis, notice));
  }

  private void write(Notice notice) {
    switch (notice.kind()) {
      case SERVER_DOWN, QUORUM_LOST -> log.error(notice.text());
      case CHECK_FAILED, SERVICE_SUSPENDED -> log.warning(notice.text());
      case SERVER_UP,
          SERVER_WEIGHT,
          SERVER_OVERRIDE,
          SERVER_DRAINED,
          QUORUM_GAINED,
          SERVICE_RESUMED,
          SERVICE_ADDED,
          SERVICE_REMOVED ->
          log.info(notice.text());
    }
  }
}
