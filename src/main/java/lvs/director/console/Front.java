package lvs.director.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import lvs.director.console.Guard.Visitor;
import lvs.director.port.Refusal;

/** Leads a request to what answers it. */
final class Front implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Front.class.getName());
  private static final String HOME = "/lvs/";
  private static final String API = HOME + "api/";

  private final Guard guard;
  private final Rooms rooms;

  /** Where requests are led to. */
  record Rooms(
      ReadApi reading,
      Past past,
      CommandFront commands,
      Streams streams,
      StaticFiles files,
      Workers workers,
      Workers painters,
      Reply reply) {}

  Front(Guard guard, Rooms rooms) {
    this.guard = guard;
    this.rooms = rooms;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Answer> answer = answer(exchange);
      if (answer.isPresent()) {
        rooms.reply().send(exchange, answer.get());
      }
    }
  }

  /** Empty when it has been given already. */
  private Optional<Answer> answer(HttpExchange exchange) throws IOException {
    try {
      Visitor visitor = guard.admit(exchange);
      String path = exchange.getRequestURI().getRawPath();
      return path.startsWith(API)
          ? api(exchange, path.substring(API.length()), visitor)
          : Optional.of(page(exchange, path, visitor));
    } catch (Rejection rejection) {
      return Optional.of(Answer.of(rejection));
    } catch (Refusal refusal) {
      return Optional.of(Answer.of(new Rejection(409, refusal.getMessage())));
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "the console could not answer a request", defect);
      return Optional.of(Answer.of(new Rejection(500, "a defect of the console: see the log")));
    }
  }

  private Optional<Answer> api(HttpExchange exchange, String path, Visitor visitor)
      throws Rejection, Refusal, IOException {
    Headers headers = exchange.getRequestHeaders();
    if (path.equals("command")) {
      only(exchange, "POST");
      guard.mayOperate(visitor, headers);
      return Optional.of(rooms.commands().answer(exchange, visitor));
    }
    only(exchange, "GET", "HEAD");
    if (path.equals("session")) {
      return Optional.of(Answer.json(200, rooms.reading().session(guard, visitor)));
    }
    guard.mayRead(visitor, headers);
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    if (path.equals("stream")) {
      only(exchange, "GET");
      String service = query.text("service");
      rooms
          .streams()
          .serve(
              exchange,
              Optional.of(service).filter(id -> !id.isEmpty()),
              () -> guard.stillAdmits(headers));
      return Optional.empty();
    }
    return Optional.of(rooms.workers().run(() -> rooms.reading().answer(path, query)));
  }

  private static void only(HttpExchange exchange, String... methods) throws Rejection {
    for (String method : methods) {
      if (exchange.getRequestMethod().equals(method)) {
        return;
      }
    }
    String allowed = String.join(", ", methods);
    throw new Rejection(405, "answered here: " + allowed, Map.of("Allow", allowed));
  }

  private Answer page(HttpExchange exchange, String path, Visitor visitor)
      throws Rejection, Refusal {
    only(exchange, "GET", "HEAD");
    if (path.equals("/") || path.equals("/lvs")) {
      return Answer.redirect(HOME);
    }
    String name = path.startsWith(HOME) ? path.substring(HOME.length()) : "/";
    if (name.equals("graph.png")) {
      guard.mayRead(visitor, exchange.getRequestHeaders());
      Query query = Query.parse(exchange.getRequestURI().getRawQuery());
      return rooms.painters().run(() -> rooms.past().picture(query));
    }
    return rooms
        .files()
        .file(name)
        .map(file -> file.unlessKnown(exchange.getRequestHeaders().getFirst("If-None-Match")))
        .orElseThrow(() -> new Rejection(404, "there is nothing at this address"));
  }
}
