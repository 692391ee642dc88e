package lvs.director.jmx;

import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;

/**
 * Answers the commands that Jolokia carries out without asking its policy: config tells about the
 * agent, and each notification client keeps memory until it unregisters.
 */
final class ForbiddenCommands extends AbstractRequestHandler {
  private static final int BEFORE_ALL_OTHERS = -1000;

  ForbiddenCommands() {
    super("forbidden", BEFORE_ALL_OTHERS);
  }

  @Override
  public boolean canHandle(JolokiaRequest request) {
    RequestType type = request.getType();
    return type == RequestType.CONFIG || type == RequestType.NOTIFICATION;
  }

  @Override
  public <R extends JolokiaRequest> Object handleRequest(R request, Object previous) {
    throw new SecurityException(
        "the command " + request.getType().getName() + " is forbidden here");
  }
}
