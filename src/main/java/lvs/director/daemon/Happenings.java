package lvs.director.daemon;

import java.nio.file.Path;
import lvs.director.archive.RecordedEvents;
import lvs.director.base.Endpoint;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Director.NoticeListener;
import lvs.director.port.Event.Severity;
import lvs.director.port.EventHistory;
import lvs.director.port.PlaneNotice;
import lvs.director.vrrp.VrrpNotice;

/** Hands what the director's parts announce to the history of events. No method waits. */
final class Happenings implements NoticeListener, AutoCloseable {
  private final RecordedEvents history;
  private boolean started;

  /**
   * @param stateFolder holds {@code events}
   */
  Happenings(Path stateFolder, EventLog log) {
    this.history = new RecordedEvents(stateFolder.resolve("events"), new LogReports(log));
  }

  EventHistory history() {
    return history;
  }

  @Override
  public void notice(long sequence, long epochMillis, Notice notice) {
    history.add(
        epochMillis,
        Journal.severity(notice.kind()),
        notice.kind().name(),
        notice.serviceId(),
        notice.server().map(Endpoint::toString).orElse(""),
        notice.text());
  }

  @Override
  public void notice(long sequence, long epochMillis, VrrpNotice notice) {
    history.add(
        epochMillis,
        Severity.valueOf(notice.kind().level().name()),
        notice.kind().name(),
        notice.subject(),
        "",
        notice.text());
  }

  @Override
  public void notice(long sequence, long epochMillis, PlaneNotice notice) {
    history.add(epochMillis, Severity.WARNING, notice.kind().name(), "", "", notice.text());
  }

  /** A configuration is in force: the first one, or that of a reload. */
  void follow() {
    if (started) {
      director("CONFIGURATION_LOADED", "the configuration was read again");
    } else {
      director("DIRECTOR_STARTED", "the director started");
      started = true;
    }
  }

  private void director(String kind, String text) {
    history.add(System.currentTimeMillis(), Severity.INFO, kind, "", "", text);
  }

  /** Writes what has been announced. */
  @Override
  public void close() {
    director("DIRECTOR_STOPPED", "the director stopped in good order");
    history.close();
  }

  /** How the history fares, in the log. */
  private record LogReports(EventLog log) implements RecordedEvents.Reports {
    @Override
    public void trouble(String text) {
      log.warning(text);
    }

    @Override
    public void over(String text) {
      log.info(text);
    }
  }
}
