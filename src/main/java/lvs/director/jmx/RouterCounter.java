package lvs.director.jmx;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import lvs.director.vrrp.VrrpView.Counters;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.packet.DiscardReason;

/**
 * A counter of a virtual router that two exporters know, each by its own name.
 *
 * @param full as mehdy/keepalived-exporter has it, without {@code keepalived_} and {@code _total}
 * @param brief as gen2brain/keepalived_exporter has it, without {@code keepalived_vrrp_}
 */
record RouterCounter(String full, String brief, String help, ToDoubleFunction<RouterStatus> value) {
  static final List<RouterCounter> ALL =
      List.of(
          count(
              "advertisements_received",
              "advert_rcvd",
              "Advertisements received.",
              Counters::advertisementsReceived),
          count(
              "advertisements_sent",
              "advert_sent",
              "Advertisements sent.",
              Counters::advertisementsSent),
          count(
              "become_master",
              "become_master",
              "Times it became MASTER.",
              Counters::masterTransitions),
          count(
              "release_master",
              "release_master",
              "Times it ceased to be MASTER.",
              Counters::masterReleases),
          discarded(
              "packet_length_errors",
              "packet_len_err",
              "Packets of a wrong length.",
              DiscardReason.PACKET_LENGTH_ERROR),
          discarded(
              "advertisements_interval_errors",
              "advert_interval_err",
              "Advertisements with another interval.",
              DiscardReason.INTERVAL_ERROR),
          discarded(
              "ip_ttl_errors",
              "ip_ttl_err",
              "Packets with a wrong time to live or hop limit.",
              DiscardReason.IP_TTL_ERROR),
          discarded(
              "invalid_type_received",
              "invalid_type_rcvd",
              "Packets that are no advertisement.",
              DiscardReason.INVALID_TYPE),
          discarded(
              "address_list_errors",
              "addr_list_err",
              "Advertisements with other addresses.",
              DiscardReason.ADDRESS_LIST_ERROR),
          discarded(
              "authentication_invalid",
              "invalid_authtype",
              "Packets with an authentication that does not exist.",
              DiscardReason.INVALID_AUTHENTICATION_TYPE),
          discarded(
              "authentication_mismatch",
              "authtype_mismatch",
              "Packets with another kind of authentication.",
              DiscardReason.AUTHENTICATION_TYPE_MISMATCH),
          discarded(
              "authentication_failure",
              "auth_failure",
              "Packets whose authentication is wrong or repeated.",
              DiscardReason.AUTHENTICATION_FAILURE,
              DiscardReason.REPLAYED),
          count(
              "priority_zero_received",
              "pri_zero_rcvd",
              "Advertisements of priority 0 received.",
              Counters::priorityZeroReceived),
          count(
              "priority_zero_sent",
              "pri_zero_sent",
              "Advertisements of priority 0 sent.",
              Counters::priorityZeroSent));

  private static RouterCounter count(
      String full, String brief, String help, ToLongFunction<Counters> value) {
    return new RouterCounter(full, brief, help, each -> value.applyAsLong(each.counters()));
  }

  private static RouterCounter discarded(
      String full, String brief, String help, DiscardReason... reasons) {
    return new RouterCounter(full, brief, help, each -> discarded(each.counters(), reasons));
  }

  private static double discarded(Counters counters, DiscardReason... reasons) {
    double sum = 0;
    for (DiscardReason reason : reasons) {
      sum += counters.discarded().getOrDefault(reason, 0L);
    }
    return sum;
  }

  /** The values of one virtual router, in the order of {@link #ALL}. */
  static double[] values(RouterStatus status) {
    return ALL.stream().mapToDouble(each -> each.value.applyAsDouble(status)).toArray();
  }
}
