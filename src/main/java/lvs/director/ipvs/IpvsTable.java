package lvs.director.ipvs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/** Virtual services with their real servers, in the kernel's terms and order. */
public record IpvsTable(SequencedMap<ServiceKey, Row> rows) {
  public static final IpvsTable EMPTY =
      new IpvsTable(Collections.unmodifiableSequencedMap(new LinkedHashMap<>()));

  /** The table once these changes were made; those that concern no row of it change nothing. */
  public IpvsTable after(List<IpvsChange> made) {
    if (made.isEmpty()) {
      return this;
    }
    TableDraft draft = new TableDraft(rows);
    made.forEach(draft::make);
    return draft.table();
  }

  /** These services of it. */
  public IpvsTable only(Predicate<ServiceKey> which) {
    SequencedMap<ServiceKey, Row> some = new LinkedHashMap<>(rows);
    some.keySet().removeIf(which.negate());
    return new IpvsTable(Collections.unmodifiableSequencedMap(some));
  }

  /**
   * @param servers by address and port; the kernel knows no two of them alike in one service
   */
  public record Row(IpvsService service, SequencedMap<Endpoint, IpvsServer> servers) {}
}
