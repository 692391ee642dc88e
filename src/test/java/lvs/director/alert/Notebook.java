package lvs.director.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.model.VrrpConfiguration;

/** An alert engine in virtual time, driven by lines that read like a notebook. */
final class Notebook {
  private static final long BASE_NANOS = 77_000_000_000_000L;
  private static final long BASE_EPOCH = Instant.parse("2026-03-01T14:00:00Z").toEpochMilli();

  final List<Draft> mails = new ArrayList<>();
  String memory = "";
  private final List<String> transcript = new ArrayList<>();
  private AlertEngine engine;
  private Configuration configuration = Configuration.EMPTY;
  long now;
  private long clockSetMillis;

  Notebook() {
    engine = fresh();
  }

  private AlertEngine fresh() {
    return new AlertEngine(nanos(), "host", ZoneOffset.UTC);
  }

  void configure(Configuration next) {
    configuration = next;
    step(new AlertEvent.Configured(next));
  }

  AlertEngine engine() {
    return engine;
  }

  Configuration configuration() {
    return configuration;
  }

  long nanos() {
    return BASE_NANOS + now;
  }

  long epochMillis() {
    return BASE_EPOCH + now / 1_000_000 + clockSetMillis;
  }

  /** Passes time with every deadline at its moment. */
  void until(long nanosSinceStart) {
    while (engine.nextDeadlineNanos() <= BASE_NANOS + nanosSinceStart) {
      long due = Math.max(now, engine.nextDeadlineNanos() - BASE_NANOS);
      boolean stuck = due == now;
      now = due;
      long before = engine.nextDeadlineNanos();
      step(new AlertEvent.TimePassed());
      if (stuck && engine.nextDeadlineNanos() == before) {
        throw new IllegalStateException("a deadline does not pass: " + before);
      }
    }
    now = nanosSinceStart;
  }

  void step(AlertEvent event) {
    for (AlertEffect effect : engine.step(nanos(), epochMillis(), event)) {
      switch (effect) {
        case AlertEffect.Send(Draft draft) -> {
          mails.add(draft);
          print(draft);
        }
        case AlertEffect.Keep(String text) -> memory = text;
      }
    }
  }

  void setClock(Duration forward) {
    clockSetMillis += forward.toMillis();
  }

  /** A director that was killed starts again. */
  void restart() {
    engine = fresh();
    step(new AlertEvent.Restored(memory));
    step(new AlertEvent.Configured(configuration));
  }

  // As text

  private void print(Draft draft) {
    transcript.add("    mail " + mails.size() + " " + draft.urgency() + " " + time());
    transcript.add("      " + draft.subject());
    List<String> thread =
        draft.thread().stream()
            .map(key -> Integer.toString(1 + mails.stream().map(Draft::key).toList().indexOf(key)))
            .toList();
    if (!thread.isEmpty()) {
      transcript.add("      continues " + String.join(", ", thread));
    }
    draft.paragraphs().forEach(each -> transcript.add("      | " + each));
    draft.commands().forEach(each -> transcript.add("      $ " + each));
  }

  private String time() {
    long seconds = now / 1_000_000_000;
    long tenths = now / 100_000_000 % 10;
    return String.format("%d:%02d:%02d", 14 + seconds / 3600, seconds / 60 % 60, seconds % 60)
        + (tenths == 0 ? "" : "." + tenths);
  }

  /** Runs the lines of a notebook, without what an earlier run wrote under them. */
  String play(String text) {
    int end = text.indexOf("\n---\n");
    configure(OneFile.read(text.substring(0, end)));
    for (String line : text.substring(end + 5).split("\n")) {
      if (line.startsWith("    ")) {
        continue;
      }
      if (line.isBlank() || line.startsWith("#")) {
        transcript.add(line);
        continue;
      }
      String[] parts = line.split(" ", 2);
      until(moment(parts[0]));
      transcript.add(line);
      command(parts[1]);
    }
    return text.substring(0, end + 5) + String.join("\n", transcript) + "\n";
  }

