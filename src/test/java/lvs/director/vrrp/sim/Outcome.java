package lvs.director.vrrp.sim;

import java.util.Optional;
import lvs.director.vrrp.PacketRecord;

/**
 * Something that a director did in a scenario.
 *
 * @param text as it is written after {@code expect}
 * @param noteworthy a failure when it was not expected
 * @param packet that was sent
 */
record Outcome(long nanos, String text, boolean noteworthy, Optional<PacketRecord> packet) {
  long millis() {
    return (nanos + 500_000) / 1_000_000;
  }

  @Override
  public String toString() {
    return "%.3f: %s".formatted(nanos / 1e9, text);
  }
}
