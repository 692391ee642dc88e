package lvs.director.console;

import lvs.director.base.Endpoint;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Event;

/** Which events stand on the graph of an archive: those about its object, and every failover. */
final class Marks {
  private final Archive archive;

  Marks(Archive archive) {
    this.archive = archive;
  }

  boolean concern(Event event) {
    return isFailover(event) || !isNoise(event) && isAboutIt(event);
  }

  private static boolean isFailover(Event event) {
    return switch (event.kind()) {
      case "ROUTER_MASTER", "ROUTER_BACKUP", "ROUTER_FAULT", "ROUTER_STOPPED" -> true;
      default -> false;
    };
  }

  /** What changes nothing. */
  private static boolean isNoise(Event event) {
    return event.kind().equals("CHECK_FAILED") || event.kind().equals("PACKET_DISCARDED");
  }

  private boolean isAboutIt(Event event) {
    return switch (archive.subject()) {
      case SERVICE, ROUTER -> event.subject().equals(archive.owner());
      case SERVER ->
          event.subject().equals(archive.owner())
              && (event.server().isEmpty() || id(event.server()).equals(archive.server()));
      case DIRECTOR -> event.subject().isEmpty();
    };
  }

  private static String id(String server) {
    return Endpoint.parse(server).map(Endpoint::id).orElse(server);
  }
}
