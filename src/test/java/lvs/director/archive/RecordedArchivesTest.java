package lvs.director.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedArchivesTest {
  private static final long NOW = 1_700_000_000L;
  private static final long DAY = 86_400;
  private static final String SERVICE = "service/tcp_10.0.0.1_80";

  @TempDir Path folder;

  private static double day(long at, double phase) {
    return 1 + 0.8 * Math.sin(2 * Math.PI * (at % DAY) / DAY + phase);
  }

  private double[] traffic(long at, double size, Random noise) {
    double load = size * day(at, 4) * (1 + 0.1 * noise.nextGaussian());
    return new double[] {
      load / 10, load * 5, load * 8, load * 900, load * 9000, load, load * 3, load / 20
    };
  }

  private void stage(int servers) throws Exception {
    long begin = NOW - 3 * DAY - NOW % 10;
    Random noise = new Random(1);
    for (int i = 0; i < servers; i++) {
      double size = 100.0 * (i % 5 + 1);
      int n = i;
      StagedArchives.write(
          folder,
          "server/tcp_10.0.0.1_80/10.0.0." + (i + 2) + "_80",
          10,
          begin,
          NOW - 10,
          at -> {
            boolean down = n == 1 && at > NOW - 30_000 && at < NOW - 22_000;
            double[] all = new double[11];
            System.arraycopy(traffic(at, down ? 0 : size, noise), 0, all, 0, 8);
            all[8] = down ? 0 : 10;
            all[9] = down ? 0 : 1;
            all[10] =
                down ? Double.NaN : 0.004 * day(at, 1) * (1 + 0.2 * Math.abs(noise.nextGaussian()));
            return all;
          });
    }
    StagedArchives.write(
        folder,
        SERVICE,
        10,
        begin,
        NOW - 10,
        at -> {
          double[] all = new double[12];
          double sum = 0;
          for (int i = 0; i < servers; i++) {
            boolean down = i == 1 && at > NOW - 30_000 && at < NOW - 22_000;
            sum += down ? 0 : 100.0 * (i % 5 + 1);
          }
          System.arraycopy(traffic(at, sum, noise), 0, all, 0, 8);
          all[8] = at > NOW - 30_000 && at < NOW - 22_000 ? servers - 1 : servers;
          all[9] = servers;
          all[10] = all[8] * 10;
          all[11] = 1;
          return at > NOW - 50_000 && at < NOW - 47_000 ? nothing(12) : all;
        });
    StagedArchives.write(
        folder,
        "director",
        10,
        begin,
        NOW - 10,
        at ->
            new double[] {
              0.0004 * day(at, 0),
              0.002 * day(at, 2),
              0.003 * day(at, 1),
              120,
              4000 * day(at, 4),
              3e6 * day(at, 4),
              4e7 * day(at, 4),
              900,
              8e7 + at % 3000 * 1e4,
              0.12 * day(at, 2),
              1,
              0,
              0
            });
    StagedArchives.write(
        folder,
        "router/VI_1",
        10,
        begin,
        NOW - 10,
        at ->
            new double[] {
              at > NOW - 30_000 ? 2 : at > NOW - 34_000 ? 3 : 1,
              100,
              at > NOW - 30_000 ? 1 : 0,
              at > NOW - 30_000 ? 0 : 1,
              1
            });
  }

  private static double[] nothing(int count) {
    double[] all = new double[count];
    java.util.Arrays.fill(all, Double.NaN);
    return all;
  }

  @Test
  void pictures() throws Exception {
    stage(20);
    Path events = folder.resolve("events");
    ArchiveFolder archives = ArchiveFolder.open(folder);
    try (RecordedEvents history =
        new RecordedEvents(
            events,
            new RecordedEvents.Reports() {
              @Override
              public void trouble(String text) {}

              @Override
              public void over(String text) {}
            })) {
      history.add(
          (NOW - 30_000) * 1000,
          Event.Severity.ERROR,
          "SERVER_DOWN",
          "tcp_10.0.0.1_80",
          "10.0.0.3:80",
          "x");
      history.add(
          (NOW - 22_000) * 1000,
          Event.Severity.INFO,
          "SERVER_UP",
          "tcp_10.0.0.1_80",
          "10.0.0.3:80",
          "x");
      history.add((NOW - 60_000) * 1000, Event.Severity.INFO, "ROUTER_MASTER", "VI_1", "", "x");
      lvs.director.lab.Await.until(
          java.time.Duration.ofSeconds(30),
          "events",
          () -> history.before(Long.MAX_VALUE, "", 9).size() == 3);
      RecordedArchives recorded = new RecordedArchives(archives, history, () -> NOW);
      Path out = Path.of("/tmp/pictures");
      Files.createDirectories(out);
      for (int[] o : new int[][] {{7, 800}, {31, 500}, {366, 300}, {0, 150}}) {
        Files.write(
            out.resolve("span" + o[0] + ".png"),
            recorded.draw(
                new Drawing(
                    SERVICE,
                    "traffic",
                    NOW - DAY * o[0] - (o[0] == 0 ? 3600 : 0),
                    NOW,
                    o[1],
                    200,
                    false)));
      }
      for (String id :
          List.of(SERVICE, "director", "router/VI_1", "server/tcp_10.0.0.1_80/10.0.0.3_80")) {
        for (String topic : recorded.topics(archives.archive(id).orElseThrow().subject())) {
          for (boolean dark : new boolean[] {false, true}) {
            long t = System.nanoTime();
            byte[] png = recorded.draw(new Drawing(id, topic, NOW - DAY, NOW, 800, 260, dark));
            System.out.println(
                id
                    + " "
                    + topic
                    + " "
                    + png.length
                    + " bytes "
                    + (System.nanoTime() - t) / 1000000
                    + " ms");
            Files.write(
                out.resolve(id.replace('/', '_') + "-" + topic + (dark ? "-dark" : "") + ".png"),
                png);
          }
        }
      }
    }
  }
}
