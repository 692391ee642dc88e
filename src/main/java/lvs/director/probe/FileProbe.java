package lvs.director.probe;

import java.util.OptionalLong;
import lvs.director.model.Check;

/**
 * FILE_CHECK: with weight 0 any number but 0 is down, or only 0 with reverse. Otherwise the number
 * times the weight is added to the weight of the real server, and the lowest weight of all is down.
 */
final class FileProbe {
  /** IPVS_WEIGHT_MAX of keepalived. */
  private static final long LARGEST_WEIGHT = Integer.MAX_VALUE;

  private FileProbe() {}

  static String run(Check.File check, FileNumbers numbers, Attempt attempt)
      throws BadAnswer, InterruptedException {
    OptionalLong number = numbers.number(check.trackFile(), check.timing().timeout());
    if (number.isEmpty()) {
      throw new BadAnswer("track_file " + check.trackFile() + " could not be read in time");
    }
    String found = "track_file " + check.trackFile() + " holds " + number.getAsLong();
    if (check.weight() == 0) {
      if ((number.getAsLong() == 0) == check.reverse()) {
        throw new BadAnswer(found);
      }
      return found;
    }
    long product = number.getAsLong() * check.weight();
    long added =
        Math.clamp(check.reverse() ? -product : product, -LARGEST_WEIGHT, LARGEST_WEIGHT - 1);
    if (added == -LARGEST_WEIGHT) {
      throw new BadAnswer(found + ", times weight " + check.weight() + " is as low as can be");
    }
    attempt.asksForWeight((int) added);
    return found + ", which adds " + added + " to the weight";
  }
}
