package lvs.director.ipvs;

import java.util.List;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;

/** A service as {@link TableText} prints it. */
public record ListedService(
    IpvsService service, IpvsCounters counters, List<ListedServer> servers) {

  /**
   * @param forwarding the word in the Forward column, which a plane may have of its own
   */
  public record ListedServer(ServerReading reading, String forwarding) {}

  /** As the kernel tells it. */
  public static ListedService of(ServiceReading reading) {
    return new ListedService(
        reading.service(),
        reading.counters(),
        reading.servers().stream()
            .map(each -> new ListedServer(each, each.server().forwarding().ipvsadmName()))
            .toList());
  }
}
