package lvs.director.ipvs;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** Rows of the kernel's table in few words. */
public final class Rows {
  public static final ServiceKey WEB =
      new ServiceKey.Address(Protocol.TCP, endpoint("10.0.0.1:80"));
  public static final ServiceKey MAIL =
      new ServiceKey.Address(Protocol.TCP, endpoint("10.0.0.1:25"));

  private Rows() {}

  public static Endpoint endpoint(String text) {
    return Endpoint.parse(text).orElseThrow();
  }

  public static IpvsService service(String scheduler) {
    return service(WEB, scheduler);
  }

  private static IpvsService service(ServiceKey key, String scheduler) {
    return new IpvsService(key, scheduler, 0, 0, 32, Optional.empty());
  }

  public static IpvsServer server(String endpoint, int weight) {
    return server(endpoint, weight, IpvsForwarding.MASQUERADE);
  }

  public static IpvsServer server(String endpoint, int weight, IpvsForwarding forwarding) {
    return new IpvsServer(endpoint(endpoint), forwarding, IpvsServer.PLAIN, weight, 0, 0);
  }

  public static IpvsTable.Row web(String scheduler, IpvsServer... servers) {
    return row(service(WEB, scheduler), servers);
  }

  public static IpvsTable.Row mail(String scheduler, IpvsServer... servers) {
    return row(service(MAIL, scheduler), servers);
  }

  public static IpvsTable.Row row(IpvsService service, IpvsServer... servers) {
    SequencedMap<Endpoint, IpvsServer> all = new LinkedHashMap<>();
    for (IpvsServer server : servers) {
      all.put(server.endpoint(), server);
    }
    return new IpvsTable.Row(service, all);
  }

  public static IpvsTable table(IpvsTable.Row... rows) {
    SequencedMap<ServiceKey, IpvsTable.Row> all = new LinkedHashMap<>();
    for (IpvsTable.Row row : rows) {
      all.put(row.service().key(), row);
    }
    return new IpvsTable(all);
  }
}
