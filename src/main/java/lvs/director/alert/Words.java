package lvs.director.alert;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;

/** Names of things: in sentences, and as keepalived writes them in subjects. */
final class Words {
  /** Ends a sentence. */
  static final String REMOVED = " is not in the configuration any more, so nobody looks after it.";

  private final Wishes wishes;

  Words(Wishes wishes) {
    this.wishes = wishes;
  }

  /** {@code 1 real server}, {@code 20 real servers}. */
  static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** {@code TCP 10.0.0.1:80}. */
  String service(String id) {
    return wishes.service(id).map(VirtualService::name).orElse(id);
  }

  /** {@code real server 10.0.0.2:80 of TCP 10.0.0.1:80}. */
  String name(Thing thing) {
    return switch (thing.kind()) {
      case SERVER -> "real server " + thing.server().orElseThrow() + " of " + service(thing.name());
      case SERVICE -> service(thing.name());
      case ROUTER, SECOND_MASTER, NOBODY_SERVES -> "virtual router " + thing.name();
      case GROUP -> "sync group " + thing.name();
      case DRIFT, MENDED -> "the kernel's table";
    };
  }

  /** {@code Realserver [10.0.0.2]:tcp:80 of virtual server [10.0.0.1]:tcp:80}. */
  String keepalivedServer(Thing server) {
    Endpoint endpoint = server.server().orElseThrow();
    return "Realserver "
        + address(endpoint, protocol(server.name()))
        + " of virtual server "
        + keepalivedService(server.name());
  }

  /**
   * {@code [10.0.0.1]:tcp:80}, {@code FWM 7}, {@code [group]:0}, as keepalived 2.2.7 writes them.
   */
  String keepalivedService(String id) {
    Optional<VirtualService> service = wishes.service(id);
    if (service.isEmpty()) {
      return id;
    }
    return service
        .get()
        .group()
        .map(group -> "[" + group + "]:0")
        .orElseGet(() -> keepalivedKey(service.get().keys().getFirst()));
  }

  private static String keepalivedKey(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address(var protocol, Endpoint endpoint) ->
          address(endpoint, protocol.name().toLowerCase(java.util.Locale.ROOT));
      case ServiceKey.Mark(_, int mark) -> "FWM " + Integer.toUnsignedString(mark);
    };
  }

  private static String address(Endpoint endpoint, String protocol) {
    return "[" + endpoint.host() + "]:" + protocol + ":" + endpoint.port();
  }

  /** A service of a firewall mark alone has no protocol of its own. */
  private String protocol(String service) {
    return wishes.service(service).stream()
        .flatMap(each -> each.keys().stream())
        .filter(ServiceKey.Address.class::isInstance)
        .map(key -> ((ServiceKey.Address) key).protocol().name())
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .findFirst()
        .orElse("none");
  }
}
