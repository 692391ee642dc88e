package lvs.director.jmx;

import java.lang.management.ManagementFactory;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;

/**
 * Answers, before any other handler, what Jolokia would carry out without asking its policy: config
 * tells about the agent, each notification client keeps memory until it unregisters, and a list
 * that repeats the description of each of thousands of beans takes more memory than there is.
 */
final class RefusedCommands extends AbstractRequestHandler {
  private static final int BEFORE_ALL_OTHERS = -1000;
  private static final int MOST_BEANS_DESCRIBED = 2_000;

  RefusedCommands() {
    super("refused", BEFORE_ALL_OTHERS);
  }

  @Override
  public boolean canHandle(JolokiaRequest request) {
    return isForbidden(request) || isTooLong(request);
  }

  private static boolean isForbidden(JolokiaRequest request) {
    return request.getType() == RequestType.CONFIG || request.getType() == RequestType.NOTIFICATION;
  }

  private static boolean isTooLong(JolokiaRequest request) {
    return request.getType() == RequestType.LIST
        && !request.getParameterAsBool(ConfigKey.LIST_CACHE)
        && ManagementFactory.getPlatformMBeanServer().getMBeanCount() > MOST_BEANS_DESCRIBED;
  }

  @Override
  public <R extends JolokiaRequest> Object handleRequest(R request, Object previous) {
    if (isForbidden(request)) {
      throw new SecurityException(
          "the command " + request.getType().getName() + " is forbidden here");
    }
    throw new IllegalArgumentException(
        "there are more than "
            + MOST_BEANS_DESCRIBED
            + " MBeans; send \"config\":{\"listCache\":\"true\"} with the list");
  }
}
