package lvs.director.console;

import java.util.List;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.pool.PoolView;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.Director;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;

/** Sums over all virtual services. */
record Totals(Map<String, Object> counts, Map<String, Object> traffic) {

  static Totals of(Director director) {
    return new Totals(countsOf(director), trafficOf(director));
  }

  static Map<String, Object> countsOf(Director director) {
    List<VirtualServiceStatus> services =
        director.pool().services().stream().map(PoolView.ServiceView::status).toList();
    var awake = services.stream().filter(each -> !each.suspended()).toList();
    int servers = servers(services);
    return Json.object(
        "services", services.size(),
        "servicesUp", services.stream().filter(VirtualServiceStatus::quorumUp).count(),
        "servicesDown", awake.stream().filter(each -> !each.quorumUp()).count(),
        "servicesSuspended", services.size() - awake.size(),
        "servers", servers,
        "serversUp", serversUp(services),
        "serversDown", servers(awake) - serversUp(awake),
        "serversSuspended", servers - servers(awake),
        "drift", director.drift().standing(),
        "refused", director.refused().size());
  }

  private static int servers(List<VirtualServiceStatus> services) {
    return services.stream().mapToInt(each -> each.servers().size()).sum();
  }

  private static int serversUp(List<VirtualServiceStatus> services) {
    return services.stream().mapToInt(VirtualServiceStatus::serversUp).sum();
  }

  private static Map<String, Object> trafficOf(Director director) {
    double[] sums = new double[5];
    long active = 0;
    for (ServiceRates rates : director.traffic().values()) {
      add(sums, rates.rate());
      for (ServerCounters server : rates.counters().servers().values()) {
        active += server.active();
      }
    }
    return Json.object(
        "connections", Times.rounded(sums[0]),
        "inBytes", Times.rounded(sums[1]),
        "outBytes", Times.rounded(sums[2]),
        "inPackets", Times.rounded(sums[3]),
        "outPackets", Times.rounded(sums[4]),
        "active", active);
  }

  private static void add(double[] sums, Rate rate) {
    sums[0] += rate.connections();
    sums[1] += rate.inBytes();
    sums[2] += rate.outBytes();
    sums[3] += rate.inPackets();
    sums[4] += rate.outPackets();
  }
}
