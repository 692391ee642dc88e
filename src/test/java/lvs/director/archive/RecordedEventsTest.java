package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lvs.director.lab.Await;
import lvs.director.port.Event;
import lvs.director.port.Event.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEventsTest {
  private static final long BEGIN = 1_700_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong(BEGIN);

  private RecordedEvents open() {
    return open(EventFolder.Limits.DEFAULT);
  }

  private RecordedEvents open(EventFolder.Limits limits) {
    return new RecordedEvents(new EventFolder(folder, limits), hears(), clock::get);
  }

  private RecordedEvents.Reports hears() {
    return new RecordedEvents.Reports() {
      @Override
      public void trouble(String text) {
        reports.add(text);
      }

      @Override
      public void over(String text) {
        reports.add(text);
      }
    };
  }

  private static void add(RecordedEvents events, long n) {
    add(events, n, "SERVER_DOWN", "tcp_10.0.0." + n % 3 + "_80");
  }

  private static void add(RecordedEvents events, long n, String kind, String subject) {
    events.add(BEGIN + n, Severity.ERROR, kind, subject, "10.0.0.9:80", "reason \"" + n + "\"\n");
  }

  private static void awaitNewest(RecordedEvents events, long number) {
    Await.until(
        PATIENCE,
        "event " + number,
        () -> events.before(Long.MAX_VALUE, "", 1).getFirst().number() == number);
  }

  private static List<Long> numbers(List<Event> events) {
    return events.stream().map(Event::number).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void numbersGrowOverARestartAndWhatWasSaidComesBackAsItWas() {
    List<Event> before;
    try (RecordedEvents events = open()) {
      LongStream.rangeClosed(1, 5).forEach(n -> add(events, n));
      awaitNewest(events, 5);
      before = events.before(Long.MAX_VALUE, "", 100);
    }
    try (RecordedEvents events = open()) {
      add(events, 6);
      awaitNewest(events, 6);
      List<Event> after = events.before(Long.MAX_VALUE, "", 100);
      assertEquals(List.of(6L, 5L, 4L, 3L, 2L, 1L), numbers(after));
      assertEquals(before, after.subList(1, 6));
      assertEquals("reason \"1\" ", after.getLast().text());
    }
    assertEquals(List.of(), reports);
  }

  @Test
  void eventsAreFoundByNumberSubjectAndTimeInMemoryAndOnDisk() {
    try (RecordedEvents events = open(new EventFolder.Limits(10, 1 << 20, 100))) {
      LongStream.rangeClosed(1, 40).forEach(n -> add(events, n));
      awaitNewest(events, 40);
    }
    try (RecordedEvents events = open(new EventFolder.Limits(10, 1 << 20, 100))) {
      LongStream.rangeClosed(41, 60).forEach(n -> add(events, n));
      awaitNewest(events, 60);
      assertEquals(List.of(42L, 41L, 40L, 39L), numbers(events.before(43, "", 4)));
      assertEquals(List.of(42L, 39L, 36L), numbers(events.before(43, "tcp_10.0.0.0_80", 3)));
      assertEquals(List.of(), events.before(Long.MAX_VALUE, "tcp_10.0.0.7_80", 3));
      assertEquals(List.of(), events.before(1, "", 3));
      assertEquals(
          List.of(38L, 39L, 40L, 41L), numbers(events.between(BEGIN + 38, BEGIN + 41, 1000)));
      assertEquals(List.of(40L, 41L), numbers(events.between(BEGIN + 38, BEGIN + 41, 2)));
      assertEquals(List.of(), events.between(BEGIN + 100, BEGIN + 200, 10));
    }
  }

  @Test
  void theOldestSegmentGoesWhenThereAreTooMany() throws IOException {
    try (RecordedEvents events = open(new EventFolder.Limits(200, 1 << 20, 3))) {
      for (long n = 1; n <= 1000; n++) {
        add(events, n);
      }
      awaitNewest(events, 1000);
    }
    assertEquals(3, files().size(), files()::toString);
    try (RecordedEvents events = open(new EventFolder.Limits(200, 1 << 20, 3))) {
      Await.until(PATIENCE, "reading", () -> !events.before(2000, "", 1).isEmpty());
      List<Long> numbers = numbers(events.before(Long.MAX_VALUE, "", 10_000));
      assertEquals(1000, numbers.getFirst());
      assertTrue(numbers.size() >= 400 && numbers.size() <= 600, numbers.size() + " numbers");
    }
  }

  @Test
  void segmentsAreBoundedInBytesToo() throws IOException {
    try (RecordedEvents events = open(new EventFolder.Limits(1_000_000, 100_000, 3))) {
      for (long n = 1; n <= 5_000; n++) {
        add(events, n);
      }
      awaitNewest(events, 5_000);
    }
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    assertTrue(bytes < 3 * (100_000 + 200 * 400), bytes + " bytes");
  }

  @Test
  void aLineThatACrashLeftUnfinishedIsCutOffAndReported() throws IOException {
    for (int torn = 1; torn < 60; torn += 7) {
      long newest;
      try (RecordedEvents events = open()) {
        add(events, 1);
        Await.until(PATIENCE, "one", () -> !events.before(Long.MAX_VALUE, "", 1).isEmpty());
      }
      try (RecordedEvents events = open()) {
        Await.until(PATIENCE, "one", () -> !events.before(Long.MAX_VALUE, "", 1).isEmpty());
        newest = events.before(Long.MAX_VALUE, "", 1).getFirst().number();
      }
      reports.clear();
      Path file = files().getLast();
      String line = Files.readString(file).lines().findFirst().orElseThrow();
      Files.writeString(file, line.substring(0, torn), StandardOpenOption.APPEND);
      try (RecordedEvents events = open()) {
        add(events, 2);
        awaitNewest(events, newest + 1);
      }
      assertTrue(reports.getFirst().contains("not finished"), reports::toString);
      assertEquals(newest + 1, EventLine.parse(lastLine(file)).orElseThrow().number());
    }
  }

  private static String lastLine(Path file) throws IOException {
    return Files.readString(file).lines().toList().getLast();
  }

  @Test
  void foreignLinesAndFilesArePassedOver() throws IOException {
    Files.writeString(folder.resolve("readme"), "not ours");
    Files.writeString(folder.resolve("events-000000000007.jsonl"), "\0\0\0\nnonsense\n{}\n");
    try (RecordedEvents events = open()) {
      add(events, 1);
      awaitNewest(events, 7);
      assertEquals(List.of(7L), numbers(events.before(Long.MAX_VALUE, "", 10)));
      assertEquals(1, events.between(0, Long.MAX_VALUE, 10).size());
    }
  }

  @Test
  void failedChecksAreBoundedAMinuteAndTheRestIsCounted() {
    try (RecordedEvents events = open()) {
      for (long n = 1; n <= 500; n++) {
        add(events, n, "CHECK_FAILED", "tcp_10.0.0.1_80");
      }
      add(events, 501, "SERVER_DOWN", "tcp_10.0.0.1_80");
      awaitNewest(events, EventFlood.KEPT_A_MINUTE + 1);
      clock.addAndGet(60_000);
      awaitNewest(events, EventFlood.KEPT_A_MINUTE + 2);
      Event summary = events.before(Long.MAX_VALUE, "", 1).getFirst();
      assertEquals("EVENTS_LEFT_OUT", summary.kind());
      assertTrue(summary.text().startsWith("470 more checks failed"), summary.text());
      add(events, 502, "CHECK_FAILED", "tcp_10.0.0.1_80");
      awaitNewest(events, EventFlood.KEPT_A_MINUTE + 3);
    }
  }

  @Test
  void listenersHearEachEventInOrderUntilTheyAreForgotten() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    java.util.function.Consumer<Event> listener = event -> heard.add(event.number());
    try (RecordedEvents events = open()) {
      events.listen(listener);
      LongStream.rangeClosed(1, 100).forEach(n -> add(events, n));
      awaitNewest(events, 100);
      assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), heard);
      events.forget(listener);
      add(events, 101);
      awaitNewest(events, 101);
      assertEquals(100, heard.size());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsReportedOnceAndMemoryServes() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    EventFolder impossible = new EventFolder(file.resolve("events"), EventFolder.Limits.DEFAULT);
    try (RecordedEvents events = new RecordedEvents(impossible, hears(), clock::get)) {
      LongStream.rangeClosed(1, 5).forEach(n -> add(events, n));
      Await.until(PATIENCE, "five", () -> events.before(Long.MAX_VALUE, "", 9).size() == 5);
      assertTrue(events.before(Long.MAX_VALUE, "", 1).getFirst().number() > BEGIN);
    }
    assertEquals(1, reports.size(), reports::toString);
    assertTrue(reports.getFirst().contains("--state-dir"), reports::toString);
  }

  @Test
  void aDiskThatWasFullGetsWhatWaited() throws Exception {
    EventFolder disk = new EventFolder(folder.resolve("events"), EventFolder.Limits.DEFAULT);
    EventMemory memory = new EventMemory(100);
    List<String> heard = new ArrayList<>();
    EventWriter writer = new EventWriter(disk, memory, reports(heard));
    Files.writeString(folder.resolve("events"), "in the way");
    long number = writer.open(BEGIN);
    memory.add(new Event(number + 1, BEGIN, Severity.INFO, "K", "s", "", "t"));
    writer.write();
    assertEquals(1, heard.size(), heard::toString);
    Files.delete(folder.resolve("events"));
    writer.close();
    assertTrue(heard.getLast().contains("again"), heard::toString);
    assertEquals(1, disk.between(0, Long.MAX_VALUE, Long.MAX_VALUE).size());
  }

  private static RecordedEvents.Reports reports(List<String> heard) {
    return new RecordedEvents.Reports() {
      @Override
      public void trouble(String text) {
        heard.add(text);
      }

      @Override
      public void over(String text) {
        heard.add(text);
      }
    };
  }

  @Test
  void everyEventSurvivesBeingALineAndNoDamagedLineThrows() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Event event =
          new Event(
              1 + random.nextLong(1L << 50),
              random.nextLong(1L << 44),
              Severity.values()[random.nextInt(3)],
              "KIND",
              text(random),
              text(random),
              text(random));
      String line = EventLine.print(event);
      assertEquals(1, line.lines().count(), "seed " + seed);
      assertEquals(event, EventLine.parse(line).orElseThrow(), "seed " + seed);
      char[] damaged = line.toCharArray();
      damaged[random.nextInt(damaged.length)] = (char) random.nextInt(0x100);
      EventLine.parse(new String(damaged));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append((char) random.nextInt(0xd800));
    }
    return text.toString();
  }
}
