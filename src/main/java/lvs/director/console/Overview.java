package lvs.director.console;

import java.util.List;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.port.Archives;
import lvs.director.port.Director;
import lvs.director.port.MailDesk;
import lvs.director.port.ProgramVersion;
import lvs.director.vrrp.VrrpView;

/** The answer to {@code overview}: the director and its election, and what else to look at. */
final class Overview {
  private final Director director;
  private final ServerName name;

  Overview(Director director, ServerName name) {
    this.director = director;
    this.name = name;
  }

  Map<String, Object> now() {
    Map<String, Object> overview = Json.object("now", director.epochMillis(director.nowNanos()));
    overview.putAll(news());
    overview.put("director", director(true));
    return overview;
  }

  /** The same, without what differs though nothing has happened: time and memory. */
  Map<String, Object> news() {
    VrrpView election = director.vrrp();
    ElectionRows rows = new ElectionRows(director);
    Totals totals = Totals.of(director);
    return Json.object(
        "director", director(false),
        "routers", election.routers().stream().map(rows::router).toList(),
        "groups", election.groups().stream().map(rows::group).toList(),
        "trackers", election.trackers().stream().map(rows::tracker).toList(),
        "counts", totals.counts(),
        "refused", refused(),
        "traffic", totals.traffic(),
        "mail", mail(director.mail().health()),
        "archive", archive(director.archives().health()));
  }

  private Map<String, Object> director(boolean withMemory) {
    Director.Health health = director.health();
    Map<String, Object> answer = answer(health);
    if (withMemory) {
      Runtime jvm = Runtime.getRuntime();
      answer.put("heapBytes", jvm.totalMemory() - jvm.freeMemory());
    }
    return answer;
  }

  private Map<String, Object> answer(Director.Health health) {
    return Json.object(
        "name", name.text(director.configuration()),
        "version", ProgramVersion.text(),
        "startedEpochMillis", health.startedEpochMillis(),
        "plane", director.planeName(),
        "planeReason", director.planeReason(),
        "configurationFile", director.configurationFile(),
        "warnings", director.configurationWarnings(),
        "reloadError", director.reloadError(),
        "checksRunning", health.checksRunning(),
        "checkLatenessP99Millis", Times.millis(health.checkLatenessP99Nanos()),
        "advertisementLatenessP99Millis",
            Times.millis(director.vrrpHealth().advertisementLatenessP99Nanos()),
        "eventsQueued", health.eventsQueued());
  }

  private List<Map<String, Object>> refused() {
    return director.refused().stream()
        .map(each -> Json.object("what", each.what(), "why", each.why()))
        .toList();
  }

  private static Map<String, Object> mail(MailDesk.Health mail) {
    return Json.object(
        "configured", mail.configured(),
        "queued", mail.queued(),
        "queueAgeSeconds", Times.rounded(mail.queueAgeSeconds()),
        "sent", mail.sent(),
        "failures", mail.failures(),
        "dropped", mail.dropped(),
        "lastError", mail.lastError(),
        "silencedUntilEpochMillis", Times.orNull(mail.silencedUntilEpochMillis()),
        "silenceReason", mail.silenceReason());
  }

  private static Map<String, Object> archive(Archives.Health archive) {
    return Json.object(
        "recording", archive.recording(),
        "lagSeconds", Times.rounded(archive.lagSeconds()),
        "errors", archive.errors(),
        "lastError", archive.lastError(),
        "sizeBytes", archive.bytes());
  }
}
