package lvs.director.staged;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import lvs.director.port.Archives;
import lvs.director.port.Refusal;

/** Archives of what never was: each quantity is a wave, with a gap each five hours. */
public final class WaveArchives implements Archives {
  private static final List<String> TRAFFIC =
      List.of(
          "connections",
          "in_packets",
          "out_packets",
          "in_bytes",
          "out_bytes",
          "active",
          "inactive",
          "persistent");
  private static final List<String> SERVER = List.of("weight", "up", "check_latency");
  private static final List<String> SERVICE = List.of("servers_up", "servers", "weight_up", "up");
  private static final List<String> ROUTER =
      List.of("state", "priority", "adverts_sent", "adverts_received", "masters_seen");
  private static final List<String> DIRECTOR =
      List.of(
          "advert_late_p99",
          "advert_late_max",
          "check_late_p99",
          "checks",
          "connections",
          "in_bytes",
          "out_bytes",
          "active",
          "heap",
          "cpu",
          "masters",
          "events_queued",
          "mail_queued");

  private final List<Archive> archives = new ArrayList<>();

  /** One for each service, server and router of a director, and one for the director. */
  public WaveArchives(StagedDirector director) {
    for (StagedDirector.Stage stage : director.stages) {
      String service = stage.service.id();
      archives.add(archive("service/" + service, Subject.SERVICE, service, ""));
      for (StagedDirector.Actor actor : stage.actors) {
        String server = actor.status().id();
        archives.add(archive("server/" + service + "/" + server, Subject.SERVER, service, server));
      }
    }
    director
        .vrrp
        .routers()
        .forEach(
            status -> {
              String name = status.router().name();
              archives.add(archive("router/" + name, Subject.ROUTER, name, ""));
            });
    archives.add(archive("director", Subject.DIRECTOR, "", ""));
  }

  private static Archive archive(String id, Subject subject, String owner, String server) {
    return new Archive(id, subject, owner, server, true, 10, 0, 1 << 20);
  }

  @Override
  public List<Archive> list() {
    return List.copyOf(archives);
  }

  @Override
  public Optional<Archive> archive(String id) {
    return archives.stream().filter(archive -> archive.id().equals(id)).findFirst();
  }

  @Override
  public Series fetch(String id, Consolidation by, long from, long to, int most) throws Refusal {
    Archive archive = archive(id).orElseThrow(() -> new Refusal("no archive '" + id + "'"));
    long step = Math.max(10, (to - from + most - 1) / most / 10 * 10);
    while ((to - from) / step > most) {
      step += 10;
    }
    int columns = (int) Math.max(1, (to - from) / step);
    List<String> names = names(archive.subject());
    double[][] values = new double[names.size()][columns];
    for (int row = 0; row < names.size(); row++) {
      for (int column = 0; column < columns; column++) {
        values[row][column] = value(names.get(row), id, from + (column + 1) * step, by);
      }
    }
    return new Series(from + step, step, names, values);
  }

  private static List<String> names(Subject subject) {
    List<String> names = new ArrayList<>();
    switch (subject) {
      case SERVICE -> {
        names.addAll(TRAFFIC);
        names.addAll(SERVICE);
      }
      case SERVER -> {
        names.addAll(TRAFFIC);
        names.addAll(SERVER);
      }
      case ROUTER -> names.addAll(ROUTER);
      case DIRECTOR -> names.addAll(DIRECTOR);
    }
    return names;
  }

  /** A daily wave with a ripple; nothing in ten minutes of each five hours. */
  private static double value(String name, String id, long second, Consolidation by) {
    if (second % 18_000 < 600) {
      return Double.NaN;
    }
    double wave = 1 + Math.sin((second + id.hashCode() % 3600) / 86_400.0 * 2 * Math.PI);
    double ripple = 0.1 * Math.sin(second / 600.0 * 2 * Math.PI);
    double peak = by == Consolidation.MAX ? 1.2 : 1;
    double scale =
        switch (name) {
          case "in_bytes", "heap" -> 2e6;
          case "out_bytes" -> 3e7;
          case "in_packets", "out_packets" -> 4000;
          case "active", "inactive" -> 120;
          case "check_latency", "advert_late_p99", "check_late_p99", "advert_late_max" -> 0.002;
          default -> 40;
        };
    return switch (name) {
      case "up", "masters", "masters_seen", "weight" -> 1;
      case "state" -> second % 43_200 < 3600 ? 1 : 2;
      case "priority" -> 100;
      case "servers_up" -> second % 7200 < 900 ? 3 : 4;
      case "servers", "weight_up" -> 4;
      default -> Math.max(0, scale * (wave + ripple) * peak);
    };
  }

  @Override
  public byte[] draw(Drawing drawing) throws Refusal {
    archive(drawing.id()).orElseThrow(() -> new Refusal("no archive '" + drawing.id() + "'"));
    BufferedImage image =
        new BufferedImage(
            drawing.widthPixels(), drawing.heightPixels(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(drawing.dark() ? Color.BLACK : Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLUE);
    graphics.drawLine(0, image.getHeight(), image.getWidth(), 0);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return png.toByteArray();
  }

  @Override
  public List<String> topics(Subject subject) {
    return switch (subject) {
      case SERVICE -> List.of("connections", "traffic", "packets", "servers");
      case SERVER -> List.of("connections", "traffic", "packets", "health");
      case ROUTER -> List.of("state");
      case DIRECTOR -> List.of("traffic", "lateness", "machine");
    };
  }

  @Override
  public String exportXml(String id) throws Refusal {
    throw new Refusal("a staged archive is not exported");
  }

  @Override
  public String importXml(String id, String xml) throws Refusal {
    throw new Refusal("a staged archive takes nothing in");
  }

  @Override
  public Health health() {
    return new Health(
        true,
        "/var/lib/lvs-director/archive",
        archives.size(),
        archives.size(),
        archives.size() * 1_000_000L,
        20_000_000_000L,
        1234,
        0,
        0,
        12.5,
        0,
        0,
        "");
  }
}
