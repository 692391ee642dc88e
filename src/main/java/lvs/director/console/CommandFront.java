package lvs.director.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import lvs.director.base.Json;
import lvs.director.base.JsonReader;
import lvs.director.console.Guard.Visitor;
import lvs.director.port.Refusal;

/**
 * Takes commands: a few at a time, each on a thread of its own because it may last as long as a
 * failover, and each written down with who gave it.
 */
final class CommandFront {
  private static final System.Logger LOG = System.getLogger(CommandFront.class.getName());
  private static final int LARGEST_BODY_BYTES = 64 * 1024;
  private static final int MOST_AT_ONCE = 8;

  private final CommandDesk desk;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  CommandFront(CommandDesk desk) {
    this.desk = desk;
  }

  /** Asked for by somebody who may. */
  Answer answer(HttpExchange exchange, Visitor visitor) throws Rejection, Refusal {
    Map<String, Object> members = members(exchange);
    CommandArguments given = new CommandArguments(members);
    String name = given.neededText("name");
    if (!places.tryAcquire()) {
      throw new Rejection(503, MOST_AT_ONCE + " commands are under way; try again");
    }
    try {
      return Answer.json(200, Json.object("done", onOwnThread(name, given, members, visitor)));
    } finally {
      places.release();
    }
  }

  private static Map<String, Object> members(HttpExchange exchange) throws Rejection {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.matches("(?i)application/json(\\s*;.*)?")) {
      throw new Rejection(415, "send the command as application/json");
    }
    return JsonReader.object(text(body(exchange)))
        .orElseThrow(() -> new Rejection(400, "the body is no JSON object"));
  }

  private static byte[] body(HttpExchange exchange) throws Rejection {
    try {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
      if (body.length <= LARGEST_BODY_BYTES) {
        return body;
      }
    } catch (IOException gone) {
      throw new Rejection(400, "the body could not be read", Map.of("Connection", "close"));
    }
    throw new Rejection(
        413,
        "a command has at most " + LARGEST_BODY_BYTES + " bytes",
        Map.of("Connection", "close"));
  }

  private static String text(byte[] body) throws Rejection {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      throw new Rejection(400, "the body is not UTF-8");
    }
  }

  /** Virtual threads carry checks as well; a reload of a large file would delay them. */
  private String onOwnThread(
      String name, CommandArguments given, Map<String, Object> members, Visitor visitor)
      throws Rejection, Refusal {
    FutureTask<String> task = new FutureTask<>(() -> audited(name, given, members, visitor));
    Thread.ofPlatform().daemon().name("console-command").start(task);
    try {
      return task.get();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new Rejection(500, "the console closes; the command goes on");
    } catch (ExecutionException failed) {
      throw Workers.unwrapped(failed.getCause());
    }
  }

  private String audited(
      String name, CommandArguments given, Map<String, Object> members, Visitor visitor)
      throws Rejection, Refusal {
    // JSON, so that nobody writes lines of his own into the log.
    String what = "console: " + visitor + ": " + Json.compact(members);
    try {
      String done = desk.run(name, given);
      LOG.log(Level.INFO, what + ": " + done);
      return done;
    } catch (Rejection | Refusal refused) {
      LOG.log(Level.WARNING, what + ": refused: " + refused.getMessage());
      throw refused;
    }
  }
}
