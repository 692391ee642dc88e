package lvs.director.ipvs;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/** A table that is being changed; rows that nobody changes stay the same objects. */
final class TableDraft {
  private final SequencedMap<ServiceKey, IpvsTable.Row> rows;
  private final Set<ServiceKey> own = new HashSet<>();

  TableDraft(SequencedMap<ServiceKey, IpvsTable.Row> rows) {
    this.rows = new LinkedHashMap<>(rows);
  }

  IpvsTable table() {
    return new IpvsTable(Collections.unmodifiableSequencedMap(rows));
  }

  void make(IpvsChange change) {
    switch (change) {
      case IpvsChange.AddService add -> put(add.service(), new LinkedHashMap<>());
      case IpvsChange.EditService edit -> edit(edit.service());
      case IpvsChange.DeleteService delete -> remove(delete.key());
      case IpvsChange.AddServer add -> put(add.key(), add.server());
      case IpvsChange.EditServer edit -> put(edit.key(), edit.server());
      case IpvsChange.DeleteServer delete ->
          servers(delete.key(), servers -> servers.remove(delete.server()));
      case IpvsChange.Flush _ -> rows.clear();
      case IpvsChange.Zero _ -> {}
      case IpvsChange.SetTimeouts _ -> {}
      case IpvsChange.StartDaemon _ -> {}
      case IpvsChange.StopDaemon _ -> {}
    }
  }

  private void put(IpvsService service, SequencedMap<Endpoint, IpvsServer> servers) {
    rows.put(service.key(), new IpvsTable.Row(service, servers));
    own.add(service.key());
  }

  private void edit(IpvsService service) {
    rows.computeIfPresent(service.key(), (_, row) -> new IpvsTable.Row(service, row.servers()));
  }

  private void remove(ServiceKey key) {
    rows.remove(key);
    own.remove(key);
  }

  private void put(ServiceKey key, IpvsServer server) {
    servers(key, servers -> servers.put(server.endpoint(), server));
  }

  private void servers(ServiceKey key, Consumer<SequencedMap<Endpoint, IpvsServer>> change) {
    IpvsTable.Row row = rows.get(key);
    if (row != null && own.add(key)) {
      row = new IpvsTable.Row(row.service(), new LinkedHashMap<>(row.servers()));
      rows.put(key, row);
    }
    if (row != null) {
      change.accept(row.servers());
    }
  }
}
