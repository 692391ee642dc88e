package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * Puts one wanted table after the other into the kernel's terms. A service that did not change
 * keeps its row, the same object, so that one weight in tens of thousands costs little.
 */
public final class WantedRows {
  private Map<ServiceKey, WantedRow> last = Map.of();

  /**
   * @param table what can be asked for
   * @param impossible the rest, and why
   */
  public record Wanted(IpvsTable table, List<Impossible> impossible) {
    public static final Wanted NOTHING = new Wanted(IpvsTable.EMPTY, List.of());
  }

  public Wanted translate(ServiceTable wanted) {
    Map<ServiceKey, WantedRow> rows = HashMap.newHashMap(wanted.services().size());
    SequencedMap<ServiceKey, IpvsTable.Row> table =
        LinkedHashMap.newLinkedHashMap(wanted.services().size());
    List<Impossible> impossible = new ArrayList<>();
    for (ServiceTable.Service service : wanted.services().values()) {
      WantedRow row = row(service);
      rows.put(service.key(), row);
      row.row().ifPresent(possible -> table.put(service.key(), possible));
      impossible.addAll(row.impossible());
    }
    last = rows;
    return new Wanted(
        new IpvsTable(Collections.unmodifiableSequencedMap(table)), List.copyOf(impossible));
  }

  private WantedRow row(ServiceTable.Service service) {
    WantedRow before = last.get(service.key());
    return before != null && (before.source() == service || before.source().equals(service))
        ? before
        : WantedRow.of(service);
  }
}
