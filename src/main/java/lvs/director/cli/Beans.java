package lvs.director.cli;

import java.lang.reflect.Method;
import java.util.Arrays;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import lvs.director.jmx.ArchiveMXBean;
import lvs.director.jmx.CheckMXBean;
import lvs.director.jmx.DirectorMXBean;
import lvs.director.jmx.MailMXBean;
import lvs.director.jmx.RealServerMXBean;
import lvs.director.jmx.SyncGroupMXBean;
import lvs.director.jmx.TrackerMXBean;
import lvs.director.jmx.VirtualRouterMXBean;
import lvs.director.jmx.VirtualServiceMXBean;

/** The names of the director's beans and of their attributes. */
final class Beans {
  static final ObjectName DIRECTOR = name("lvs.director:type=Director");
  static final ObjectName ARCHIVE = name("lvs.director:type=Archive");
  static final ObjectName SERVICES = name("lvs.director:type=VirtualService,*");
  static final ObjectName SERVERS = name("lvs.director:type=RealServer,*");

  static final ObjectName MAIL = name("lvs.director:type=Mail");
  static final ObjectName ROUTERS = name("lvs.director:type=VirtualRouter,*");
  static final ObjectName GROUPS = name("lvs.director:type=SyncGroup,*");
  static final ObjectName TRACKERS = name("lvs.director:type=Tracker,*");

  private Beans() {}

  static ObjectName service(String serviceId) {
    return name("lvs.director:type=VirtualService,service=" + serviceId);
  }

  static ObjectName server(String serviceId, String serverId) {
    return name("lvs.director:type=RealServer,service=" + serviceId + ",server=" + serverId);
  }

  static ObjectName serversOf(String serviceId) {
    return name("lvs.director:type=RealServer,service=" + serviceId + ",*");
  }

  static ObjectName checksOf(String serviceId, String serverId) {
    return name("lvs.director:type=Check,service=" + serviceId + ",server=" + serverId + ",*");
  }

  /** Whether text can stand in an object name as it is, and stands for one bean only. */
  static boolean fitsObjectName(String id) {
    return !id.isEmpty() && id.chars().noneMatch(c -> ",=:\"*?\n".indexOf(c) >= 0);
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException unsafeId) {
      throw new IllegalArgumentException(text, unsafeId);
    }
  }

  static String[] directorAttributes() {
    return attributes(DirectorMXBean.class);
  }

  static String[] archiveAttributes() {
    return attributes(ArchiveMXBean.class);
  }

  static String[] serviceAttributes() {
    return attributes(VirtualServiceMXBean.class);
  }

  static String[] serverAttributes() {
    return attributes(RealServerMXBean.class);
  }

  static String[] checkAttributes() {
    return attributes(CheckMXBean.class);
  }

  static String[] routerAttributes() {
    return attributes(VirtualRouterMXBean.class);
  }

  static String[] groupAttributes() {
    return attributes(SyncGroupMXBean.class);
  }

  static String[] trackerAttributes() {
    return attributes(TrackerMXBean.class);
  }

  static String[] mailAttributes() {
    return attributes(MailMXBean.class);
  }

  /** In alphabetical order: reflection promises none. */
  private static String[] attributes(Class<?> beanInterface) {
    return Arrays.stream(beanInterface.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .map(Method::getName)
        .filter(name -> name.startsWith("get"))
        .map(name -> name.substring(3))
        .sorted()
        .toArray(String[]::new);
  }
}
