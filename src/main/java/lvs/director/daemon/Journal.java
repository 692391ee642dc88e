package lvs.director.daemon;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Director.NoticeListener;
import lvs.director.port.Event.Severity;
import lvs.director.port.PlaneNotice;
import lvs.director.vrrp.VrrpNotice;

/** Numbers what happened, logs it and tells the listeners, in order and one at a time. */
final class Journal {
  private final EventLog log;
  private final List<NoticeListener> listeners = new CopyOnWriteArrayList<>();
  private long sequence;

  Journal(EventLog log) {
    this.log = log;
  }

  void listen(NoticeListener listener) {
    listeners.add(listener);
  }

  synchronized void announce(Notice notice) {
    write(notice);
    long number = ++sequence;
    long epochMillis = System.currentTimeMillis();
    listeners.forEach(listener -> listener.notice(number, epochMillis, notice));
  }

  synchronized void announce(VrrpNotice notice) {
    switch (notice.kind().level()) {
      case INFO -> log.info(notice.text());
      case WARNING -> log.warning(notice.text());
      case ERROR -> log.error(notice.text());
    }
    long number = ++sequence;
    long epochMillis = System.currentTimeMillis();
    listeners.forEach(listener -> listener.notice(number, epochMillis, notice));
  }

  synchronized void announce(PlaneNotice notice) {
    log.warning(notice.text());
    long number = ++sequence;
    long epochMillis = System.currentTimeMillis();
    listeners.forEach(listener -> listener.notice(number, epochMillis, notice));
  }

  private void write(Notice notice) {
    switch (severity(notice.kind())) {
      case INFO -> log.info(notice.text());
      case WARNING -> log.warning(notice.text());
      case ERROR -> log.error(notice.text());
    }
  }

  /** How loud a notice of the pool engine is. */
  static Severity severity(Notice.Kind kind) {
    return switch (kind) {
      case SERVER_DOWN, QUORUM_LOST -> Severity.ERROR;
      case CHECK_FAILED, SERVICE_SUSPENDED -> Severity.WARNING;
      case SERVER_UP,
          SERVER_WEIGHT,
          SERVER_OVERRIDE,
          SERVER_DRAINED,
          QUORUM_GAINED,
          SERVICE_RESUMED,
          SERVICE_ADDED,
          SERVICE_REMOVED ->
          Severity.INFO;
    };
  }
}
