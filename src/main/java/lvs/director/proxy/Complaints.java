package lvs.director.proxy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Logs what traffic causes: each sentence at most once a minute, at most so many sentences. */
final class Complaints {
  private static final System.Logger LOG = System.getLogger("lvs.director.proxy");
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAXIMUM = 1000;

  private final Map<String, Long> saidNanos = new ConcurrentHashMap<>();

  void say(String sentence) {
    long nowNanos = System.nanoTime();
    Long last = saidNanos.get(sentence);
    if (last == null || nowNanos - last >= QUIET_NANOS) {
      if (saidNanos.size() >= MAXIMUM) {
        saidNanos.clear();
      }
      saidNanos.put(sentence, nowNanos);
      LOG.log(System.Logger.Level.WARNING, sentence);
    }
  }
}
