package lvs.director.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lvs.director.base.Json;
import lvs.director.model.Persistence;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.DrainProgress;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.pool.VirtualServiceStatus.ServerView;
import lvs.director.port.Director;
import lvs.director.port.TrafficSum;

/** Virtual services: a row for each, or everything about one. */
final class ServiceRows {
  private final Director director;

  ServiceRows(Director director) {
    this.director = director;
  }

  Map<String, Object> row(VirtualServiceStatus status) {
    VirtualService service = status.service();
    TrafficSum sum = TrafficSum.ofService(director, service.keys());
    return Json.object(
        "id", service.id(),
        "name", service.name(),
        "scheduler", service.scheduling().scheduler().kernelName(),
        "forwarding", service.forwarding().method(),
        "persistenceSeconds", service.persistence().map(Persistence::timeoutSeconds),
        "up", status.quorumUp(),
        "sorryServing", status.sorryServing(),
        "suspended", status.suspended(),
        "serversUp", status.serversUp(),
        "servers", status.servers().size(),
        "weightUp", status.weightUp(),
        "quorum", service.quorum(),
        "connections", Times.rounded(sum.rate().connections()),
        "inBytes", Times.rounded(sum.rate().inBytes()),
        "outBytes", Times.rounded(sum.rate().outBytes()),
        "active", sum.active(),
        "inactive", sum.inactive(),
        "worst", worst(status));
  }

  /** Why the first server that is down is down. */
  private static String worst(VirtualServiceStatus status) {
    if (status.serversUp() == status.servers().size()) {
      return "";
    }
    return status.servers().stream()
        .map(ServerView::status)
        .filter(server -> !server.up())
        .findFirst()
        .map(RealServerStatus::reason)
        .orElse("");
  }

  Map<String, Object> whole(ServiceView view) {
    VirtualServiceStatus status = view.status();
    VirtualService service = status.service();
    Map<String, Object> whole = row(status);
    whole.put("sinceEpochMillis", director.epochMillis(status.sinceNanos()));
    whole.put("archive", "service/" + service.id());
    whole.put("virtuals", service.keys().stream().map(ServiceKey::toString).toList());
    whole.put("sorryServer", service.sorryServer().map(sorry -> sorry.endpoint().toString()));
    whole.put(
        "serverList",
        status.servers().stream().map(each -> server(service, each.status())).toList());
    return whole;
  }

  private Map<String, Object> server(VirtualService service, RealServerStatus status) {
    TrafficSum sum = TrafficSum.ofServer(director, service.keys(), status.server().endpoint());
    return Json.object(
        "id", status.id(),
        "endpoint", status.server().endpoint().toString(),
        "archive", "server/" + service.id() + "/" + status.id(),
        "up", status.up(),
        "inService", status.inService(),
        "weight", status.weight(),
        "configuredWeight", status.configuredWeight(),
        "forwarding", status.server().forwarding().method(),
        "reason", status.reason(),
        "sinceEpochMillis", director.epochMillis(status.sinceNanos()),
        "transitions", status.transitions(),
        "override", status.override().map(this::override),
        "drain", status.drain().map(ServiceRows::drain),
        "active", sum.active(),
        "inactive", sum.inactive(),
        "persistent", sum.persistent(),
        "connections", Times.rounded(sum.rate().connections()),
        "inBytes", Times.rounded(sum.rate().inBytes()),
        "outBytes", Times.rounded(sum.rate().outBytes()),
        "checks", status.checks().stream().map(this::check).toList());
  }

  private Map<String, Object> override(ServerOverride override) {
    return Json.object(
        "standing", override.standing(),
        "reason", override.reason(),
        "expiresEpochMillis", override.expiresNanos().map(director::epochMillis),
        "weight", override.weight().isPresent() ? override.weight().getAsInt() : null,
        "removes", override.removal().isPresent());
  }

  private static Map<String, Object> drain(DrainProgress drain) {
    OptionalLong left = drain.secondsLeft();
    return Json.object(
        "connectionsLeft",
        drain.connectionsLeft(),
        "secondsLeft",
        left.isPresent() ? left.getAsLong() : null);
  }

  private Map<String, Object> check(CheckStatus status) {
    return Json.object(
        "id", status.id(),
        "keyword", status.check().keyword(),
        "target", status.target(),
        "state", status.state(),
        "failuresInARow", status.failuresInARow(),
        "runs", status.runs(),
        "failures", status.failures(),
        "latenessMillis", Times.millis(status.latenessNanos()),
        "certificateDaysLeft", days(status),
        "last", status.last().stream().map(this::result).toList());
  }

  private static Optional<Integer> days(CheckStatus status) {
    return status.certificateDaysLeft().isPresent()
        ? Optional.of(status.certificateDaysLeft().getAsInt())
        : Optional.empty();
  }

  /** What one run of a check saw. */
  Map<String, Object> result(CheckResult result) {
    return Json.object(
        "good", result.good(),
        "reason", result.reason(),
        "tookMillis", Times.millis(result.latencyNanos()),
        "epochMillis", director.epochMillis(result.finishedNanos()));
  }

  /** Those of a page of the list. */
  List<Map<String, Object>> rows(List<VirtualServiceStatus> statuses) {
    return statuses.stream().map(this::row).toList();
  }
}
