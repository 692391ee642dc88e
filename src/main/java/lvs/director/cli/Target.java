package lvs.director.cli;

import javax.management.ObjectName;

/**
 * One real server of one virtual service in the running director.
 *
 * @param serviceId id of the virtual service
 * @param serverId id of the real server, unique in the service
 */
record Target(String serviceId, String serverId) {
  ObjectName bean() {
    return Beans.server(serviceId, serverId);
  }
}
