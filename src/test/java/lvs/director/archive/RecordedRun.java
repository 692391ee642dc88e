package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.model.ArchiveSettings;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import lvs.director.port.Refusal;
import lvs.director.staged.StagedDirector;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.FetchData;

/** Recording under virtual time: a director on a stage, a data plane of plain numbers, a folder. */
final class RecordedRun {
  static final long START = 1_700_000_000L;
  static final String SERVICE = "10.0.0.1:80";
  static final String SERVER = "10.0.0.2:80";
  static final String OTHER = "10.0.0.3:80";
  static final String SERVICE_ID = "service/tcp_10.0.0.1_80";
  static final String SERVER_ID = "server/tcp_10.0.0.1_80/10.0.0.2_80";
  static final String OTHER_ID = "server/tcp_10.0.0.1_80/10.0.0.3_80";

  final Path folder;
  final StagedDirector director = new StagedDirector();
  final List<String> told = new ArrayList<>();
  final VirtualService service = StagedDirector.service(SERVICE, SERVER, OTHER);

  /** What the plane counts, per server; the service is their sum. */
  final Map<String, long[]> counters = new HashMap<>();

  String boot = "boot";
  ServiceTable found = ServiceTable.EMPTY;
  boolean running;
  ArchiveSettings settings = ArchiveSettings.DEFAULT;
  long epochMillis = START * 1000;
  long nanos = 5;
  ArchiveStore store;
  Recording recording;

  private final RecordLog log = new ToldLog(told);

  RecordedRun(Path folder) {
    this.folder = folder;
    director.clock = () -> nanos;
    configure(service);
    counters.put(SERVER, new long[5]);
    counters.put(OTHER, new long[5]);
  }

  void configure(VirtualService... services) {
    Configuration empty = Configuration.EMPTY;
    director.configuration =
        new Configuration(
            empty.director(), empty.lvs(), empty.global(), empty.vrrp(), List.of(services));
    director.show(services);
  }

  RecordedRun begin() {
    DirtyFiles dirty = new DirtyFiles(folder, Optional.empty(), 0);
    store = new ArchiveStore(folder, boot, dirty, Runnable::run, () -> nanos, log);
    recording =
        new Recording(
            director,
            store,
            new Recording.Found(new HashMap<>(found.services()), running),
            settings,
            epochMillis,
            () -> nanos,
            log);
    return this;
  }

  void end() {
    recording.close(epochMillis);
  }

  /** Something happens on a server. */
  void happen(String server, long... counted) {
    long[] all = counters.get(server);
    for (int i = 0; i < counted.length; i++) {
      all[i] += counted[i];
    }
  }

  /** The plane is read. */
  void read() {
    Map<Endpoint, ServerCounters> servers = new HashMap<>();
    counters.forEach(
        (server, counted) ->
            servers.put(
                StagedDirector.endpoint(server), new ServerCounters(traffic(counted), 3, 2, 1)));
    long[] sum = new long[5];
    counters.values().forEach(each -> Arrays.setAll(sum, i -> sum[i] + each[i]));
    director.traffic =
        Map.of(
            service.keys().getFirst(),
            new ServiceRates(new ServiceCounters(traffic(sum), servers), Rate.ZERO, Map.of()));
  }

  private static Traffic traffic(long[] counted) {
    return new Traffic(counted[0], counted[1], counted[2], counted[3], counted[4]);
  }

  /** A second passes, and recording looks. */
  void second() {
    epochMillis += 1000;
    nanos += 1_000_000_000L;
    recording.tick(epochMillis, nanos);
  }

  void seconds(int count) {
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        read();
      }
      second();
    }
  }

  /** Time passes and nobody looks. */
  void sleep(long seconds) {
    epochMillis += seconds * 1000;
    nanos += seconds * 1_000_000_000L;
  }

  /** What an archive says happened in all, by its finest resolution. */
  double sum(String id, String quantity) throws Refusal {
    return sum(id, quantity, ConsolFun.AVERAGE);
  }

  double sum(String id, String quantity, ConsolFun consolidation) throws Refusal {
    return store
        .folder()
        .read(
            id,
            db -> {
              long end = db.getLastUpdateTime();
              FetchData data =
                  db.createFetchRequest(consolidation, end - 80_000, end, 1).fetchData();
              double[] values = data.getValues(quantity);
              return Arrays.stream(values).filter(each -> !Double.isNaN(each)).sum()
                  * data.getStep();
            });
  }

  /** Values of the finest resolution after a time. */
  double[] values(String id, String quantity, long from, long to) throws Refusal {
    return store
        .folder()
        .read(
            id,
            db ->
                db.createFetchRequest(ConsolFun.AVERAGE, from, to, 1)
                    .fetchData()
                    .getValues(quantity));
  }

  ServiceTable table() {
    ServiceKey key = service.keys().getFirst();
    Map<Endpoint, ServiceTable.Server> servers = new HashMap<>();
    service
        .realServers()
        .forEach(
            each ->
                servers.put(
                    each.endpoint(),
                    new ServiceTable.Server(each.endpoint(), each.forwarding(), 1, 0, 0)));
    return new ServiceTable(
        Map.of(
            key, new ServiceTable.Service(key, service.scheduling(), Optional.empty(), servers)));
  }

  List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = java.nio.file.Files.walk(folder)) {
      return all.filter(each -> each.getFileName().toString().matches(".*" + ending)).toList();
    }
  }
}
