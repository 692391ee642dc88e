package lvs.director.vrrp.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened, line by line. It costs more than the simulation itself, so only a run that is to
 * be shown keeps it; a seed gives the same run again.
 */
final class Trace {
  private final boolean kept;
  private final long startNanos;
  private final List<String> lines = new ArrayList<>();

  Trace(boolean kept, long startNanos) {
    this.kept = kept;
    this.startNanos = startNanos;
  }

  void add(long nowNanos, Supplier<String> text) {
    if (kept) {
      lines.add("%12.6f %s".formatted((nowNanos - startNanos) / 1e9, text.get()));
    }
  }

  List<String> lines() {
    return lines;
  }
}
