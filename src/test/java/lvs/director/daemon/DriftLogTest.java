package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DriftStatus;
import lvs.director.port.PlaneNotice;
import org.junit.jupiter.api.Test;

class DriftLogTest {
  private final DriftLog log = new DriftLog();

  private Optional<PlaneNotice> found(boolean mended, String... lines) {
    return log.next(1_000, new Applied(List.of(), List.of(lines), mended));
  }

  @Test
  void aTableAsItShouldBeIsNothingToTell() {
    assertEquals(Optional.empty(), found(true));
    assertEquals(DriftStatus.NONE, log.status());
  }

  @Test
  void whatIsMendedIsToldAndCountedEachTime() {
    assertEquals(
        Optional.of(
            new PlaneNotice(
                PlaneNotice.Kind.TABLE_MENDED,
                "somebody else changed the kernel's table, which is put right: a; b")),
        found(true, "a", "b"));
    assertTrue(found(true, "a").isPresent());
    assertEquals(
        new DriftStatus(
            3,
            0,
            List.of(
                new DriftStatus.Line(1_000, "a", true),
                new DriftStatus.Line(1_000, "b", true),
                new DriftStatus.Line(1_000, "a", true))),
        log.status());
  }

  @Test
  void whatIsOnlyReportedIsToldOnceWhileItStays() {
    assertEquals(PlaneNotice.Kind.TABLE_DRIFT, found(false, "a").orElseThrow().kind());
    assertEquals(Optional.empty(), found(false, "a"));
    assertEquals(1, log.status().standing());
    assertTrue(found(false, "a", "b").orElseThrow().text().endsWith("as configured: b"));
    assertEquals(2, log.status().standing());
    assertEquals(Optional.empty(), found(false));
    assertEquals(0, log.status().standing());
    assertTrue(found(false, "a").isPresent());
    assertEquals(3, log.status().found());
  }

  @Test
  void aClearedTableIsOneShortNoticeAndTheNewestLinesAreKept() {
    String[] lines = IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toArray(String[]::new);
    assertTrue(found(true, lines).orElseThrow().text().endsWith("line 3; line 4; and 995 more"));
    assertEquals(1_000, log.status().found());
    assertEquals(DriftStatus.LINES_KEPT, log.status().last().size());
    assertEquals("line 999", log.status().last().getLast().text());
  }
}
