package lvs.director.alert;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailSettings;
import lvs.director.model.RealServer;
import lvs.director.model.SyncGroup;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;

/** What the configuration says of mail, and of the things that mails are about. */
final class Wishes {
  private final MailSettings settings;
  private final MailPolicy policy;
  private final String routerId;
  private final boolean active;
  private final Map<String, VirtualService> services = new HashMap<>();
  private final Map<String, Set<Endpoint>> servers = new HashMap<>();
  private final Map<String, Boolean> routers = new HashMap<>();
  private final Map<String, SyncGroup> groups = new HashMap<>();
  private final Map<String, SyncGroup> groupOf = new HashMap<>();
  private final boolean checksWanted;
  private final long checkSpreadNanos;

  Wishes(Configuration configuration, String hostName) {
    settings = configuration.global().mail();
    policy = configuration.director().mail();
    routerId = configuration.global().identity().routerId().orElse(hostName);
    active = !settings.recipients().isEmpty() && !policy.relays(settings).isEmpty();
    configuration.virtualServices().forEach(each -> services.put(each.id(), each));
    for (VirtualRouter each : configuration.vrrp().virtualRouters()) {
      routers.put(each.name(), each.smtpAlert());
    }
    for (SyncGroup each : configuration.vrrp().syncGroups()) {
      groups.put(each.name(), each);
      each.members().forEach(member -> groupOf.put(member, each));
    }
    checksWanted = configuration.virtualServices().stream().anyMatch(Wishes::isWanted);
    checkSpreadNanos =
        configuration.virtualServices().stream()
            .filter(Wishes::isWanted)
            .flatMap(each -> each.realServers().stream())
            .flatMap(each -> each.checks().stream())
            .mapToLong(each -> TimeUnit.NANOSECONDS.convert(each.timing().delayLoop()))
            .max()
            .orElse(0);
  }

  private static boolean isWanted(VirtualService service) {
    return service.smtpAlert() || service.realServers().stream().anyMatch(RealServer::smtpAlert);
  }

  /** There is somebody to write to, and somebody who takes it. */
  boolean areActive() {
    return active;
  }

  MailPolicy policy() {
    return policy;
  }

  String routerId() {
    return routerId;
  }

  boolean faults() {
    return settings.faults();
  }

  Optional<VirtualService> service(String id) {
    return Optional.ofNullable(services.get(id));
  }

  Optional<SyncGroup> groupOf(String router) {
    return Optional.ofNullable(groupOf.get(router));
  }

  List<String> members(String group) {
    return Optional.ofNullable(groups.get(group)).map(SyncGroup::members).orElse(List.of());
  }

  /** Mail about its servers or itself is wanted. */
  boolean wantsService(String id) {
    return service(id).filter(Wishes::isWanted).isPresent();
  }

  /** Mail about the virtual router or its group is wanted. */
  boolean wantsElection(String router) {
    return routers.getOrDefault(router, false)
        || groupOf(router).filter(SyncGroup::smtpAlert).isPresent();
  }

  /** Mail about the table is wanted where mail about anything in it is. */
  boolean wantsTable() {
    return checksWanted;
  }

  /** It is in the configuration. */
  boolean has(Thing thing) {
    return switch (thing.kind()) {
      case GROUP -> groups.containsKey(thing.name());
      case ROUTER, SECOND_MASTER, NOBODY_SERVES -> routers.containsKey(thing.name());
      case SERVICE -> services.containsKey(thing.name());
      case SERVER ->
          servers
              .computeIfAbsent(thing.name(), this::servers)
              .contains(thing.server().orElseThrow());
      case DRIFT, MENDED -> true;
    };
  }

  /** Servers that are lost at one moment are found within the longest delay_loop. */
  long checkSpreadNanos() {
    return checkSpreadNanos;
  }

  private Set<Endpoint> servers(String id) {
    Set<Endpoint> all = new HashSet<>();
    service(id).ifPresent(each -> each.realServers().forEach(server -> all.add(server.endpoint())));
    return all;
  }

  Iterable<VirtualService> services() {
    return services.values();
  }
}
