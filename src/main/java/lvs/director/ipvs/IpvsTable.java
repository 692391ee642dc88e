package lvs.director.ipvs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/** Virtual services with their real servers, in the kernel's terms and order. */
public record IpvsTable(SequencedMap<ServiceKey, Row> rows) {
  public static final IpvsTable EMPTY =
      new IpvsTable(Collections.unmodifiableSequencedMap(new LinkedHashMap<>()));

  /**
   * @param servers by address and port; the kernel knows no two of them alike in one service
   */
  public record Row(IpvsService service, SequencedMap<Endpoint, IpvsServer> servers) {}
}
