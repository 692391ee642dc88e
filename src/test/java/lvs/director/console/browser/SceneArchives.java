package lvs.director.console.browser;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lvs.director.port.Archives;
import lvs.director.port.Refusal;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.WaveArchives;

/**
 * A past that looks like one: days with a busy afternoon, noise, servers that were down and carried
 * nothing then. The same second has the same value whenever it is asked for.
 */
final class SceneArchives implements Archives {
  private static final int STEP = 10;
  private static final int DAY = 86_400;

  /** A span in which a server carried nothing. */
  record Outage(String server, long fromSecond, long toSecond) {
    private boolean covers(long second) {
      return second >= fromSecond && second < toSecond;
    }
  }

  private final Archives frame;
  private final TreeMap<String, List<String>> servers = new TreeMap<>();
  private final List<Outage> outages;

  /** Nothing is recorded of it: the director was off. */
  private final Outage gap;

  SceneArchives(StagedDirector director, List<Outage> outages, Outage gap) {
    this.frame = new WaveArchives(director);
    this.outages = outages;
    this.gap = gap;
    director.stages.forEach(
        stage ->
            servers.put(
                stage.service.id(),
                stage.actors.stream().map(actor -> actor.status().id()).toList()));
  }

  /** New connections a second of one server, what everything else follows from. */
  double connections(String service, String server, long second) {
    if (isDown(server, second)) {
      return 0;
    }
    double size = 4 + Math.floorMod(service.hashCode(), 23);
    double part = 0.75 + Math.floorMod(server.hashCode(), 50) / 100.0;
    return size * part * afternoon(second) * (0.8 + 0.4 * noise(server, second));
  }

  private boolean isDown(String server, long second) {
    return outages.stream()
        .anyMatch(outage -> outage.server().equals(server) && outage.covers(second));
  }

  private static double afternoon(long second) {
    double hour = second % DAY / 3600.0;
    double weekly = 1 + 0.25 * Math.sin(second / (7.0 * DAY) * 2 * Math.PI);
    return weekly * (0.3 + 0.7 * Math.pow(Math.sin(Math.PI * (hour - 3) / 24), 2));
  }

  /** 0 to 1, smooth over some minutes, with a grain of seconds. */
  private static double noise(String seed, long second) {
    return 0.6 * smooth(seed, second, 420)
        + 0.25 * smooth(seed, second, 60)
        + 0.15 * grain(seed, second / STEP);
  }

  private static double smooth(String seed, long second, int wide) {
    long at = second / wide;
    double part = second % wide / (double) wide;
    return grain(seed, at) * (1 - part) + grain(seed, at + 1) * part;
  }

  private static double grain(String seed, long at) {
    long mixed = (seed.hashCode() * 31L + at) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    return (mixed >>> 11) * 0x1.0p-53;
  }

  @Override
  public Series fetch(String id, Consolidation by, long from, long to, int most) throws Refusal {
    Series shape = frame.fetch(id, by, from, to, most);
    double[][] values = new double[shape.names().size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = new double[shape.values()[row].length];
      for (int column = 0; column < values[row].length; column++) {
        long second = shape.startEpochSeconds() + column * shape.stepSeconds();
        values[row][column] =
            gap.covers(second) ? Double.NaN : value(id, shape.names().get(row), second, shape, by);
      }
    }
    return new Series(shape.startEpochSeconds(), shape.stepSeconds(), shape.names(), values);
  }

  private double value(String id, String name, long second, Series shape, Consolidation by) {
    double peak =
        by == Consolidation.MAX && shape.stepSeconds() > STEP
            ? 1.08 + 0.15 * grain(id, second / shape.stepSeconds())
            : 1;
    String[] parts = id.split("/");
    return switch (parts[0]) {
      case "server" -> peak * of(name, connections(parts[1], parts[2], second), parts[2], second);
      case "service" -> service(parts[1], name, second, peak);
      case "router" -> router(name);
      default -> director(name, second, peak);
    };
  }

  private double service(String service, String name, long second, double peak) {
    List<String> all = servers.get(service);
    long down = all.stream().filter(server -> isDown(server, second)).count();
    return switch (name) {
      case "servers" -> all.size();
      case "servers_up", "weight_up" -> all.size() - down;
      case "up" -> 1;
      default ->
          peak
              * all.stream()
                  .mapToDouble(
                      server -> of(name, connections(service, server, second), server, second))
                  .sum();
    };
  }

  private double of(String name, double connections, String server, long second) {
    return switch (name) {
      case "in_packets" -> connections * 11;
      case "out_packets" -> connections * 14;
      case "in_bytes" -> connections * 1_700;
      case "out_bytes" -> connections * 21_000;
      case "active" -> connections * 6;
      case "inactive" -> connections * 14;
      case "persistent" -> 0;
      case "up", "weight" -> isDown(server, second) ? 0 : 1;
      case "check_latency" -> 0.002 + 0.004 * noise(server, second);
      default -> connections;
    };
  }

  private static double router(String name) {
    return switch (name) {
      case "state" -> 2;
      case "priority" -> 150;
      case "adverts_received" -> 0;
      default -> 1;
    };
  }

  private double director(String name, long second, double peak) {
    return switch (name) {
      case "heap" -> 60e6 + 40e6 * grain("heap", second / 600);
      case "cpu" -> 0.03 + 0.02 * noise("cpu", second);
      case "advert_late_p99" -> 0.0002 + 0.0002 * noise("late", second);
      case "advert_late_max" -> 0.0006 + 0.0009 * noise("max", second);
      case "check_late_p99" -> 0.001 + 0.001 * noise("check", second);
      case "checks" -> 5;
      case "masters" -> 2;
      case "events_queued", "mail_queued" -> 0;
      default ->
          servers.keySet().stream()
              .mapToDouble(service -> service(service, name, second, peak))
              .sum();
    };
  }

  @Override
  public List<Archive> list() {
    return frame.list();
  }

  @Override
  public Optional<Archive> archive(String id) {
    return frame.archive(id);
  }

  @Override
  public byte[] draw(Drawing drawing) throws Refusal {
    return frame.draw(drawing);
  }

  @Override
  public List<String> topics(Subject subject) {
    return frame.topics(subject);
  }

  @Override
  public String exportXml(String id) throws Refusal {
    return frame.exportXml(id);
  }

  @Override
  public String importXml(String id, String xml) throws Refusal {
    return frame.importXml(id, xml);
  }

  @Override
  public Health health() {
    return frame.health();
  }
}
