package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/**
 * The shortest ordered list of changes from the table that is there to the one that is wanted.
 *
 * <p>The order is for clients. A new service has its servers right after it. Within a service,
 * servers come and weights rise before weights fall and servers go, so that there is always one to
 * go to: the sorry server is in before the last real server is out. Services go last: a narrower
 * one is in before the wider one that carried its clients is out.
 */
public final class IpvsPlan {
  private final IpvsTable have;
  private final List<IpvsChange> changes = new ArrayList<>();

  private IpvsPlan(IpvsTable have) {
    this.have = have;
  }

  /**
   * @param owned services that are ours and go when they are no longer wanted; what stands in
   *     {@code have} and is neither owned nor wanted is foreign and left alone
   */
  public static List<IpvsChange> plan(IpvsTable have, IpvsTable wanted, Set<ServiceKey> owned) {
    IpvsPlan plan = new IpvsPlan(have);
    wanted.rows().values().forEach(plan::make);
    have.rows().keySet().stream()
        .filter(key -> owned.contains(key) && !wanted.rows().containsKey(key))
        .forEach(key -> plan.changes.add(new IpvsChange.DeleteService(key)));
    return plan.changes;
  }

  private void make(IpvsTable.Row wanted) {
    IpvsTable.Row present = have.rows().get(wanted.service().key());
    if (present == null) {
      add(wanted);
    } else if (present != wanted) {
      edit(present, wanted);
    }
  }

  private void add(IpvsTable.Row wanted) {
    ServiceKey key = wanted.service().key();
    changes.add(new IpvsChange.AddService(wanted.service()));
    wanted.servers().values().forEach(each -> changes.add(new IpvsChange.AddServer(key, each)));
  }

  private void edit(IpvsTable.Row present, IpvsTable.Row wanted) {
    if (!present.service().fulfils(wanted.service())) {
      changes.add(new IpvsChange.EditService(wanted.service()));
    }
    if (present.servers() != wanted.servers()) {
      servers(wanted.service().key(), present.servers(), wanted.servers());
    }
  }

  private void servers(
      ServiceKey key,
      SequencedMap<Endpoint, IpvsServer> present,
      SequencedMap<Endpoint, IpvsServer> wanted) {
    List<IpvsChange> lowered = new ArrayList<>();
    for (IpvsServer server : wanted.values()) {
      IpvsServer before = present.get(server.endpoint());
      if (before == null) {
        changes.add(new IpvsChange.AddServer(key, server));
      } else if (!before.fulfils(server)) {
        boolean falls = server.weight() < before.weight();
        (falls ? lowered : changes).add(new IpvsChange.EditServer(key, server));
      }
    }
    changes.addAll(lowered);
    present.keySet().stream()
        .filter(server -> !wanted.containsKey(server))
        .forEach(server -> changes.add(new IpvsChange.DeleteServer(key, server)));
  }
}
