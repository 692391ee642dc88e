package lvs.director.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceTable;
import lvs.director.pool.PoolEffect.StartCheck;

/** An engine under virtual time. Each call returns what the engine wanted done, one line each. */
final class Lab {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000 * MILLISECOND;

  final PoolEngine engine;
  final Map<Long, StartCheck> running = new LinkedHashMap<>();
  long now = 1_000 * SECOND;
  ServiceTable table = ServiceTable.EMPTY;

  Lab() {
    this(_ -> true);
  }

  Lab(Predicate<Check> runnable) {
    engine = new PoolEngine(1, runnable);
  }

  List<String> step(PoolEvent event) {
    List<PoolEffect> effects = engine.step(now, event);
    List<String> lines = new ArrayList<>();
    for (PoolEffect effect : effects) {
      lines.add(line(effect));
    }
    return lines;
  }

  List<String> configure(Blocks.Service... services) {
    return configure(Blocks.configuration(services));
  }

  List<String> configure(Configuration configuration) {
    return step(new PoolEvent.ConfigurationChanged(configuration));
  }

  /** Lets time pass, firing deadlines on the way; checks that start stay under way. */
  List<String> pass(long nanos) {
    long end = now + nanos;
    List<String> lines = new ArrayList<>();
    while (engine.nextDeadlineNanos() <= end) {
      now = Math.max(now, engine.nextDeadlineNanos());
      lines.addAll(step(new PoolEvent.TimePassed()));
    }
    now = end;
    return lines;
  }

  /** The only check under way against this server ends. */
  List<String> finish(int lastByte, CheckResult result) {
    String server = "10.0.0." + lastByte + ":80";
    List<Long> found =
        running.entrySet().stream()
            .filter(e -> target(e.getValue().check()).toString().equals(server))
            .map(Map.Entry::getKey)
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " checks under way against " + server);
    }
    running.remove(found.getFirst());
    return step(new PoolEvent.CheckFinished(found.getFirst(), result));
  }

  List<String> good(int lastByte) {
    return finish(lastByte, result(true, "connected"));
  }

  List<String> bad(int lastByte) {
    return finish(lastByte, result(false, "connection refused"));
  }

  /** Waits for the next run against a server, up to a minute, and lets it end. */
  List<String> nextGood(int lastByte) {
    awaitRun(lastByte);
    return good(lastByte);
  }

  List<String> nextBad(int lastByte) {
    awaitRun(lastByte);
    return bad(lastByte);
  }

  /** Lets a check fail until it counts as down; what the last failure caused. */
  List<String> fail(int lastByte) {
    nextBad(lastByte);
    nextBad(lastByte);
    return nextBad(lastByte);
  }

  void awaitRun(int lastByte) {
    String server = "10.0.0." + lastByte + ":80";
    long end = now + 60 * SECOND;
    while (running.values().stream().noneMatch(s -> target(s.check()).toString().equals(server))) {
      if (engine.nextDeadlineNanos() > end) {
        throw new AssertionError("no check of " + server + " is due");
      }
      now = Math.max(now, engine.nextDeadlineNanos());
      step(new PoolEvent.TimePassed());
    }
  }

  CheckResult result(boolean good, String reason) {
    return new CheckResult(good, reason, 0, now, OptionalInt.empty(), OptionalInt.empty());
  }

  CheckResult weighted(int weight) {
    return new CheckResult(true, "exit 0", 0, now, OptionalInt.of(weight), OptionalInt.empty());
  }

  RealServerStatus server(String service, int lastByte) {
    return engine
        .view()
        .service(service)
        .orElseThrow()
        .server("10.0.0." + lastByte + ":80")
        .orElseThrow()
        .status();
  }

  RealServerStatus server(int lastByte) {
    return server(Blocks.ID, lastByte);
  }

  VirtualServiceStatus service() {
    return engine.view().service(Blocks.ID).orElseThrow().status();
  }

  /** {@code 10.0.0.2:80=1 10.0.0.3:80=1}: the servers of the first service in the table. */
  String served() {
    return table.services().isEmpty()
        ? "no service"
        : served(table.services().values().iterator().next());
  }

  static String served(ServiceTable.Service service) {
    return service.servers().values().stream()
        .map(s -> s.endpoint() + "=" + s.weight())
        .collect(Collectors.joining(" "));
  }

  static Endpoint target(Check check) {
    return switch (check) {
      case Check.Tcp c -> c.target().destination();
      case Check.Http c -> c.target().destination();
      case Check.Smtp c -> c.target().destination();
      case Check.Dns c -> c.target().destination();
      case Check.Udp c -> c.target().destination();
      case Check.Ping c -> c.target().destination();
      case Check.Misc c -> c.server();
      case Check.File c -> c.server();
      case Check.Bfd c -> c.server();
    };
  }

  private String line(PoolEffect effect) {
    return switch (effect) {
      case StartCheck start -> {
        running.put(start.probe(), start);
        String step = start.check().steps() > 1 ? " step " + start.step() : "";
        yield "start " + start.check().keyword() + " " + target(start.check()) + step;
      }
      case PoolEffect.StopCheck stop -> {
        StartCheck stopped = running.remove(stop.probe());
        yield "stop " + stopped.check().keyword() + " " + target(stopped.check());
      }
      case PoolEffect.Want want -> {
        table = want.table();
        yield "want "
            + table.services().values().stream()
                .map(s -> s.key() + " {" + served(s) + "}")
                .collect(Collectors.joining(", "));
      }
      case PoolEffect.RunScript run -> "run " + run.script() + " because " + run.cause();
      case PoolEffect.WriteFifo write -> "fifo " + write.line();
      case PoolEffect.KeepOverrides keep -> "keep " + keep.overrides().size();
      case PoolEffect.Announce announce ->
          announce.notice().kind()
              + (announce.notice().smtpAlert() ? " mail " : " ")
              + announce.notice().text();
    };
  }
}
