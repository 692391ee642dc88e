package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;

/** The largest configuration on record. */
class ConsoleSizeTest {
  private static final int SERVICES = 2277;
  private static final int SERVERS = 37_205;

  /** Of a processor, generously: caches are cold on a busy machine. */
  private static final double MOST_MILLIS = 250;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final StagedDirector director = new StagedDirector().large(SERVICES, SERVERS);
  private final ReadApi api = new ReadApi(director);

  private interface Reading {
    Answer run() throws Exception;
  }

  /** The median of some runs, after others that warm up. */
  private static double millis(String what, Reading reading) throws Exception {
    double[] times = new double[11];
    for (int i = -10; i < times.length; i++) {
      long beforeNanos = THREADS.getCurrentThreadCpuTime();
      assertEquals(200, reading.run().status());
      if (i >= 0) {
        times[i] = (THREADS.getCurrentThreadCpuTime() - beforeNanos) / 1e6;
      }
    }
    Arrays.sort(times);
    System.out.printf("console with %d real servers: %s %.1f ms%n", SERVERS, what, times[5]);
    return times[5];
  }

  @Test
  void overviewAndListsStayQuickAndSmall() throws Exception {
    director.traffic = new java.util.HashMap<>();
    director.stages.forEach(
        stage -> {
          Map<lvs.director.base.Endpoint, ServerCounters> servers = new java.util.HashMap<>();
          stage.actors.forEach(
              actor ->
                  servers.put(
                      actor.status().server().endpoint(),
                      new ServerCounters(Traffic.ZERO, 1, 2, 3)));
          director.traffic.put(
              stage.service.keys().getFirst(),
              new ServiceRates(new ServiceCounters(Traffic.ZERO, servers), Rate.ZERO, Map.of()));
        });
    for (String path : new String[] {"overview", "services", "events"}) {
      Query none = Query.parse("");
      assertTrue(millis(path, () -> api.answer(path, none)) < MOST_MILLIS, path);
      assertTrue(api.answer(path, none).body().length < 50_000, path);
    }
    for (String query :
        new String[] {"page=45", "q=10.0.145.3", "q=elsewhere", "state=problem", "size=500"}) {
      Query parsed = Query.parse(query);
      assertTrue(millis(query, () -> api.answer("services", parsed)) < MOST_MILLIS, query);
    }
    assertEquals(
        (long) SERVERS,
        ((Map<?, ?>) StagedConsole.object(Json.compact(api.overview().now())).get("counts"))
            .get("servers"));
  }
}
