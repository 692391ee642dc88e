package lvs.director.jmx;

import java.nio.charset.StandardCharsets;
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

  public static ObjectName archive() {
    return name("type=Archive");
  }

  static ObjectName compatibility() {
    return name("type=Compatibility");
  }

  public static ObjectName mail() {
    return name("type=Mail");
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

  /**
   * @param name of a virtual router
   */
  public static ObjectName virtualRouter(String name) {
    return name("type=VirtualRouter,router=" + safe(name));
  }

  /**
   * @param name of a sync group
   */
  public static ObjectName syncGroup(String name) {
    return name("type=SyncGroup,group=" + safe(name));
  }

  /**
   * @param kind script, file, process or interface
   */
  static ObjectName tracker(String kind, String name) {
    return name("type=Tracker,kind=" + kind + ",name=" + safe(name));
  }

  /**
   * A name that people chose, fit for an object name and a label: what is no ASCII letter, digit,
   * dot, dash or underscore becomes a percent sign and its bytes in UTF-8.
   */
  static String safe(String chosen) {
    StringBuilder safe = new StringBuilder();
    for (byte each : chosen.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "._-".indexOf(each) >= 0);
      safe.append(plain ? String.valueOf((char) each) : String.format("%%%02X", each));
    }
    return safe.toString();
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
