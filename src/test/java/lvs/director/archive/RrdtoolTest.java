package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Lab;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Series;
import lvs.director.port.EventHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real rrdtool takes what we export, and we take what it dumps; both say the same numbers. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class RrdtoolTest {
  private static final String SERVICE = "service/tcp_10.0.0.1_80";
  private static final long BEGIN = 1_700_006_400L;
  private static final long DAY = 86_400;

  @TempDir Path folder;
  private String rrdtool;

  @BeforeEach
  void find() {
    rrdtool = Lab.program("rrdtool", "rrdtool");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(rrdtool));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end of " + command);
    assertEquals(0, process.exitValue(), () -> String.join(" ", command) + "\n" + out);
    return out;
  }

  /** Time to values, as {@code rrdtool fetch} prints them. */
  private TreeMap<Long, double[]> fetch(String file, String by, long resolution, long from, long to)
      throws Exception {
    TreeMap<Long, double[]> rows = new TreeMap<>();
    String out =
        run("fetch", file, by, "-r", "" + resolution, "-s", "" + from, "-e", "" + (to - 1));
    for (String line : out.lines().filter(each -> each.contains(":")).toList()) {
      String[] parts = line.split(":");
      String[] numbers = parts[1].strip().split(" +");
      double[] values = new double[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers[i].contains("nan") ? Double.NaN : Double.parseDouble(numbers[i]);
      }
      rows.put(Long.parseLong(parts[0].strip()), values);
    }
    return rows;
  }

  private RecordedArchives staged(long from, long to, Random random) throws IOException {
    StagedArchives.write(
        folder,
        SERVICE,
        10,
        from,
        to,
        at ->
            random
                .doubles(12, 0, 1e9)
                .map(value -> random.nextInt(50) == 0 ? Double.NaN : value / 3)
                .toArray());
    return new RecordedArchives(ArchiveFolder.open(folder), EventHistory.NONE);
  }

  @Test
  void rrdtoolRestoresWhatWeExportAndSaysTheSameNumbers() throws Exception {
    long to = BEGIN + 2 * DAY + 12_340;
    RecordedArchives archives = staged(BEGIN, to, new Random(3));
    Files.writeString(folder.resolve("ours.xml"), archives.exportXml(SERVICE));
    run("restore", "ours.xml", "theirs.rrd");
    String info = run("info", "theirs.rrd");
    assertTrue(info.contains("step = 10\n"), info);
    assertTrue(info.contains("last_update = " + to + "\n"), info);
    for (Quantity each : Quantity.of(lvs.director.port.Archives.Subject.SERVICE)) {
      assertTrue(info.contains("ds[" + each.name() + "].type = \"GAUGE\""), info);
    }
    assertTrue(info.contains("rra[0].rows = 8640"), info);
    same(archives, Consolidation.AVERAGE, 10, to - 5_000, to);
    same(archives, Consolidation.AVERAGE, 300, to - 3 * DAY, to - 300);
    same(archives, Consolidation.MAX, 300, to - 3 * DAY, to - 300);
    same(archives, Consolidation.AVERAGE, 3_600, to - 20 * DAY, to - 3_600);
  }

  private void same(RecordedArchives archives, Consolidation by, long step, long from, long to)
      throws Exception {
    long begin = from - from % step;
    long end = to - to % step;
    Series ours = archives.fetch(SERVICE, by, begin, end, (int) ((end - begin) / step));
    assertEquals(step, ours.stepSeconds());
    TreeMap<Long, double[]> theirs = fetch("theirs.rrd", by.name(), step, begin, end);
    int known = 0;
    for (int i = 0; i < ours.values()[0].length; i++) {
      double[] row = theirs.get(ours.startEpochSeconds() + i * step);
      for (int j = 0; j < row.length; j++) {
        near(row[j], ours.values()[j][i], "row " + i);
        known += Double.isNaN(row[j]) ? 0 : 1;
      }
    }
    assertTrue(known > 0, "nothing was known");
  }

  @Test
  void whatRrdtoolRecordedIsTakenWhereWeKnowNothing() throws Exception {
    long ours = BEGIN + 3 * DAY;
    long to = ours + 7_200;
    RecordedArchives archives = staged(ours, to, new Random(4));
    recordTheirs(ours - 2 * DAY, to, new Random(5));
    Series before = archives.fetch(SERVICE, Consolidation.AVERAGE, ours + 600, to, 10_000);
    String xml = run("dump", "theirs.rrd");
    String outcome = archives.importXml(SERVICE, xml);
    assertTrue(outcome.contains("active, inactive") || outcome.contains("connections"), outcome);
    assertTrue(outcome.contains("known already stay"), outcome);
    Series after = archives.fetch(SERVICE, Consolidation.AVERAGE, ours + 600, to, 10_000);
    keeps(before, after);
    int active = before.names().indexOf("active");
    int connections = before.names().indexOf("connections");
    TreeMap<Long, double[]> theirs = fetch("theirs.rrd", "AVERAGE", 300, ours - DAY, ours - 600);
    Series taken = archives.fetch(SERVICE, Consolidation.AVERAGE, ours - DAY, ours - 600, 300);
    assertEquals(300, taken.stepSeconds());
    for (int i = 0; i < taken.values()[0].length; i++) {
      double[] row = theirs.get(taken.startEpochSeconds() + i * 300);
      near(row[0], taken.values()[active][i], "row " + i);
      near(row[1], taken.values()[connections][i], "row " + i);
    }
    assertFalse(Double.isNaN(taken.values()[active][5]));
  }

  private static void near(double wanted, double found, String where) {
    boolean near =
        Double.isNaN(wanted)
            ? Double.isNaN(found)
            : Math.abs(wanted - found) <= Math.abs(wanted) * 1e-9;
    assertTrue(near, () -> where + ": " + wanted + " and " + found);
  }

  private static void keeps(Series before, Series after) {
    for (int i = 0; i < before.values().length; i++) {
      for (int j = 0; j < before.values()[i].length; j++) {
        double value = before.values()[i][j];
        assertTrue(
            Double.isNaN(value) || value == after.values()[i][j],
            before.names().get(i) + " changed in row " + j);
      }
    }
  }

  /** Step 60: a gauge, a counter and something that we do not have, in several resolutions. */
  private void recordTheirs(long from, long to, Random random) throws Exception {
    run(
        "create",
        "theirs.rrd",
        "--start",
        "" + from,
        "--step",
        "60",
        "DS:ActiveConn:GAUGE:120:0:U",
        "DS:conns:COUNTER:120:0:U",
        "DS:temperature:GAUGE:120:U:U",
        "RRA:AVERAGE:0.5:1:600",
        "RRA:AVERAGE:0.5:5:1000",
        "RRA:MAX:0.5:5:1000",
        "RRA:MIN:0.5:5:1000",
        "RRA:AVERAGE:0.5:60:775");
    long counter = 0;
    List<String> update = new ArrayList<>(List.of("update", "theirs.rrd"));
    for (long at = from + 60; at <= to; at += 60) {
      counter += random.nextInt(10_000);
      update.add(at + ":" + random.nextInt(500) + ":" + counter + ":" + random.nextInt(40));
      if (update.size() == 1_000) {
        run(update.toArray(String[]::new));
        update.subList(2, update.size()).clear();
      }
    }
    if (update.size() > 2) {
      run(update.toArray(String[]::new));
    }
  }

  @Test
  void whatWeExportWeTakeBackInAnotherPlace() throws Exception {
    long to = BEGIN + DAY;
    RecordedArchives archives = staged(BEGIN, to, new Random(6));
    String xml = archives.exportXml(SERVICE);
    Path elsewhere = folder.resolve("elsewhere");
    StagedArchives.write(elsewhere, SERVICE, 10, to + DAY, to + DAY + 60, at -> new double[12]);
    RecordedArchives others =
        new RecordedArchives(ArchiveFolder.open(elsewhere), EventHistory.NONE);
    others.importXml(SERVICE, xml);
    Series ours = archives.fetch(SERVICE, Consolidation.MAX, BEGIN + 7_200, to, 265);
    Series theirs = others.fetch(SERVICE, Consolidation.MAX, BEGIN + 7_200, to, 265);
    assertEquals(300, ours.stepSeconds());
    assertEquals(300, theirs.stepSeconds());
    for (int i = 0; i < 12; i++) {
      assertArrayEquals(ours.values()[i], theirs.values()[i], 1e-6, ours.names().get(i));
    }
  }
}
