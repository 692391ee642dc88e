package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.Archives.Series;
import lvs.director.port.EventHistory;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedArchivesTest {
  private static final String ROUTER = "router/VI_1";
  private static final long DAY = 86_400;
  private static final long BEGIN = 1_700_006_400L;

  /** Three days and an odd time, so that no resolution but the finest is complete. */
  private static final long END = BEGIN + 3 * DAY + 4_520;

  @TempDir static Path folder;
  private static RecordedArchives archives;

  /** Of five quantities the first is the time, the second a saw, the third is unknown at times. */
  private static double[] past(long at) {
    double gap = at % 1_000 < 200 ? Double.NaN : 7;
    return new double[] {at - BEGIN, at % 300, gap, 0, 1};
  }

  @BeforeAll
  static void stage() throws IOException {
    StagedArchives.write(folder, ROUTER, 10, BEGIN, END, RecordedArchivesTest::past);
    archives = new RecordedArchives(ArchiveFolder.open(folder), EventHistory.NONE, () -> END);
  }

  private static Series fetch(Consolidation by, long from, long to, int most) throws Refusal {
    return archives.fetch(ROUTER, by, from, to, most);
  }

  @Test
  void theFinestResolutionGivesEachSampleAsItWas() throws Exception {
    Series series = fetch(Consolidation.AVERAGE, END - 6_000, END, 1_000);
    assertEquals(10, series.stepSeconds());
    assertEquals(List.of("state", "priority"), series.names().subList(0, 2));
    assertEquals(600, series.values()[0].length);
    for (int i = 0; i < 600; i++) {
      double[] wanted = past(series.startEpochSeconds() + 10L * i);
      for (int j = 0; j < wanted.length; j++) {
        assertEquals(wanted[j], series.values()[j][i], "quantity " + j + ", row " + i);
      }
    }
  }

  @Test
  void severalRowsBecomeTheirAverageOrTheirGreatest() throws Exception {
    Series averages = fetch(Consolidation.AVERAGE, END - 6_000, END, 60);
    Series peaks = fetch(Consolidation.MAX, END - 6_000, END, 60);
    assertEquals(averages.stepSeconds(), peaks.stepSeconds());
    for (int i = 1; i < averages.values()[0].length - 1; i++) {
      long end = averages.startEpochSeconds() + i * averages.stepSeconds();
      long step = averages.stepSeconds();
      double[] all =
          IntStream.rangeClosed(1, (int) step / 10)
              .mapToDouble(k -> past(end - step + k * 10L)[1])
              .toArray();
      assertEquals(
          java.util.Arrays.stream(all).average().orElseThrow(), averages.values()[1][i], 1e-9);
      assertEquals(java.util.Arrays.stream(all).max().orElseThrow(), peaks.values()[1][i], 1e-9);
      double third = averages.values()[2][i];
      assertTrue(Double.isNaN(third) || third == 7, "what is unknown weighs nothing");
    }
  }

  @Test
  void anySpanGivesNoMoreValuesThanWantedAndAllOfTheSpan() throws Exception {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long from = END - 1 - random.nextLong(1L << (4 + random.nextInt(25)));
      long to = from + 1 + random.nextLong(1L << (1 + random.nextInt(25)));
      int most = 1 + random.nextInt(1 << random.nextInt(14));
      Consolidation by = Consolidation.values()[random.nextInt(2)];
      Series series = fetch(by, from, to, most);
      int count = series.values()[0].length;
      String what = "seed " + seed;
      assertTrue(count >= 1 && count <= most, what + ": " + count + " of " + most);
      assertTrue(series.startEpochSeconds() - series.stepSeconds() <= from, what);
      assertTrue(series.startEpochSeconds() > from, what);
      assertTrue(series.startEpochSeconds() + (count - 1) * series.stepSeconds() >= to, what);
      for (int i = 0; i < count; i++) {
        double value = series.values()[0][i];
        long end = series.startEpochSeconds() + i * series.stepSeconds();
        assertTrue(Double.isNaN(value) || value > 0 && value <= Math.min(end, END) - BEGIN, what);
      }
    }
  }

  @Test
  void whatNobodyRecordedIsNotANumber() throws Exception {
    Series before = fetch(Consolidation.AVERAGE, BEGIN - 10 * DAY, BEGIN - DAY, 100);
    Series after = fetch(Consolidation.MAX, END + DAY, END + 2 * DAY, 100);
    for (Series series : List.of(before, after)) {
      for (double[] row : series.values()) {
        assertTrue(java.util.Arrays.stream(row).allMatch(Double::isNaN));
      }
    }
  }

  @Test
  void aYearHasTodayToo() throws Exception {
    for (Consolidation by : Consolidation.values()) {
      Series year = fetch(by, END - 366 * DAY, END, 400);
      assertEquals(DAY, year.stepSeconds());
      double[] row = year.values()[3];
      assertEquals(0, row[row.length - 1], "the day that is not over, " + by);
      assertEquals(0, row[row.length - 2]);
      assertTrue(Double.isNaN(row[0]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "router/VI_1, 10, 10, 5, the span is empty",
    "router/VI_1, 10, 5, 5, the span is empty",
    "router/VI_1, -1, 5, 5, seconds since 1970",
    "router/VI_1, 0, 1700000000000, 5, seconds since 1970",
    "router/VI_1, 1, 5, 0, 1 to 100000",
    "router/VI_1, 1, 5, 100001, 1 to 100000",
    "router/VI_2, 1, 5, 1, 'there is no archive \"router/VI_2\"'",
    "../etc/passwd, 1, 5, 1, there is no archive",
  })
  void whatCannotBeReadIsRefusedInWords(String id, long from, long to, int most, String words) {
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> archives.fetch(id, Consolidation.AVERAGE, from, to, most));
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "router/VI_1, traffic, 800, 200, it has state",
    "router/VI_2, state, 800, 200, there is no archive",
    "router/VI_1, state, 99, 200, width of 99 pixels is outside 100 to 4000",
    "router/VI_1, state, 800, 2001, height of 2001 pixels is outside 50 to 2000",
  })
  void whatCannotBeDrawnIsRefusedInWords(
      String id, String topic, int width, int height, String words) {
    Drawing drawing = new Drawing(id, topic, END - 600, END, width, height, false);
    Refusal refusal = assertThrows(Refusal.class, () -> archives.draw(drawing));
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp_10.0.0.1_80, TCP 10.0.0.1:80",
    "udp_2001-db8--1_53, UDP [2001:db8::1]:53",
    "sctp_10.0.0.1_0, SCTP 10.0.0.1:0",
    "fwm_7, FWM 7",
    "fwm6_7, FWM 7 IPv6",
    "group_web, group_web",
  })
  void idsBecomeWhatPeopleWrite(String id, String words) {
    assertEquals(words, SubjectWords.service(id));
  }

  @ParameterizedTest
  @CsvSource({
    "0, BYTES_PER_SECOND, 0 B/s",
    "1234567, BYTES_PER_SECOND, 1.23 MB/s",
    "999.9, BYTES_PER_SECOND, 1.00 kB/s",
    "123456789, BYTES, 118 MiB",
    "0.00321, SECONDS, 3.21 ms",
    "0.0000004, SECONDS, 400 ns",
    "12.34, SECONDS, 12.3 s",
    "17, CONNECTIONS, 17",
    "17.24, CONNECTIONS, 17.2",
    "4321, CONNECTIONS, 4.32 k",
    "0.35, CONNECTIONS_PER_SECOND, 0.35 /s",
    "0.12, CORES, 0.12",
    "NaN, BYTES, -",
  })
  void numbersHaveTheirPrefix(double value, Topic.Unit unit, String words) {
    assertEquals(words, Scale.print(value, unit));
  }

  @Test
  void axesEndAtRoundNumbersAboveTheGreatest() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Topic.Unit unit = Topic.Unit.values()[random.nextInt(Topic.Unit.values().length)];
      double greatest = Math.pow(10, random.nextDouble() * 18 - 6);
      Scale.Axis axis = Scale.axis(greatest, unit, 40 + random.nextInt(500));
      String what = "seed " + seed + ": " + greatest + " " + unit + " " + axis;
      assertTrue(axis.top() > greatest, what);
      double lines = axis.top() / axis.step();
      assertTrue(lines > 0.99 && lines < 25 && Math.abs(lines - Math.rint(lines)) < 1e-6, what);
      assertTrue(!unit.isWhole() || axis.step() >= 1, what);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 86400, 86400, last 24 hours",
    "0, 604800, 604700, last 7 days",
    "0, 3600, 3600, last 60 minutes",
    "0, 86400, 200000, 1970-01-01 00:00 to 1970-01-02 00:00",
  })
  void spansAreSaidInWords(long from, long to, long now, String words) {
    assertEquals(words, SpanWords.of(from, to, now, java.time.ZoneOffset.UTC));
  }
}
