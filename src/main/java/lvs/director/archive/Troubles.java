package lvs.director.archive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What is wrong with recording: told once when it begins and once when it is over. */
final class Troubles {
  private final RecordLog log;
  private final Map<String, String> present = new LinkedHashMap<>();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong setAside = new AtomicLong();

  Troubles(RecordLog log) {
    this.log = log;
  }

  RecordLog log() {
    return log;
  }

  /**
   * @param what names the trouble as long as it lasts
   * @param text what happened, with the remedy
   */
  synchronized void begin(String what, String text) {
    errors.incrementAndGet();
    if (present.put(what, text) == null) {
      log.error(text);
    }
  }

  synchronized void end(String what) {
    if (present.remove(what) != null) {
      log.info("archives: " + what + " works again");
    }
  }

  /** One that is over as soon as it is told. */
  void setAside(String text) {
    errors.incrementAndGet();
    setAside.incrementAndGet();
    log.error(text);
  }

  long errors() {
    return errors.get();
  }

  long filesSetAside() {
    return setAside.get();
  }

  /** The newest trouble that lasts; empty when there is none. */
  synchronized String last() {
    return present.isEmpty() ? "" : present.values().stream().reduce("", (_, next) -> next);
  }
}
