package lvs.director.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import lvs.director.console.Guard.Visitor;
import lvs.director.port.Director;
import lvs.director.port.Refusal;

/** Leads a request to what answers it. */
final class Front implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Front.class.getName());
  private static final String HOME = "/lvs/";
  private static final String API = HOME + "api/";
  private static final String PICTURE = HOME + "graph.png";

  private final Director director;
  private final Guard guard;
  private final ReadApi reading;
  private final StaticFiles files;
  private final Workers workers;
  private final Reply reply;

  Front(Director director, Guard guard, StaticFiles files, Workers workers) {
    this.director = director;
    this.guard = guard;
    this.files = files;
    this.workers = workers;
    this.reading = new ReadApi(director);
    this.reply = new Reply(workers);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      reply.send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      return route(exchange);
    } catch (Rejection rejection) {
      return Answer.of(rejection);
    } catch (Refusal refusal) {
      return Answer.of(new Rejection(409, refusal.getMessage()));
    } catch (RuntimeException defect) {
      LOG.log(
          Level.ERROR,
          "the console could not answer " + exchange.getRequestURI().getRawPath(),
          defect);
      return Answer.of(new Rejection(500, "a defect of the console: see the log"));
    }
  }

  private Answer route(HttpExchange exchange) throws Rejection, Refusal {
    Visitor visitor = guard.admit(exchange);
    String path = exchange.getRequestURI().getRawPath();
    reads(exchange);
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    if (path.equals(API + "session")) {
      return Answer.json(200, reading.session(guard, visitor));
    }
    if (path.startsWith(API)) {
      guard.mayRead(visitor, exchange.getRequestHeaders());
      return workers.run(() -> reading.answer(path.substring(API.length()), query));
    }
    if (path.equals(PICTURE)) {
      guard.mayRead(visitor, exchange.getRequestHeaders());
      return workers.run(() -> new Past(director).picture(query));
    }
    return file(path, exchange.getRequestHeaders());
  }

  private static void reads(HttpExchange exchange) throws Rejection {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new Rejection(405, "only GET is answered here", java.util.Map.of("Allow", "GET, HEAD"));
    }
  }

  private Answer file(String path, Headers headers) throws Rejection {
    if (path.equals("/") || path.equals("/lvs")) {
      return Answer.redirect(HOME);
    }
    Answer file =
        (path.startsWith(HOME)
                ? files.file(path.substring(HOME.length()))
                : java.util.Optional.<Answer>empty())
            .orElseThrow(() -> new Rejection(404, "there is nothing at this address"));
    String known = headers.getFirst("If-None-Match");
    return file.headers().get("ETag").equals(known)
        ? new Answer(304, file.type(), new byte[0], file.headers())
        : file;
  }
}
