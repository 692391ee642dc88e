package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.Archives.Subject;
import lvs.director.port.Event;
import lvs.director.port.Event.Severity;
import lvs.director.port.EventHistory;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws every topic, light and dark, into {@code target/pictures}, where people can look. */
class PicturesTest {
  private static final long DAY = 86_400;
  private static final long NOW = 1_700_000_000L;
  private static final long LOST = NOW - 30_000;
  private static final long BACK = NOW - 22_000;
  private static final int SERVERS = 15;
  private static final String SERVICE = "service/tcp_10.0.0.1_80";
  private static final String SERVER = "server/tcp_10.0.0.1_80/10.0.0.3_80";
  private static final Path OUT = Path.of("target", "pictures");

  @TempDir static Path folder;
  private static RecordedArchives archives;

  private static double daily(long at, double phase) {
    return 1 + 0.8 * Math.sin(2 * Math.PI * (at % DAY) / DAY + phase);
  }

  private static boolean lost(int server, long at) {
    return server == 1 && at > LOST && at <= BACK;
  }

  private static double[] traffic(long at, double size, int length) {
    double load = size * daily(at, 4);
    double[] all = new double[length];
    double[] some = {load / 10, load * 5, load * 8, load * 900, load * 9000, load, load * 3, 2};
    System.arraycopy(some, 0, all, 0, some.length);
    return all;
  }

  private static double size(int server) {
    return 100.0 * (server % 5 + 1);
  }

  @BeforeAll
  static void stage() throws IOException {
    long begin = NOW - 2 * DAY;
    for (int i = 0; i < SERVERS; i++) {
      int n = i;
      String id = "server/tcp_10.0.0.1_80/10.0.0." + (i + 2) + "_80";
      StagedArchives.write(folder, id, 60, begin, NOW - 20, at -> server(n, at));
    }
    StagedArchives.write(folder, SERVICE, 60, begin, NOW - 20, PicturesTest::service);
    StagedArchives.write(folder, "director", 60, begin, NOW - 20, PicturesTest::director);
    StagedArchives.write(folder, "router/VI_1", 60, begin, NOW - 20, PicturesTest::router);
    archives = new RecordedArchives(ArchiveFolder.open(folder), new Past(), () -> NOW);
    Files.createDirectories(OUT);
  }

  private static double[] server(int n, long at) {
    double[] all = traffic(at, lost(n, at) ? 0 : size(n), 11);
    all[8] = lost(n, at) ? 0 : 10;
    all[9] = lost(n, at) ? 0 : 1;
    all[10] = lost(n, at) ? Double.NaN : 0.004 * daily(at, 1);
    return all;
  }

  private static double[] service(long at) {
    double sum = 0;
    for (int i = 0; i < SERVERS; i++) {
      sum += lost(i, at) ? 0 : size(i);
    }
    double[] all = traffic(at, sum, 12);
    all[8] = lost(1, at) ? SERVERS - 1 : SERVERS;
    all[9] = SERVERS;
    all[10] = all[8] * 10;
    all[11] = 1;
    if (at > NOW - 50_000 && at < NOW - 47_000) {
      Arrays.fill(all, Double.NaN);
    }
    return all;
  }

  private static double[] director(long at) {
    double heap = 8e7 + at % 3000 * 1e4;
    double load = daily(at, 4);
    return new double[] {
      0.0004, 0.002 * load, 0.003, 120, 4000 * load, 3e6 * load, 4e7 * load, 900, heap, 0.1, 1, 0, 0
    };
  }

  private static double[] router(long at) {
    boolean master = at > LOST;
    double state = master ? 2 : at > LOST - 4_000 ? 3 : 1;
    return new double[] {state, 100, master ? 1 : 0, master ? 0 : 1, 1};
  }

  /** A failover, a server that is lost and comes back, and a hundred more within a minute. */
  private static final class Past implements EventHistory {
    @Override
    public List<Event> before(long number, String subject, int limit) {
      return List.of();
    }

    @Override
    public List<Event> between(long from, long to, int limit) {
      List<Event> all = new ArrayList<>();
      all.add(event(NOW - 60_000, "ROUTER_MASTER", "VI_1", ""));
      all.add(event(LOST, "SERVER_DOWN", "tcp_10.0.0.1_80", "10.0.0.3:80"));
      for (int i = 0; i < 100; i++) {
        all.add(event(LOST + i / 2, "SERVER_UP", "tcp_10.0.0.1_80", "10.0.0.3:80"));
      }
      all.add(event(BACK, "SERVER_UP", "tcp_10.0.0.1_80", "10.0.0.3:80"));
      return all;
    }

