package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ServiceKey;

/** A table with the rules of net/netfilter/ipvs/ip_vs_ctl.c (Linux 6.1). */
public final class SimulatedKernel {
  public static final int OK = 0;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ERANGE = 34;

  /** Its modules. */
  public static final Set<String> SCHEDULERS =
      Set.of("rr", "wrr", "lc", "wlc", "sh", "dh", "mh", "sed", "nq", "fo", "ovf", "lblc", "lblcr");

  private final Map<ServiceKey, IpvsTable.Row> rows = new LinkedHashMap<>();
  private int commands;

  /** A kernel that has this table already. */
  public static SimulatedKernel with(IpvsTable table) {
    SimulatedKernel kernel = new SimulatedKernel();
    table.rows().forEach((key, row) -> kernel.rows.put(key, copy(row)));
    return kernel;
  }

  private static IpvsTable.Row copy(IpvsTable.Row row) {
    return new IpvsTable.Row(row.service(), new LinkedHashMap<>(row.servers()));
  }

  public IpvsTable table() {
    SequencedMap<ServiceKey, IpvsTable.Row> copies = new LinkedHashMap<>();
    rows.forEach((key, row) -> copies.put(key, copy(row)));
    return new IpvsTable(copies);
  }

  public Optional<IpvsTable.Row> row(ServiceKey key) {
    return Optional.ofNullable(rows.get(key)).map(SimulatedKernel::copy);
  }

  /** How many commands it was given. */
  public int commands() {
    return commands;
  }

  /** The numbers of the errors, 0 where there was none. */
  public List<Integer> applyAll(List<IpvsChange> changes) {
    List<Integer> answers = new ArrayList<>();
    changes.forEach(change -> answers.add(apply(change)));
    return answers;
  }

  public int apply(IpvsChange change) {
    commands++;
    return switch (change) {
      case IpvsChange.AddService add -> add(add.service());
      case IpvsChange.EditService edit -> edit(edit.service());
      case IpvsChange.DeleteService delete -> rows.remove(delete.key()) == null ? ESRCH : OK;
      case IpvsChange.AddServer add -> add(add.key(), add.server());
      case IpvsChange.EditServer edit -> edit(edit.key(), edit.server());
      case IpvsChange.DeleteServer delete -> delete(delete.key(), delete.server());
      case IpvsChange.Flush _ -> flush();
      default -> OK;
    };
  }

  private int flush() {
    rows.clear();
    return OK;
  }

  private int add(IpvsService service) {
    int refusal = rows.containsKey(service.key()) ? EEXIST : refusal(service);
    if (refusal == OK) {
      rows.put(service.key(), new IpvsTable.Row(service, new LinkedHashMap<>()));
    }
    return refusal;
  }

  private int edit(IpvsService service) {
    IpvsTable.Row row = rows.get(service.key());
    int refusal = row == null ? ESRCH : refusal(service);
    if (refusal == OK) {
      rows.put(service.key(), new IpvsTable.Row(service, row.servers()));
    }
    return refusal;
  }

  /** Port 0 without persistence and one-packet TCP are taken, but nothing comes of them. */
  private static int refusal(IpvsService service) {
    if (!SCHEDULERS.contains(service.scheduler())
        || service.engine().filter(engine -> !engine.equals("sip")).isPresent()) {
      return ENOENT;
    }
    boolean ipv6 = service.key().family() == AddressFamily.IPV6;
    if (ipv6 && service.prefixLength() == 0) {
      return EINVAL;
    }
    assertUseful(service);
    return OK;
  }

  private static void assertUseful(IpvsService service) {
    if (service.key() instanceof ServiceKey.Mark mark && mark.mark() == 0) {
      throw new AssertionError("firewall mark 0 makes a service of address 0.0.0.0");
    }
    if (service.key() instanceof ServiceKey.Address address
        && address.endpoint().port() == 0
        && !service.has(IpvsService.PERSISTENT)) {
      throw new AssertionError("port 0 needs persistence");
    }
  }

  /** The newest server stands first. */
  private int add(ServiceKey key, IpvsServer server) {
    IpvsTable.Row row = rows.get(key);
    int refusal =
        row == null
            ? ESRCH
            : row.servers().containsKey(server.endpoint()) ? EEXIST : refusal(key, server);
    if (refusal == OK) {
      row.servers().putFirst(server.endpoint(), server);
    }
    return refusal;
  }

  private int edit(ServiceKey key, IpvsServer server) {
    IpvsTable.Row row = rows.get(key);
    int refusal =
        row == null
            ? ESRCH
            : row.servers().containsKey(server.endpoint()) ? refusal(key, server) : ENOENT;
    if (refusal == OK) {
      row.servers().put(server.endpoint(), server);
    }
    return refusal;
  }

  private static int refusal(ServiceKey key, IpvsServer server) {
    boolean mixed = server.endpoint().isIpv6() != (key.family() == AddressFamily.IPV6);
    if (mixed && server.forwarding() != IpvsForwarding.TUNNEL
        || server.endpoint().address().isMulticastAddress()
        || server.endpoint().address().isAnyLocalAddress()) {
      return EINVAL;
    }
    if (server.weight() < 0
        || Integer.compareUnsigned(server.lowerThreshold(), server.upperThreshold()) > 0) {
      return ERANGE;
    }
    boolean lost = server.tunnel().type() == TunnelType.GUE && server.tunnel().port() == 0;
    return lost ? EINVAL : OK;
  }

  private int delete(ServiceKey key, Endpoint server) {
    IpvsTable.Row row = rows.get(key);
    return row == null ? ESRCH : row.servers().remove(server) == null ? ENOENT : OK;
  }
}
