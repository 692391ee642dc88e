import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.proxy.ProxyPlane;

/** The built-in plane alone, with one TCP service: THREADS VIRTUAL REAL [REAL …]. */
final class ProxyBench {
  private ProxyBench() {}

  public static void main(String[] arguments) throws Exception {
    ServiceKey key = new ServiceKey.Address(Protocol.TCP, endpoint(arguments[1]));
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    for (String text : List.of(arguments).subList(2, arguments.length)) {
      Endpoint endpoint = endpoint(text);
      servers.put(endpoint, new ServiceTable.Server(endpoint, Forwarding.NAT, 1, 0, 0));
    }
    ServiceTable.Service service =
        new ServiceTable.Service(key, Scheduling.of(Scheduler.WLC), Optional.empty(), servers);
    ProxyPlane plane = new ProxyPlane(Integer.parseInt(arguments[0]), 65536);
    List<DataPlane.Refused> refused = plane.apply(new ServiceTable(Map.of(key, service)));
    if (!refused.isEmpty()) {
      System.err.println(refused);
      System.exit(1);
    }
    System.out.println("serving " + key);
    Thread.currentThread().join();
  }

  private static Endpoint endpoint(String text) {
    return Endpoint.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }
}
