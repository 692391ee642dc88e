package lvs.director.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.openmbean.CompositeData;
import lvs.director.base.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "events",
    description =
        "Prints what happened: failovers, real servers lost and back, operators' changes.",
    footer = {
      "",
      "Example: lvs-director events --since 2h",
      "Example: lvs-director events --subject 10.0.0.1:80 --follow"
    })
final class EventsCommand extends DirectorCommand {
  private static final int SHOWN = 50;
  private static final int SHOWN_OF_A_SPAN = 10_000;
  private static final int A_TIME = 1_000;
  private static final long LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description =
          "Only of this virtual service (any spelling), virtual router, sync group or tracker.")
  private String subject = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only after: 2h (ago), 14:30, 2026-03-01 or '2026-03-01 14:30'.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest N, 1 to 100000. Default: 50, with --since 10000.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--follow",
      description = "Goes on with what happens, until interrupted; with --json one object a line.")
  private boolean follow;

  EventsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    int most = limit.orElse(since.isPresent() ? SHOWN_OF_A_SPAN : SHOWN);
    if (most < 1 || most > 100_000) {
      throw Failure.usage("--limit " + most + " is outside 1 to 100000");
    }
    long from = since.map(new Moment(surroundings)::parse).map(Instant::toEpochMilli).orElse(0L);
    String about = subject(director);
    List<CompositeData> events = newest(director, about, 0, from, most);
    show(events.reversed());
    long last = events.isEmpty() ? newestNumber(director) : number(events.getFirst());
    while (follow) {
      LockSupport.parkNanos(LOOKS_NANOS);
      List<CompositeData> more = newest(director, about, last, 0, SHOWN_OF_A_SPAN);
      show(more.reversed());
      last = more.isEmpty() ? last : number(more.getFirst());
    }
    return ExitCode.DONE;
  }

  /** The id by which events call what the operator named; what has no event may still come. */
  private String subject(DirectorConnection director) {
    if (subject.isEmpty()) {
      return "";
    }
    List<String> candidates = Targets.serviceCandidates(subject);
    return candidates.stream()
        .filter(Beans::fitsObjectName)
        .filter(id -> director.has(Beans.service(id)))
        .findFirst()
        .or(() -> candidates.stream().filter(id -> read(director, id, 0, 1).length > 0).findFirst())
        .orElse(subject);
  }

  private long newestNumber(DirectorConnection director) {
    CompositeData[] newest = read(director, "", 0, 1);
    return newest.length == 0 ? 0 : number(newest[0]);
  }

  /** Newest first, above a number and after a time. */
  private static List<CompositeData> newest(
      DirectorConnection director, String about, long above, long fromMillis, int most) {
    List<CompositeData> found = new ArrayList<>();
    long before = 0;
    while (found.size() < most) {
      CompositeData[] some = read(director, about, before, Math.min(A_TIME, most - found.size()));
      for (CompositeData event : some) {
        if (number(event) <= above || (long) event.get("epochMillis") < fromMillis) {
          return found;
        }
        found.add(event);
      }
      if (some.length == 0) {
        return found;
      }
      before = number(some[some.length - 1]);
    }
    return found;
  }

  private static CompositeData[] read(
      DirectorConnection director, String about, long before, int most) {
    return (CompositeData[])
        director.invoke(
            Beans.ARCHIVE,
            "listEvents",
            new Object[] {before, about, most},
            new String[] {"long", "java.lang.String", "int"});
  }

  private static long number(CompositeData event) {
    return (long) event.get("number");
  }

  private void show(List<CompositeData> events) {
    if (json && !follow) {
      printJson(events.stream().map(OpenValues::plain).toList());
      return;
    }
    for (CompositeData event : events) {
      print(json ? Json.compact(OpenValues.plain(event)) : line(OpenValues.plain(event)));
    }
    if (follow) {
      surroundings.out().flush();
    }
  }

  private String line(Map<String, Object> event) {
    Instant at = Instant.ofEpochMilli((long) event.get("epochMillis"));
    String severity = OpenValues.text(event, "severity");
    Paint paint = new Paint(surroundings.colour());
    String word = String.format("%-7s", severity.toLowerCase(Locale.ROOT));
    return new WallTime(surroundings).at(at)
        + "  "
        + (severity.equals("ERROR") ? paint.bad(word) : word)
        + "  "
        + String.format("%-18s", OpenValues.text(event, "kind"))
        + "  "
        + OpenValues.text(event, "text");
  }
}
