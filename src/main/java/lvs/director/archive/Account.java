package lvs.director.archive;

import java.io.IOException;
import java.util.Arrays;

/**
 * What is counted for an archive until its next sample. Nothing that was counted is lost when a
 * sample cannot be taken: the next one then stands for a longer time.
 */
final class Account {
  /** A gap up to this, or up to three steps, is filled with what stands at its end. */
  private static final long BRIDGED_SECONDS = 120;

  final ArchiveFile file;
  private final long[] counted;
  private long sinceEpochSeconds;

  /**
   * @param sinceEpochSeconds where counting began; a multiple of the archive's step
   */
  Account(ArchiveFile file, long sinceEpochSeconds) {
    this.file = file;
    this.counted = new long[file.quantities.size()];
    this.sinceEpochSeconds = sinceEpochSeconds;
  }

  /** What an earlier run had counted and not sampled. */
  void restore(JournalReplay.Carried carried) {
    for (int i = 0; i < counted.length; i++) {
      counted[i] += Math.max(0, carried.counted()[i]);
    }
    sinceEpochSeconds = Math.min(sinceEpochSeconds, carried.sinceEpochSeconds());
  }

  /** Counting never stopped, though nobody looked since the last sample. */
  void goesOn() {
    sinceEpochSeconds = Math.min(sinceEpochSeconds, file.lastEpochSeconds);
  }

  /** A file that is not there cannot have begun later. */
  void beginBy(long nowEpochSeconds) {
    if (!file.made && file.lastEpochSeconds > nowEpochSeconds && !file.hasPending()) {
      file.startAnew(nowEpochSeconds / file.stepSeconds * file.stepSeconds);
    }
  }

  /** The time when counting began was never true. */
  void startAnew(long epochSeconds) {
    sinceEpochSeconds = epochSeconds;
  }

  /**
   * @param quantity which of the archive's
   */
  void count(int quantity, long happened) {
    counted[quantity] += happened;
  }

  boolean isTouched() {
    for (long each : counted) {
      if (each != 0) {
        return true;
      }
    }
    return false;
  }

  void carry(ArchiveStore.Step step) throws IOException {
    step.carried(file, sinceEpochSeconds, counted);
  }

  /**
   * Puts into a step what was counted, and how things stand.
   *
   * @param epochSeconds a multiple of the archive's step, after its last sample
   * @param standing one number a quantity; those of counted ones mean nothing
   */
  void sample(ArchiveStore.Step step, long epochSeconds, long[] standing) throws IOException {
    long last = file.lastEpochSeconds;
    long since = Math.min(Math.max(sinceEpochSeconds, last), epochSeconds - file.stepSeconds);
    long bridged = Math.max(BRIDGED_SECONDS, 3 * file.stepSeconds);
    if (since - last <= bridged) {
      since = last;
    } else {
      step.sample(file, since, since - last, unknown());
    }
    long longest = Layout.HEARTBEAT_SECONDS / file.stepSeconds * file.stepSeconds;
    if (epochSeconds - since > longest) {
      step.sample(file, epochSeconds - longest, epochSeconds - longest - since, unknown());
      since = epochSeconds - longest;
    }
    if (epochSeconds - since > bridged) {
      spread(step, since, epochSeconds, standing);
    } else {
      step.sample(file, epochSeconds, epochSeconds - since, numbers(1, standing));
    }
  }

  /** Nobody knows how things stood, but what was counted did happen. */
  private void spread(ArchiveStore.Step step, long since, long now, long[] standing)
      throws IOException {
    long before = now - file.stepSeconds;
    long[] most = numbers((double) (before - since) / (now - since), unknown());
    step.sample(file, before, before - since, most);
    long[] rest = numbers(1, standing);
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= file.quantities.get(i).isCounted() ? most[i] : 0;
    }
    step.sample(file, now, file.stepSeconds, rest);
  }

  private long[] numbers(double share, long[] standing) {
    long[] numbers = standing.clone();
    for (int i = 0; i < numbers.length; i++) {
      if (file.quantities.get(i).isCounted()) {
        numbers[i] = (long) (counted[i] * share);
      }
    }
    return numbers;
  }

  private long[] unknown() {
    long[] unknown = new long[counted.length];
    Arrays.fill(unknown, PendingSamples.UNKNOWN);
    return unknown;
  }

  /**
   * The archive's time was ahead of what is true: what it says of later times is taken back.
   *
   * @param trueSince a multiple of the step, before {@code epochSeconds}
   */
  void sampleAgain(ArchiveStore.Step step, long trueSince, long epochSeconds, long[] standing)
      throws IOException {
    step.sample(file, trueSince, 0, unknown());
    step.sample(file, epochSeconds, epochSeconds - trueSince, numbers(1, standing));
  }

  /** What was put into a step is kept. */
  void sampled(long epochSeconds) {
    Arrays.fill(counted, 0);
    sinceEpochSeconds = epochSeconds;
  }
}
