package lvs.director.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.SlotMap.Keys;

/** The table that the data plane shall hold; what did not change is shared with the last one. */
final class WantedTable {
  private SlotMap<ServiceKey, ServiceTable.Service> rows = SlotMap.empty(Keys.of(List.of()));

  /** Lays the table out anew, for services that came, went or changed their keys. */
  void layOut(Collection<ServiceState> services) {
    List<ServiceKey> keys = new ArrayList<>();
    for (ServiceState service : services) {
      service.rows().first = keys.size();
      keys.addAll(service.service().keys());
    }
    Keys<ServiceKey> laidOut = Keys.of(keys);
    List<ServiceTable.Service> filled = new ArrayList<>(keys.size());
    for (ServiceState service : services) {
      service.rows().clearChanged();
      for (ServiceTable.Service row : service.rows().rows()) {
        boolean taken = laidOut.slots().get(row.key()) != filled.size();
        filled.add(taken ? null : row);
      }
    }
    rows = SlotMap.of(laidOut, filled);
  }

  /** Takes over the rows of one service. A key that two services name belongs to the first. */
  void refresh(ServiceRows service) {
    if (!service.clearChanged()) {
      return;
    }
    int slot = service.first;
    for (ServiceTable.Service row : service.rows()) {
      if (rows.keys().slots().get(row.key()) == slot) {
        rows = rows.with(slot, row);
      }
      slot++;
    }
  }

  ServiceTable wanted() {
    return new ServiceTable(rows);
  }
}
