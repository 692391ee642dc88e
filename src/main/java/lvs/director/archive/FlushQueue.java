package lvs.director.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Whose turn it is to be written. Each archive gets dozens of samples at once, every minute where
 * there are few archives and every five minutes where there are thousands, and then evenly spread.
 */
final class FlushQueue {
  private static final long SHORTEST_SECONDS = 60;
  private static final long LONGEST_SECONDS = 300;
  private static final int ARCHIVES_A_SECOND = 10;

  /** So many can be written at once without anybody noticing. */
  private static final int FEW = 256;

  private final Deque<ArchiveFile> queue = new ArrayDeque<>();
  private long polledEpochSeconds;

  void add(ArchiveFile file, long nowEpochSeconds) {
    if (file.queuedEpochSeconds == 0) {
      file.queuedEpochSeconds = nowEpochSeconds;
      queue.add(file);
    }
  }

  /** How long a sample waits at most. */
  long intervalSeconds() {
    return Math.clamp(queue.size() / ARCHIVES_A_SECOND, SHORTEST_SECONDS, LONGEST_SECONDS);
  }

  /** Those that are due, oldest first. */
  List<ArchiveFile> poll(long nowEpochSeconds) {
    long interval = intervalSeconds();
    long passed = Math.clamp(nowEpochSeconds - polledEpochSeconds, 1, interval);
    polledEpochSeconds = nowEpochSeconds;
    long share = queue.size() <= FEW ? 0 : Math.ceilDiv(queue.size() * passed, interval);
    List<ArchiveFile> due = new ArrayList<>();
    while (!queue.isEmpty() && (due.size() < share || isDue(queue.peek(), nowEpochSeconds))) {
      due.add(take());
    }
    return due;
  }

  private boolean isDue(ArchiveFile file, long nowEpochSeconds) {
    // A clock that went back makes nobody wait for hours.
    return Math.abs(nowEpochSeconds - file.queuedEpochSeconds) >= intervalSeconds()
        && queue.size() <= FEW;
  }

  private ArchiveFile take() {
    ArchiveFile file = queue.remove();
    file.queuedEpochSeconds = 0;
    return file;
  }

  /** All that wait. */
  List<ArchiveFile> drain() {
    List<ArchiveFile> all = new ArrayList<>();
    while (!queue.isEmpty()) {
      all.add(take());
    }
    return all;
  }
}
