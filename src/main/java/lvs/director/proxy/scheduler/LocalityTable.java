package lvs.director.proxy.scheduler;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The cache of lblc and lblcr from destination address to what serves it. Entries that nobody used
 * for a day go every half hour; above 16384 entries those unused for six minutes go each minute,
 * some at a time.
 *
 * @param <V> what is remembered for an address
 */
final class LocalityTable<V> {
  static final long EXPIRATION_NANOS = TimeUnit.HOURS.toNanos(24);
  static final int MAXIMUM_ENTRIES = 16384;
  private static final long CROWDED_EXPIRATION_NANOS = TimeUnit.MINUTES.toNanos(6);
  private static final long CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int CHECKS_TO_FULL = 30;

  private final Map<InetAddress, Entry<V>> entries = new HashMap<>();
  private long nextCheckNanos;
  private int checks;
  private boolean started;

  private static final class Entry<V> {
    private final V value;
    private long lastUseNanos;

    private Entry(V value) {
      this.value = value;
    }
  }

  /** The entry of an address, made when there is none, and touched. */
  V get(InetAddress address, long nowNanos, Supplier<V> maker) {
    expire(nowNanos);
    Entry<V> entry = entries.computeIfAbsent(address, a -> new Entry<>(maker.get()));
    entry.lastUseNanos = nowNanos;
    return entry.value;
  }

  int size() {
    return entries.size();
  }

  Iterable<V> values() {
    return () -> entries.values().stream().map(entry -> entry.value).iterator();
  }

  private void expire(long nowNanos) {
    if (!started) {
      started = true;
      nextCheckNanos = nowNanos + CHECK_NANOS;
    }
    if (nowNanos - nextCheckNanos < 0) {
      return;
    }
    long missed = (nowNanos - nextCheckNanos) / CHECK_NANOS + 1;
    nextCheckNanos += missed * CHECK_NANOS;
    checks += (int) Math.min(missed, CHECKS_TO_FULL);
    if (checks >= CHECKS_TO_FULL) {
      checks = 0;
      drop(nowNanos - EXPIRATION_NANOS, Integer.MAX_VALUE);
    } else if (entries.size() > MAXIMUM_ENTRIES) {
      int surplus = (entries.size() - MAXIMUM_ENTRIES) * 4 / 3;
      drop(nowNanos - CROWDED_EXPIRATION_NANOS, Math.min(surplus, MAXIMUM_ENTRIES / 2));
    }
  }

  private void drop(long lastUseNanos, int atMost) {
    int left = atMost;
    for (Iterator<Entry<V>> each = entries.values().iterator(); each.hasNext() && left > 0; ) {
      if (each.next().lastUseNanos - lastUseNanos <= 0) {
        each.remove();
        left--;
      }
    }
  }
}
