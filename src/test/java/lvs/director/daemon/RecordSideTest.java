package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Series;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecordSideTest {
  private static final String SERVER = "server/tcp_10.0.0.1_80/10.0.0.2_80";

  @TempDir Path state;
  private final StagedDirector director = new StagedDirector();

  private static Configuration archive(String words) {
    return OneFile.read(
        "director {\n"
            + words
            + "\n}\nvirtual_server 10.0.0.1 80 {\nprotocol TCP\nreal_server 10.0.0.2 80 {\n}\n}\n");
  }

  private void count(long connections) {
    Traffic traffic = new Traffic(connections, 0, 0, 0, 0);
    ServerCounters server = new ServerCounters(traffic, 0, 0, 0);
    director.traffic =
        Map.of(
            director.configuration.virtualServices().getFirst().keys().getFirst(),
            new ServiceRates(
                new ServiceCounters(
                    traffic, Map.of(StagedDirector.endpoint("10.0.0.2:80"), server)),
                Rate.ZERO,
                Map.of()));
  }

  @Test
  @Timeout(60)
  void whatWasCountedBeforeAReloadSwitchedRecordingOnIsNotRecorded() throws Exception {
    director.configuration = archive("archive_step 2");
    director.show(director.configuration.virtualServices().getFirst());
    count(1_000_000);
    try (EventLog log = new EventLog(null);
        RecordSide records = new RecordSide(director, state, log)) {
      records.follow(archive("archive off"));
      records.follow(director.configuration);
      long begin = System.currentTimeMillis() / 1000;
      Optional<Archive> found = Optional.empty();
      while (found.isEmpty() || found.get().lastEpochSeconds() < begin + 3) {
        TimeUnit.MILLISECONDS.sleep(100);
        found = records.archives().archive(SERVER);
      }
      Series series =
          records.archives().fetch(SERVER, Consolidation.AVERAGE, begin - 4, begin + 3, 100);
      double[] connections = series.values()[series.names().indexOf("connections")];
      assertEquals(
          0, Arrays.stream(connections).filter(each -> each > 0).sum(), series.names()::toString);
    }
  }
}
