package lvs.director.linux.rtnetlink;

import java.util.Map;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRoute.Metric;

/** RTA_METRICS: what a route says about the path to its destination (RTAX_*). */
final class RouteMetrics {
  private static final int RTA_METRICS = 8;
  private static final int RTAX_LOCK = 1;
  private static final int RTAX_FEATURES = 12;
  private static final int RTAX_RTO_MIN = 13;
  private static final int RTAX_CC_ALGO = 16;
  private static final int RTAX_FEATURE_ECN = 1;

  private RouteMetrics() {}

  static void write(NetlinkRequest request, VirtualRoute route) {
    boolean none =
        route.metrics().isEmpty()
            && route.congestionControl().isEmpty()
            && !route.explicitCongestionNotification();
    if (!none) {
      request.nest(RTA_METRICS, inner -> values(inner, route));
    }
  }

  private static void values(NetlinkRequest request, VirtualRoute route) {
    long locks = locks(route);
    if (locks != 0) {
      request.u32ne(RTAX_LOCK, locks);
    }
    for (Metric metric : Metric.values()) {
      VirtualRoute.MetricValue value = route.metrics().get(metric);
      if (value != null) {
        request.u32ne(number(metric), value.value() * unit(metric));
      }
    }
    if (route.explicitCongestionNotification()) {
      request.u32ne(RTAX_FEATURES, RTAX_FEATURE_ECN);
    }
    route.congestionControl().ifPresent(name -> request.text(RTAX_CC_ALGO, name));
  }

  /** The kernel takes a minimal retransmission timeout only when it is locked. */
  private static long locks(VirtualRoute route) {
    long locks = route.congestionControlLocked() ? 1L << RTAX_CC_ALGO : 0;
    for (Map.Entry<Metric, VirtualRoute.MetricValue> each : route.metrics().entrySet()) {
      if (each.getValue().locked() || each.getKey() == Metric.RTO_MIN) {
        locks |= 1L << number(each.getKey());
      }
    }
    return locks;
  }

  /** The kernel counts round-trip times in eighths and their variation in quarters (tcp_rtt). */
  private static int unit(Metric metric) {
    return metric == Metric.RTT ? 8 : metric == Metric.RTTVAR ? 4 : 1;
  }

  private static int number(Metric metric) {
    return switch (metric) {
      case MTU -> 2;
      case WINDOW -> 3;
      case RTT -> 4;
      case RTTVAR -> 5;
      case SSTHRESH -> 6;
      case CWND -> 7;
      case ADVMSS -> 8;
      case REORDERING -> 9;
      case HOPLIMIT -> 10;
      case INITCWND -> 11;
      case RTO_MIN -> RTAX_RTO_MIN;
      case INITRWND -> 14;
      case QUICKACK -> 15;
      case FASTOPEN_NO_COOKIE -> 17;
    };
  }
}
