package lvs.director.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How a drain stands and how it shall end, from the attributes of a real server. */
final class DrainWords {
  private final WallTime wallTime;

  DrainWords(WallTime wallTime) {
    this.wallTime = wallTime;
  }

  /** {@code ; 17 connections left, none in about 2m 10s}; empty when nothing drains. */
  String progress(Map<String, Object> server) {
    long left = OpenValues.number(server, "ConnectionsLeft");
    if (left < 0 || !isDraining(server)) {
      return "";
    }
    return "; " + left + (left == 1 ? " connection left" : " connections left") + estimate(server);
  }

  private static String estimate(Map<String, Object> server) {
    long seconds = OpenValues.number(server, "DrainEstimateSeconds");
    return seconds == 0
        ? ""
        : seconds < 0
            ? ", not becoming fewer"
            : ", none in about " + Durations.print(Duration.ofSeconds(seconds));
  }

  /** {@code , then removed, at 12:30:00 at the latest}; empty when nothing follows the drain. */
  String end(Map<String, Object> server) {
    if (OpenValues.number(server, "RemovedWhenDrained") != 1) {
      return "";
    }
    long deadline = OpenValues.number(server, "DrainDeadlineEpochMillis");
    return deadline == 0
        ? ", then removed"
        : ", then removed, at " + wallTime.at(Instant.ofEpochMilli(deadline)) + " at the latest";
  }

  private static boolean isDraining(Map<String, Object> server) {
    return OpenValues.text(server, "Standing").equals("DRAINING");
  }
}