  private static long moment(String clock) {
    String[] parts = clock.split("[:.]");
    long seconds =
        (Long.parseLong(parts[0]) - 14) * 3600
            + Long.parseLong(parts[1]) * 60
            + Long.parseLong(parts[2]);
    return seconds * 1_000_000_000
        + (parts.length > 3 ? Long.parseLong(parts[3]) * 100_000_000 : 0);
  }

  private void command(String line) {
    String[] halves = line.split(": ", 2);
    String why = halves.length > 1 ? halves[1] : "";
    String[] w = halves[0].split(" ");
    switch (w[0]) {
      case "server" -> server(w, why);
      case "check" ->
          step(new AlertEvent.CheckFailed(w[1], Endpoint.parse(w[2]).orElseThrow(), why));
      case "quorum" ->
          step(
              new AlertEvent.QuorumSeen(
                  w[1],
                  w[2].equals("up"),
                  configuration.virtualServices().stream()
                      .anyMatch(each -> each.id().equals(w[1]) && each.smtpAlert()),
                  why));
      case "service" -> step(new AlertEvent.ServiceRests(w[1], w[2].equals("rests")));
      case "router" -> step(new AlertEvent.RouterSeen(w[1], Condition.valueOf(w[2]), true, why));
      case "group" -> step(new AlertEvent.GroupSeen(w[1], Condition.valueOf(w[2]), true, why));
      case "two-masters" -> step(new AlertEvent.SecondMaster(w[1], why));
      case "nobody-serves" -> step(new AlertEvent.NobodyServes(w[1], why));
      case "table" -> step(new AlertEvent.TableChanged(w[1].equals("mended"), why));
      case "table-right" -> step(new AlertEvent.TableRight());
      case "silence" -> step(new AlertEvent.Silence(Duration.parse(w[1]), why));
      case "speak" -> step(new AlertEvent.Speak());
      case "restart" -> restart();
      case "ending" -> step(new AlertEvent.Ending());
      case "reload" -> reload(w, why);
      case "clock" -> setClock(Duration.parse(w[1]));
      case "wait" -> {}
      default -> throw new IllegalArgumentException(line);
    }
  }

  /** {@code server ID 10.0.2.1-20:80 down}: all of a range at once. */
  private void server(String[] w, String why) {
    boolean up = w[3].equals("up");
    String left = w.length > 4 ? String.join(" ", List.of(w).subList(4, w.length)) : "";
    for (Endpoint each : endpoints(w[2])) {
      step(new AlertEvent.ServerSeen(w[1], each, up, true, why, left));
    }
  }

  private static List<Endpoint> endpoints(String text) {
    if (!text.contains("-")) {
      return List.of(Endpoint.parse(text).orElseThrow());
    }
    String port = text.substring(text.indexOf(':'));
    String net = text.substring(0, text.lastIndexOf('.') + 1);
    String[] range = text.substring(net.length(), text.indexOf(':')).split("-");
    List<Endpoint> all = new ArrayList<>();
    for (int i = Integer.parseInt(range[0]); i <= Integer.parseInt(range[1]); i++) {
      all.add(Endpoint.parse(net + i + port).orElseThrow());
    }
    return all;
  }

  /**
   * {@code reload without TEXT}: the configuration without virtual routers whose name, and services
   * whose id contains it.
   */
  private void reload(String[] w, String why) {
    Configuration c = configuration;
    configure(
        new Configuration(
            c.director(),
            c.lvs(),
            c.global(),
            without(c.vrrp(), w[2]),
            c.virtualServices().stream().filter(each -> !each.id().contains(w[2])).toList()));
  }

  private static VrrpConfiguration without(VrrpConfiguration all, String text) {
    return new VrrpConfiguration(
        all.virtualRouters().stream().filter(each -> !each.name().contains(text)).toList(),
        all.syncGroups(),
        all.trackScripts(),
        all.trackFiles(),
        all.trackProcesses(),
        all.bfdSessions(),
        all.statics(),
        all.trackGroups(),
        all.links(),
        all.environment());
  }
}
