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
      service.firstRow = keys.size();
      keys.addAll(service.service().keys());
    }
    Keys<ServiceKey> laidOut = Keys.of(keys);
    List<ServiceTable.Service> filled = new ArrayList<>(keys.size());
    for (ServiceState service : services) {
      service.clearTableChanged();
      for (ServiceTable.Service row : service.rows()) {
        boolean taken = laidOut.slots().get(row.key()) != filled.size();
        filled.add(taken ? null : row);
      }
    }
    rows = SlotMap.of(laidOut, filled);
  }

  /** Takes over the rows of one service. */
  void refresh(ServiceState service) {
    if (!service.clearTableChanged()) {
      return;
    }
    List<ServiceTable.Service> fresh = service.rows();
    for (int i = 0; i < fresh.size(); i++) {
      int slot = service.firstRow + i;
      if (rows.keys().slots().get(fresh.get(i).key()) == slot) {
        rows = rows.with(slot, fresh.get(i));
      }
    }
  }

  ServiceTable wanted() {
    return new ServiceTable(rows);
  }
}