    private static Event event(long at, String kind, String subject, String server) {
      return new Event(1, at * 1000, Severity.INFO, kind, subject, server, "");
    }

    @Override
    public void listen(Consumer<Event> listener) {}

    @Override
    public void forget(Consumer<Event> listener) {}
  }

  private static BufferedImage draw(
      String id, String topic, long length, int width, int height, boolean dark)
      throws IOException, Refusal {
    byte[] png = archives.draw(new Drawing(id, topic, NOW - length, NOW, width, height, dark));
    String name = id.replace('/', '-') + "-" + topic + "-" + length / 3600 + "h-" + width;
    Files.write(OUT.resolve(name + (dark ? "-dark" : "") + ".png"), png);
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static boolean has(BufferedImage image, Color colour) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void everyTopicIsDrawnLightAndDark() throws Exception {
    for (String id : List.of(SERVICE, SERVER, "router/VI_1", "director")) {
      Archive archive = archives.archive(id).orElseThrow();
      for (String topic : archives.topics(archive.subject())) {
        BufferedImage light = draw(id, topic, DAY, 700, 240, false);
        BufferedImage dark = draw(id, topic, DAY, 700, 240, true);
        assertEquals(Color.WHITE.getRGB(), light.getRGB(1, 1));
        assertEquals(Colours.of(true).ground().getRGB(), dark.getRGB(1, 1));
        assertTrue(light.getWidth() >= 700 && light.getHeight() >= 240, topic);
        assertTrue(has(light, Colours.of(false).warning()), "the failover's mark in " + topic);
      }
    }
  }

  @Test
  void aServiceShowsItsLargestServersAndTheRest() throws Exception {
    Colours colours = Colours.of(false);
    BufferedImage image = draw(SERVICE, "connections", DAY, 800, 300, false);
    for (int i = 0; i < 12; i++) {
      assertTrue(has(image, colours.server(i)), "the colour of server " + i);
    }
    assertTrue(has(image, colours.rest()), "the rest");
    assertTrue(has(image, colours.error()), "the mark of the lost server");
  }

  @Test
  void everySpanAndSizeIsDrawn() throws Exception {
    for (long length : new long[] {1, 90, 900, 3_600, DAY, 7 * DAY, 31 * DAY, 800 * DAY}) {
      draw(SERVICE, "traffic", length, 800, 200, false);
      draw(SERVER, "connections", length, 100, 50, true);
    }
    assertTrue(draw(SERVICE, "packets", DAY, 4000, 2000, false).getWidth() > 4000);
  }

  @Test
  void oneLineStandsForManyEventsInOnePlaceTheWorst() {
    Archive archive =
        new Archive(SERVICE, Subject.SERVICE, "tcp_10.0.0.1_80", "", true, 10, NOW, 1);
    List<Event> events = new Past().between(0, 0, 0);
    Marks marks = Marks.of(events, archive, NOW - DAY, NOW, 800);
    assertEquals(
        List.of(Marks.Kind.FAILOVER, Marks.Kind.LOST, Marks.Kind.BACK),
        marks.marks().stream().map(Marks.Mark::kind).toList());
    assertEquals(101, marks.count(Marks.Kind.BACK));
    Archive other = new Archive("x", Subject.SERVICE, "udp_10.0.0.1_53", "", true, 10, NOW, 1);
    assertEquals(1, Marks.of(events, other, NOW - DAY, NOW, 800).marks().size());
  }

  /** Draws in a process of its own; what it prints is the refusal. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    RecordedArchives archives =
        new RecordedArchives(ArchiveFolder.open(folder), EventHistory.NONE, () -> NOW);
    for (int i = 0; i < 2; i++) {
      try {
        archives.draw(new Drawing("director", "", NOW - DAY, NOW, 300, 100, false));
        System.out.println("drawn");
      } catch (Refusal refusal) {
        System.out.println("refused: " + refusal.getMessage());
      }
    }
  }

  @Test
  void aMachineThatCannotDrawIsToldWhichPackagesItNeeds() throws Exception {
    Path broken = folder.resolve("fonts.conf");
    Files.writeString(broken, "<?xml version=\"1.0\"?><fontconfig></fontconfig>\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Where Java keeps what it knows of fonts from earlier.
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                PicturesTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true);
    builder.environment().put("FONTCONFIG_FILE", broken.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    List<String> lines = out.lines().filter(line -> !line.startsWith("SLF4J")).toList();
    assertEquals(2, lines.size(), out);
    for (String line : lines) {
      assertTrue(line.startsWith("refused: this machine cannot draw"), out);
      assertTrue(line.contains("apt-get install fontconfig fonts-dejavu-core"), out);
    }
    assertFalse(out.contains("\tat "), out);
  }
}
