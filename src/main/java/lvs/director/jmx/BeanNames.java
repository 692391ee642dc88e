package lvs.director.jmx;

import java.util.Optional;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Object names, always with their keys in the same order and never quoted: ids of services, servers
 * and checks hold no character that a name gives a meaning to.
 */
public final class BeanNames {
  public static final String DOMAIN = "lvs.director";

  private BeanNames() {}

  public static ObjectName director() {
    return name("type=Director");
  }

  /**
   * @param service id of a virtual service
   */
  public static ObjectName virtualService(String service) {
    return name("type=VirtualService,service=" + service);
  }

  /**
   * @param service id of a virtual service
   * @param server id of its real server
   */
  public static ObjectName realServer(String service, String server) {
    return name("type=RealServer,service=" + service + ",server=" + server);
  }

  /**
   * @param service id of a virtual service
   * @param server id of its real server
   * @param check id of its check
   */
  public static ObjectName check(String service, String server, String check) {
    return name("type=Check,service=" + service + ",server=" + server + ",check=" + check);
  }

  /** The bean that an event is about. */
  static ObjectName about(String service, Optional<String> server) {
    if (service.isEmpty()) {
      return director();
    }
    return server.map(id -> realServer(service, id)).orElseGet(() -> virtualService(service));
  }

  private static ObjectName name(String keys) {
    try {
      return new ObjectName(DOMAIN + ":" + keys);
    } catch (MalformedObjectNameException unsafeId) {
      throw new IllegalArgumentException("an id is not safe in an object name: " + keys, unsafeId);
    }
  }
}
