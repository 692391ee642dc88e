package lvs.director.pool;

import java.util.Locale;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;

/** The lines that keepalived writes to its notify FIFO, so that its readers understand ours. */
final class FifoLines {
  private FifoLines() {}

  /** {@code VS [10.0.0.1]:tcp:80 UP}; a mark is {@code FWM 10}, a group {@code [name]:0}. */
  static String service(VirtualService service, boolean up) {
    return "VS " + name(service) + (up ? " UP" : " DOWN");
  }

  /** {@code RS [10.0.0.2]:tcp:80 [10.0.0.1]:tcp:80 DOWN}. */
  static String server(VirtualService service, Endpoint server, boolean up) {
    String protocol = protocol(service.keys().getFirst());
    return "RS " + trio(server, protocol) + " " + name(service) + (up ? " UP" : " DOWN");
  }

  private static String name(VirtualService service) {
    if (service.group().isPresent()) {
      return "[" + service.group().get() + "]:0";
    }
    return switch (service.keys().getFirst()) {
      case ServiceKey.Address address -> trio(address.endpoint(), protocol(address));
      case ServiceKey.Mark mark -> "FWM " + Integer.toUnsignedString(mark.mark());
    };
  }

  private static String protocol(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address address -> address.protocol().name().toLowerCase(Locale.ROOT);
      case ServiceKey.Mark _ -> "none";
    };
  }

  private static String trio(Endpoint endpoint, String protocol) {
    return "[" + endpoint.host() + "]:" + protocol + ":" + endpoint.port();
  }
}
