package lvs.director.vrrp;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.TrackFile;

/** A track_file: its number times the weight counts. */
final class FileTracker extends Tracker {
  private static final int MOST = 253;

  private final TrackFile file;
  private boolean known;
  private long value;
  private Optional<String> remark = Optional.empty();
  private long readings;
  private OptionalLong lastNanos = OptionalLong.empty();

  FileTracker(TrackFile file) {
    this.file = file;
  }

  /** The same file under another configuration. */
  FileTracker(TrackFile file, FileTracker before) {
    this.file = file;
    this.known = before.known;
    this.value = before.value;
    this.remark = before.remark;
    this.readings = before.readings;
    this.lastNanos = before.lastNanos;
  }

  TrackFile file() {
    return file;
  }

  /** Whether it says something else now. */
  boolean read(long nowNanos, long number, Optional<String> what) {
    boolean changes = !known || number != value;
    known = true;
    value = number;
    remark = what;
    readings++;
    lastNanos = OptionalLong.of(nowNanos);
    return changes;
  }

  @Override
  int contribution(int weight, boolean reverse) {
    return Math.clamp(product(weight, reverse), -MOST, MOST);
  }

  /** Weight 0: any number but 0; else a product of -254 or less. */
  @Override
  boolean isFault(int weight, boolean reverse) {
    return weight == 0 ? (value != 0) != reverse : product(weight, reverse) < -MOST;
  }

  private long product(int weight, boolean reverse) {
    long bounded = Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return reverse ? -bounded * weight : bounded * weight;
  }

  @Override
  Kind kind() {
    return Kind.FILE;
  }

  @Override
  String name() {
    return file.name();
  }

  @Override
  boolean isKnown() {
    return known;
  }

  @Override
  boolean isUp() {
    return value == 0;
  }

  @Override
  String detail() {
    return "value " + value + remark.map(each -> " (" + each + ")").orElse("");
  }

  @Override
  VrrpView.TrackerStatus status() {
    return new VrrpView.TrackerStatus(
        kind().text(),
        file.name(),
        isUp(),
        known,
        known ? detail() : "not read yet",
        OptionalInt.empty(),
        "",
        readings,
        0,
        0,
        lastNanos);
  }
}
