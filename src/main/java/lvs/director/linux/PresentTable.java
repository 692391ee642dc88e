package lvs.director.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.Adoption;
import lvs.director.ipvs.IpvsTable;
import lvs.director.ipvs.WantedRow;
import lvs.director.ipvs.WantedRows;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** Our services as they are, under the names that the configuration has for their servers. */
final class PresentTable {
  private final ServiceTable wanted;
  private final IpvsTable translated;

  private PresentTable(ServiceTable wanted, IpvsTable translated) {
    this.wanted = wanted;
    this.translated = translated;
  }

  /**
   * @param left our services in the kernel, whose rows are the translated ones where all is as
   *     wanted
   */
  static ServiceTable of(ServiceTable wanted, WantedRows.Wanted translated, IpvsTable left) {
    if (left == translated.table() && translated.impossible().isEmpty()) {
      return wanted;
    }
    PresentTable present = new PresentTable(wanted, translated.table());
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (IpvsTable.Row row : left.rows().values()) {
      present.service(row).ifPresent(service -> services.put(service.key(), service));
    }
    return new ServiceTable(services);
  }

  private Optional<ServiceTable.Service> service(IpvsTable.Row row) {
    ServiceKey key = row.service().key();
    return row == translated.rows().get(key)
        ? Optional.of(possible(wanted.services().get(key), row))
        : Adoption.service(row);
  }

  /** Without the servers that cannot be. */
  private static ServiceTable.Service possible(ServiceTable.Service service, IpvsTable.Row row) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>(service.servers());
    servers
        .values()
        .removeIf(each -> !row.servers().containsKey(WantedRow.endpoint(service.key(), each)));
    return new ServiceTable.Service(
        service.key(), service.scheduling(), service.persistence(), servers);
  }
}
