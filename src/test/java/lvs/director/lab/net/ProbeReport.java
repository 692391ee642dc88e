package lvs.director.lab.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client saw.
 *
 * @param sent questions
 * @param lost questions without an answer
 * @param gapNanos the longest time between two answered questions with an unanswered one in between
 *     (when they were sent), 0 when all were answered
 * @param slowestNanos the longest time that an answer took
 * @param pauseNanos the longest time in which the client itself asked nothing: its own precision
 * @param owners who answered, in order
 */
public record ProbeReport(
    int sent, int lost, long gapNanos, long slowestNanos, long pauseNanos, List<Owner> owners) {

  /**
   * @param number of the host
   * @param fromNanos since the first question
   */
  public record Owner(int number, long fromNanos) {}

  static ProbeReport of(long[] sentAt, long[] answeredAt, byte[] answeredBy) {
    int lost = 0;
    long gap = 0;
    long slowest = 0;
    long pause = 0;
    int last = -1;
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < sentAt.length; i++) {
      pause = Math.max(pause, i == 0 ? 0 : sentAt[i] - sentAt[i - 1]);
      if (answeredAt[i] == 0) {
        lost++;
        continue;
      }
      if (last != i - 1) {
        gap = Math.max(gap, sentAt[i] - sentAt[Math.max(last, 0)]);
      }
      last = i;
      slowest = Math.max(slowest, answeredAt[i] - sentAt[i]);
      if (owners.isEmpty() || owners.getLast().number() != answeredBy[i]) {
        owners.add(new Owner(answeredBy[i], sentAt[i] - sentAt[0]));
      }
    }
    return new ProbeReport(sentAt.length, lost, gap, slowest, pause, owners);
  }

  public Duration gap() {
    return Duration.ofNanos(gapNanos);
  }

  public double gapMillis() {
    return gapNanos / 1e6;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "%d of %d lost, longest gap %.1f ms, slowest answer %.1f ms, answered by"
                .formatted(lost, sent, gapMillis(), slowestNanos / 1e6));
    for (Owner owner : owners) {
      text.append(" %d from %.0f ms".formatted(owner.number(), owner.fromNanos() / 1e6));
    }
    return text.toString();
  }
}
