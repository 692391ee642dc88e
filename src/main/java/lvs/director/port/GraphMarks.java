package lvs.director.port;

import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Subject;

/**
 * Which events stand on the graphs of an archive, in pictures and in the console: failovers on
 * each, changes of real servers where they belong, and every start of the director.
 */
public final class GraphMarks {
  private static final String START = "DIRECTOR_STARTED";
  private static final Set<String> FAILOVERS =
      Set.of("ROUTER_MASTER", "ROUTER_BACKUP", "ROUTER_FAULT", "TWO_MASTERS", "HANDOVER");
  private static final Set<String> POOL =
      Set.of("SERVER_DOWN", "SERVER_UP", "QUORUM_LOST", "QUORUM_GAINED");

  private GraphMarks() {}

  /** Whether the event stands on the archive's graphs. */
  public static boolean concerns(Event event, Archive archive) {
    if (event.kind().equals(START)) {
      return true;
    }
    if (FAILOVERS.contains(event.kind())) {
      return archive.subject() != Subject.ROUTER || event.subject().equals(archive.owner());
    }
    if (event.kind().equals(START)) {
      return true;
    }
    return POOL.contains(event.kind())
        && switch (archive.subject()) {
          case SERVICE -> event.subject().equals(archive.owner());
          case SERVER ->
              event.subject().equals(archive.owner())
                  && (event.server().isEmpty() || id(event.server()).equals(archive.server()));
          case ROUTER -> false;
          case DIRECTOR -> event.kind().startsWith("QUORUM");
        };
  }

  private static String id(String server) {
    return Endpoint.parse(server).map(Endpoint::id).orElse(server);
  }
}
