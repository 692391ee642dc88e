package lvs.director.console;

import java.util.Map;
import lvs.director.base.Json;
import lvs.director.pool.PoolView.ServiceView;
import lvs.director.port.Director;
import lvs.director.port.Refusal;

/** What can be read below {@code /lvs/api/}. */
final class ReadApi {
  private static final String SERVICE = "services/";

  private final Director director;
  private final Overview overview;
  private final Past past;
  private final ServerName name = new ServerName();

  ReadApi(Director director) {
    this.director = director;
    this.overview = new Overview(director, name);
    this.past = new Past(director);
  }

  /**
   * @param path below {@code /lvs/api/}
   * @throws Rejection when there is no such thing, or the query is wrong
   */
  Answer answer(String path, Query query) throws Rejection, Refusal {
    if (path.startsWith(SERVICE) && path.length() > SERVICE.length()) {
      return Answer.json(200, service(Query.decode(path.substring(SERVICE.length()))));
    }
    return switch (path) {
      case "overview" -> Answer.json(200, overview.now());
      case "services" -> Answer.json(200, new ServiceSearch(query).answer(director));
      case "events" -> Answer.json(200, new EventRows(director).answer(query));
      case "series" -> Answer.json(200, past.series(query));
      case "archives" -> Answer.json(200, past.archives(query));
      default -> throw new Rejection(404, "there is no /lvs/api/" + path);
    };
  }

  /** One virtual service, whole. */
  Map<String, Object> service(String id) throws Rejection {
    ServiceView view =
        director
            .pool()
            .service(id)
            .orElseThrow(() -> new Rejection(404, "no virtual service '" + id + "'"));
    return new ServiceRows(director).whole(view);
  }

  Overview overview() {
    return overview;
  }

  /** The answer to {@code session}. */
  Map<String, Object> session(Guard guard, Guard.Visitor visitor) {
    return Json.object(
        "name", name.text(director.configuration()),
        "user", guard.user(visitor),
        "operator", visitor.operator(),
        "canOperate", guard.canOperate(),
        "needsLogin", guard.needsLogin(visitor));
  }
}
