package lvs.director.probe;

import java.io.Closeable;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import lvs.director.pool.CheckResult;

/** One run of a check: its clock, its single deadline and what it has seen so far. */
final class Attempt {
  private final long startNanos = System.nanoTime();
  private final Duration timeout;
  private final Watchdog watchdog;
  private long receivedBytes;
  private String waitingFor = "";
  private OptionalInt weight = OptionalInt.empty();
  private OptionalInt certificateDaysLeft = OptionalInt.empty();

  Attempt(Duration timeout, Watchdog watchdog) {
    this.timeout = timeout;
    this.watchdog = watchdog;
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** Until the deadline; zero or negative when it has passed. */
  long remainingNanos() {
    return timeout.toNanos() - elapsedNanos();
  }

  /** For calls that take milliseconds and mean "for ever" by zero: at least 1. */
  int remainingMillis() {
    return Math.clamp((remainingNanos() + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
  }

  boolean expired() {
    return remainingNanos() <= 0;
  }

  /** Closes the connection at the deadline unless the returned task is cancelled before. */
  Future<?> guard(Closeable connection) {
    return watchdog.closeAfter(Math.max(0, remainingNanos()), connection);
  }

  void received(int bytes) {
    receivedBytes += bytes;
  }

  /** Names the phase for the reason of a timeout: {@code "the TLS handshake"}. */
  void waitsFor(String phase) {
    waitingFor = phase;
  }

  void asksForWeight(int wanted) {
    weight = OptionalInt.of(wanted);
  }

  void sawCertificate(int daysLeft) {
    certificateDaysLeft = OptionalInt.of(daysLeft);
  }

  BadAnswer timedOut() {
    String phase = waitingFor.isEmpty() ? "" : " waiting for " + waitingFor;
    return new BadAnswer(
        "timed out after %s%s, got %s"
            .formatted(Wording.duration(timeout), phase, Wording.count(receivedBytes, "byte")));
  }

  BadAnswer noConnection() {
    return new BadAnswer("no answer to the connection within " + Wording.duration(timeout));
  }

  String elapsed() {
    return Wording.elapsed(elapsedNanos());
  }

  CheckResult good(String reason) {
    return result(true, reason);
  }

  CheckResult bad(String reason) {
    return result(false, reason);
  }

  private CheckResult result(boolean good, String reason) {
    long now = System.nanoTime();
    return new CheckResult(
        good, SharedText.of(reason), now - startNanos, now, weight, certificateDaysLeft);
  }
}
