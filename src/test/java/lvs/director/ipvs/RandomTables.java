package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** Tables of few services and servers, so that two of them have much in common. */
public final class RandomTables {
  private final Random random;

  public RandomTables(long seed) {
    this.random = new Random(seed);
  }

  /** Everything in it is possible. */
  public IpvsTable table() {
    return new WantedRows().translate(possible()).table();
  }

  /** With impossible services and servers among them. */
  public ServiceTable any() {
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      ServiceTable.Service service = service(key());
      services.put(service.key(), service);
    }
    return new ServiceTable(services);
  }

  private ServiceTable possible() {
    ServiceTable any = any();
    any.services()
        .values()
        .removeIf(
            service ->
                service.scheduling().scheduler() == Scheduler.TWOS
                    || !WantedRow.of(service).impossible().isEmpty());
    return any;
  }

  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private ServiceKey key() {
    if (chance(4)) {
      AddressFamily family = chance(2) ? AddressFamily.IPV4 : AddressFamily.IPV6;
      return new ServiceKey.Mark(family, random.nextInt(chance(10) ? 1 : 3));
    }
    String host = chance(3) ? "[2001:db8::" + (1 + random.nextInt(2)) + "]" : "10.0.0.1";
    int port = chance(6) ? 0 : 80 + random.nextInt(3);
    return new ServiceKey.Address(
        oneOf(List.of(Protocol.values())), Endpoint.parse(host + ":" + port).orElseThrow());
  }

  private ServiceTable.Service service(ServiceKey key) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      ServiceTable.Server server = server(key);
      servers.put(server.endpoint(), server);
    }
    return new ServiceTable.Service(key, scheduling(key), persistence(key), servers);
  }

  private Scheduling scheduling(ServiceKey key) {
    boolean datagrams =
        key instanceof ServiceKey.Address address && address.protocol() == Protocol.UDP;
    return new Scheduling(
        oneOf(List.of(Scheduler.values())),
        chance(4),
        chance(4),
        chance(8),
        datagrams ? chance(3) : chance(20),
        chance(4));
  }

  private Optional<Persistence> persistence(ServiceKey key) {
    if (chance(2)) {
      return Optional.empty();
    }
    boolean ipv6 = key.family() == AddressFamily.IPV6;
    return Optional.of(
        new Persistence(
            oneOf(List.of(1, 50, 360, 2678400)),
            oneOf(ipv6 ? List.of(0, 1, 64, 128) : List.of(0, 8, 24, 32)),
            chance(4) ? Optional.of("sip") : Optional.empty()));
  }

  private ServiceTable.Server server(ServiceKey key) {
    boolean ipv6 = chance(8) != (key.family() == AddressFamily.IPV6);
    String host = (ipv6 ? "[2001:db8::1:%d]" : "10.0.1.%d").formatted(1 + random.nextInt(4));
    int upper = chance(3) ? oneOf(List.of(1, 1000, Integer.MAX_VALUE, -1)) : 0;
    return new ServiceTable.Server(
        Endpoint.parse(host + ":" + (80 + random.nextInt(2))).orElseThrow(),
        forwarding(),
        oneOf(List.of(0, 1, 3, 65535, Integer.MAX_VALUE)),
        upper,
        chance(3) ? oneOf(List.of(1, 900)) : 0);
  }

  private Forwarding forwarding() {
    if (chance(10)) {
      return new Forwarding(ForwardingMethod.FULLNAT, Optional.empty());
    }
    List<Forwarding> methods =
        new ArrayList<>(List.of(Forwarding.NAT, Forwarding.DR, Forwarding.TUN));
    methods.add(
        new Forwarding(
            ForwardingMethod.TUN,
            Optional.of(
                new Tunnel(
                    oneOf(List.of(TunnelType.values())),
                    oneOf(List.of(0, 6080)),
                    oneOf(List.of(TunnelChecksum.values()))))));
    return oneOf(methods);
  }
}
