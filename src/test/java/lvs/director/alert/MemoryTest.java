package lvs.director.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Clock CLOCK =
      new Clock(9_000_000_000_000L, 1_700_000_000_000L, ZoneOffset.UTC);
  private static final String WHOLE =
      Memory.HEADER
          + "\n"
          + "counter\t7\n"
          + "mails\t1699999999000\t1700000000000\n"
          + "failover\t1699999999000\n"
          + "reminded\t1700000000000\n"
          + "silence\t1700000009000\tnew\\tswitch \\\\ \\n\t60000\n"
          + "matter\tROUTER\tVI_1\t\tMASTER\t1699999999000\t1699999999000\tMASTER\t1699999999000"
          + "\t\t0\texplicit\t\tvirtual router VI_1 is MASTER\t\n"
          + "matter\tSERVER\ttcp_10.0.0.1_80\t10.0.2.1:80\tDOWN\t1699999999000\t1699999990000"
          + "\tUNKNOWN\t1699999990000\tabc-1 abc-2\t0\texplicit"
          + "\t1699999000000 5 2 9000 4 1700003600000\trefused\t1 of 2 servers up\n";

  private static String again(String text) {
    return Memory.write(Memory.read(text, CLOCK), CLOCK);
  }

  @Test
  void whatWasWrittenIsReadAsItWas() {
    assertEquals(WHOLE, again(WHOLE));
  }

  @Test
  void theSameHoldsAnHourLater() {
    Clock later =
        new Clock(CLOCK.nowNanos() - 5, CLOCK.nowEpochMillis() + 3_600_000, ZoneOffset.UTC);
    assertEquals(WHOLE, Memory.write(Memory.read(WHOLE, later), later));
  }

  @Test
  void aDamagedLineIsLeftOutAndTheOthersStay() {
    Memory.Content content =
        Memory.read(
            WHOLE.replace("counter\t7", "counter\tx").replace("SERVER\t", "SERVICE\t"), CLOCK);
    assertEquals(0, content.counter);
    assertEquals(1, content.matters.size());
    assertEquals(2, content.mailsNanos.size());
  }

  @Test
  void aClockThatWasSetBackMakesNoFuture() {
    Clock earlier = new Clock(CLOCK.nowNanos(), CLOCK.nowEpochMillis() - 7_200_000, ZoneOffset.UTC);
    Memory.Content content = Memory.read(WHOLE, earlier);
    assertTrue(content.mailsNanos.stream().allMatch(each -> each <= earlier.nowNanos()));
    assertEquals(earlier.nowNanos() + 60_000_000_000L, content.silence.orElseThrow().untilNanos());
    assertTrue(
        content.matters.stream().allMatch(each -> each.problemSinceNanos <= earlier.nowNanos()));
  }

  @Test
  void anEngineTakesWhateverTheDiskGivesIt() {
    for (long seed = 0; seed < 2000; seed++) {
      String text = damaged(new Random(seed));
      try {
        Notebook book = new Notebook();
        book.memory = text;
        book.restart();
        book.until(4_000_000_000_000L);
        assertEquals(book.memory, book.memory.isEmpty() ? "" : again2(book));
      } catch (RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + text, broken);
      }
    }
  }

  private static String again2(Notebook book) {
    Clock now = new Clock(book.nanos(), book.epochMillis(), ZoneOffset.UTC);
    String once = Memory.write(Memory.read(book.memory, now), now);
    assertEquals(once, Memory.write(Memory.read(once, now), now));
    return book.memory;
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(WHOLE);
    for (int i = random.nextInt(12); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "\t\n-90\\ 9".charAt(random.nextInt(8)));
        case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(200)));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }
}
