package lvs.director.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.port.Director;
import lvs.director.port.Event;

/** What pages that listen are told: only what has changed since they were told last. */
final class News {
  /** Traffic changes always; lists need not be loaded anew more often for that. */
  private static final long LIST_MILLIS = 10_000;

  private final Director director;
  private final ReadApi reading;
  private volatile long lastEvent;

  News(Director director, ReadApi reading) {
    this.director = director;
    this.reading = reading;
  }

  void happened(Event event) {
    lastEvent = event.number();
  }

  /** Called by one thread. */
  void tell(List<Stream> pages) {
    String overview = Json.compact(reading.overview().news());
    byte[] overviewFrame = Stream.frame("overview", Json.compact(reading.overview().now()));
    String counts = Json.compact(Json.object("counts", Totals.countsOf(director)));
    byte[] countsFrame = Stream.frame("services", counts);
    Map<String, String> services = new HashMap<>();
    for (Stream page : pages) {
      page.offerNews("overview", overview, overviewFrame);
      page.offerNews("services", counts + lastEvent + period(), countsFrame);
      page.service()
          .ifPresent(id -> tellService(page, services.computeIfAbsent(id, this::service)));
    }
  }

  private static void tellService(Stream page, String service) {
    page.offerNews("service", service, Stream.frame("service", service));
  }

  private long period() {
    return director.epochMillis(director.nowNanos()) / LIST_MILLIS;
  }

  private String service(String id) {
    try {
      return Json.compact(reading.service(id));
    } catch (Rejection gone) {
      return Json.compact(Json.object("id", id, "error", gone.getMessage()));
    }
  }
}
