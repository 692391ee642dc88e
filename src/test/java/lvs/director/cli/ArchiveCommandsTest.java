package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import lvs.director.jmx.ArchiveMXBean.Entry;
import lvs.director.jmx.ArchiveMXBean.Happening;
import lvs.director.jmx.ArchiveMXBean.Values;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code events}, {@code graph} and {@code archive} against a bean over real RMI. */
class ArchiveCommandsTest {
  private static final long NOW = CommandRunner.NOW.getEpochSecond();
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1};
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("director", "DIRECTOR", "", "", 1, 10, NOW - 5, 600_000),
          new Entry("router/VI_1", "ROUTER", "VI_1", "", 1, 10, NOW - 5, 300_000),
          entry("server/tcp_10.0.0.1_80/10.0.0.2_80", "SERVER", "10.0.0.2_80"),
          entry("server/tcp_10.0.0.1_80/10.0.0.3_80", "SERVER", "10.0.0.3_80"),
          entry("service/tcp_10.0.0.1_80", "SERVICE", ""));

  @TempDir Path folder;
  private final FakeBean archive = new FakeBean();
  private final List<Object[]> drawn = new CopyOnWriteArrayList<>();
  private final List<String> imported = new CopyOnWriteArrayList<>();
  private final List<Happening> happened = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private CommandRunner commands;

  private static Entry entry(String id, String subject, String server) {
    return new Entry(id, subject, "tcp_10.0.0.1_80", server, 1, 10, NOW - 5, 1_000_000);
  }

  @BeforeEach
  void start() throws Exception {
    commands = new CommandRunner();
    LongStream.rangeClosed(1, 60).forEach(this::happen);
    archive
        .on("list", given -> listed((String) given[0]))
        .on("draw", this::draw)
        .on("exportXml", given -> "<rrd>" + given[0] + "</rrd>\n")
        .on("importXml", given -> take((String) given[0], (String) given[1]))
        .on("fetch", given -> values((String) given[1]))
        .on("listEvents", given -> events((long) given[0], (String) given[1], (int) given[2]))
        .with("Recording", 1)
        .with("Folder", "/var/lib/lvs-director/archive")
        .with("Archives", 5)
        .with("LiveArchives", 4)
        .with("SizeBytes", 30L << 20)
        .with("LimitBytes", 20L << 30)
        .with("LastSampleEpochMillis", NOW * 1000)
        .with("LagSeconds", 12.34)
        .with("Errors", 2L)
        .with("SetAside", 1L)
        .with("LastError", "no space left; make room");
    commands.director.archive(archive);
  }

  @AfterEach
  void stop() throws Exception {
    commands.close();
  }

  private void happen(long n) {
    String subject = n % 2 == 0 ? "VI_1" : "tcp_10.0.0.1_80";
    happened.addFirst(
        new Happening(
            n,
            (NOW - 6_000 + n * 100) * 1000,
            n % 5 == 0 ? "ERROR" : "INFO",
            "SERVER_UP",
            subject,
            "",
            "thing " + n + "\u001b[2J"));
  }

  private static List<Entry> listed(String begin) {
    return ENTRIES.stream().filter(each -> each.id().startsWith(begin)).toList();
  }

  private Object draw(Object... given) {
    if (given[1].equals("nonsense")) {
      throw new IllegalArgumentException("a service has no topic 'nonsense'; it has connections");
    }
    drawn.add(given);
    return Base64.getEncoder().encodeToString(PICTURE);
  }

  private Object take(String id, String xml) {
    if (xml.contains("bad")) {
      throw new IllegalArgumentException("line 3 of the dump: 'x' is no value");
    }
    imported.add(id + " " + xml);
    return "7 values of active taken";
  }

  private static Values values(String by) {
    double factor = by.equals("MAX") ? 10 : 1;
    return new Values(
        NOW,
        10,
        List.of("active", "up"),
        new Double[][] {{factor, null, 3 * factor}, {null, null, null}});
  }

  private List<Happening> events(long before, String subject, int limit) {
    if (looks.incrementAndGet() == 100) {
      throw new IllegalArgumentException("enough");
    }
    return happened.stream()
        .filter(each -> before == 0 || each.number() < before)
        .filter(each -> subject.isEmpty() || each.subject().equals(subject))
        .limit(limit)
        .toList();
  }

  @Test
  void eventsArePrintedOldestFirstAndCannotSteerTheTerminal() {
    List<String> lines = commands.run("events").out().lines().toList();
    assertEquals(50, lines.size());
    assertEquals("20:51:40  info     SERVER_UP           thing 11?[2J", lines.getFirst());
    assertTrue(lines.getLast().contains("error    SERVER_UP           thing 60"));
  }

  @ParameterizedTest
  @CsvSource({
    "--limit 3, 3",
    "--since 30m, 19",
    "--since 21:43:20, 19",
    "--since 2023-11-14T21:43:20Z, 19",
    "--since '2023-11-14 21:43', 19",
    "--since 2023-11-14, 60",
    "--subject VI_1, 30",
    "--subject 10.0.0.1:80, 30",
    "--subject tcp/10.0.0.1:80 --limit 2, 2",
    "--subject nobody, 0",
  })
  void eventsAreChosen(String options, int count) {
    List<String> words = new ArrayList<>(List.of("events"));
    java.util.regex.Matcher word =
        java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(options);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    CommandRunner.Outcome outcome = commands.run(words.toArray(String[]::new));
    assertEquals("", outcome.err());
    assertEquals(count, outcome.out().lines().count(), outcome.out());
  }

  @Test
  void eventsAreJsonToo() {
    List<?> events = (List<?>) JsonReader.read(commands.run("events", "--json").out());
    assertEquals(50, events.size());
    assertEquals(60.0, ((Map<?, ?>) events.getLast()).get("number"));
  }

  @Test
  void whoFollowsSeesWhatHappensAndEndsWithTheDirector() {
    looks.set(95);
    Thread.ofVirtual()
        .start(
            () -> {
              lvs.director.lab.Await.until(
                  Duration.ofSeconds(60), "a look", () -> looks.get() >= 97);
              happen(61);
            });
    CommandRunner.Outcome outcome = commands.run("events", "--follow", "--limit", "1", "--json");
    assertEquals(ExitCode.REFUSED, outcome.exitCode());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(2, lines.size(), outcome.out());
    assertEquals(61.0, ((Map<?, ?>) JsonReader.read(lines.getLast())).get("number"));
  }

  @Test
  void aGraphIsWrittenWhereItIsWanted() throws Exception {
    Path file = folder.resolve("x.png");
    String[] words = {
      "graph",
      "10.0.0.1:80",
      "--server",
      "10.0.0.2",
      "--topic",
      "health",
      "--last",
      "week",
      "--size",
      "640x120",
      "--dark",
      "-o",
      file.toString()
    };
    CommandRunner.Outcome outcome = commands.run(words);
    assertEquals(file + "\n", outcome.out(), outcome.err());
    assertArrayEquals(PICTURE, Files.readAllBytes(file));
    assertArrayEquals(
        new Object[] {
          "server/tcp_10.0.0.1_80/10.0.0.2_80", "health", NOW - 7 * 86_400, NOW, 640, 120, true
        },
        drawn.getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "director, director",
    "VI_1, router/VI_1",
    "tcp_10.0.0.1_80, service/tcp_10.0.0.1_80",
    "TCP 10.0.0.1:80, service/tcp_10.0.0.1_80",
  })
  void aSubjectHasManySpellings(String text, String id) {
    commands.run("graph", text, "-o", folder.resolve("x.png").toString());
    assertEquals(id, drawn.getFirst()[0]);
    assertEquals("", drawn.getFirst()[1]);
    assertEquals(NOW - 86_400, drawn.getFirst()[2]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "graph 10.0.0.9:80 | 1 | nearest: tcp_10.0.0.1_80",
        "graph VI_2 | 1 | nearest: VI_1",
        "graph 10.0.0.1:80 --server 10.0.0.9 | 1 | nearest: 10.0.0.2_80",
        "graph director --server 10.0.0.9 | 2 | goes with a virtual service",
        "graph VI_1 --server 10.0.0.9 | 2 | goes with a virtual service",
        "graph VI_1 --last 3x | 2 | write hour, day, week",
        "graph VI_1 --last day --from 2h | 2 | --last ends now",
        "graph VI_1 --from 1h --to 2h | 2 | must come before",
        "graph VI_1 --from yesterdayish | 2 | is no time",
        "graph VI_1 --size big | 2 | such as 800x300",
        "graph VI_1 --topic nonsense | 1 | it has connections",
        "graph VI_1 -o /nonexistent/x.png | 1 | choose another file",
        "archive | 2 | ACTION",
        "archive export | 2 | 'archive list' names them",
        "archive show a b | 2 | takes one SUBJECT",
        "archive import | 2 | archive import FILE",
        "archive import x.xml | 2 | --service SERVICE, or --match",
        "archive import x.xml y.xml --service 10.0.0.1:80 | 2 | --match is for 2",
        "archive import /nonexistent.xml --service 10.0.0.1:80 | 2 | cannot read",
        "archive import x --match ( | 2 | no regular expression",
        "events --limit 0 | 2 | outside 1 to 100000",
        "events --since tomorrowish | 2 | is no time",
      })
  void whatCannotBeIsToldWithTheRemedy(String words, int exitCode, String complaint) {
    CommandRunner.Outcome outcome = commands.run(words.split(" "));
    assertTrue(outcome.err().contains(complaint), outcome.err());
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
  }

  @Test
  void archivesAreListedInColumns() {
    List<String> lines = commands.run("archive", "list").out().lines().toList();
    assertEquals(5, lines.size());
    assertEquals(
        "director                            live  step 10 s  last 22:13:15  585 KiB",
        lines.getFirst());
    assertEquals(3, commands.run("archive", "list", "10.0.0.1:80").out().lines().count());
    assertEquals(
        5, ((List<?>) JsonReader.read(commands.run("archive", "list", "--json").out())).size());
  }

  @Test
  void howRecordingFaresIsShown() {
    String out = commands.run("archive", "show").out();
    assertTrue(out.contains("recording:   yes, in /var/lib/lvs-director/archive\n"), out);
    assertTrue(out.contains("archives:    5, of which 4 live; 30 MiB of at most 20 GiB\n"), out);
    assertTrue(out.contains("lag 12.3 s"), out);
    assertTrue(out.contains("last error:  no space left; make room\n"), out);
  }

  @Test
  void whatAnArchiveSaysIsShown() {
    List<String> lines = commands.run("archive", "show", "director").out().lines().toList();
    assertEquals("active                          3              2             30", lines.get(2));
    assertEquals("up                              -              -              -", lines.get(3));
  }

  @Test
  void anArchiveIsExported() throws Exception {
    assertEquals("<rrd>director</rrd>\n", commands.run("archive", "export", "director").out());
    Path file = folder.resolve("x.xml");
    commands.run("archive", "export", "VI_1", "-o", file.toString());
    assertEquals("<rrd>router/VI_1</rrd>\n", Files.readString(file));
  }

  @Test
  void aDumpIsImportedWithItsDataSourcesRenamed() throws Exception {
    Path file = folder.resolve("old.xml");
    Files.writeString(file, "<rrd><ds><name> a </name></ds><ds><name>b</name></ds></rrd>");
    CommandRunner.Outcome outcome =
        commands.run(
            "archive",
            "import",
            file.toString(),
            "--service",
            "10.0.0.1:80",
            "--server",
            "10.0.0.3",
            "--map",
            "a=active,b=inactive");
    assertTrue(outcome.out().endsWith(": 7 values of active taken\n"), outcome.err());
    assertEquals(
        List.of(
            "server/tcp_10.0.0.1_80/10.0.0.3_80"
                + " <rrd><ds><name>active</name></ds><ds><name>inactive</name></ds></rrd>"),
        imported);
    outcome =
        commands.run(
            "archive", "import", file.toString(), "--service", "10.0.0.1:80", "--map", "c=active");
    assertTrue(outcome.err().contains("no data source 'c'"), outcome.err());
  }

  @Test
  void aFolderOfDumpsIsImportedByItsNamesAndEachRefusalIsTold() throws Exception {
    for (String name :
        List.of(
            "tcp_10.0.0.1_80_10.0.0.2.xml",
            "tcp_10.0.0.1_80_10.0.0.3.xml",
            "tcp_10.0.0.1_80_10.0.0.8.xml",
            "other.xml")) {
      Files.writeString(folder.resolve(name), name.contains("0.3") ? "bad" : "good");
    }
    Files.writeString(folder.resolve("readme.txt"), "");
    String[] words = {
      "archive",
      "import",
      folder.toString(),
      "--match",
      "(?<protocol>tcp|udp)_(?<vip>.+)_(?<port>[0-9]+)_(?<server>.+)[.]xml"
    };
    CommandRunner.Outcome outcome = commands.run(words);
    assertEquals(ExitCode.REFUSED, outcome.exitCode());
    assertEquals(List.of("server/tcp_10.0.0.1_80/10.0.0.2_80 good"), imported);
    assertEquals(1, outcome.out().lines().count(), outcome.out());
    assertTrue(outcome.err().contains("other.xml: its name does not match"), outcome.err());
    assertTrue(outcome.err().contains("10.0.0.3.xml: line 3 of the dump"), outcome.err());
    assertTrue(
        outcome.err().contains("no archive of the real server '10.0.0.8:80'"), outcome.err());
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    Files.writeString(folder.resolve("10.0.0.1-80-10.0.0.2.xml"), "good");
    String[] words = {
      "archive",
      "import",
      folder.toString(),
      "--dry-run",
      "--match",
      "(?<vip>[^-]+)-(?<port>[0-9]+)-(?<server>.+)[.]xml"
    };
    assertTrue(commands.run(words).out().contains("10.0.0.2_80: would go here"));
    assertEquals(List.of(), imported);
  }

  @Test
  void aDryRunLooksAtTheFileAndAtItsDataSources() throws Exception {
    Path dump = folder.resolve("10.0.0.1-80.xml");
    String[] words = {
      "archive",
      "import",
      dump.toString(),
      "--dry-run",
      "--map",
      "ds0=active",
      "--match",
      "(?<vip>[^-]+)-(?<port>[0-9]+)"
    };
    assertTrue(commands.run(words).err().contains("cannot read " + dump));
    Files.writeString(dump, "<name>ds1</name>");
    assertTrue(commands.run(words).err().contains("no data source 'ds0'"));
    Files.writeString(dump, "<name>ds0</name>");
    assertTrue(commands.run(words).out().contains("service/tcp_10.0.0.1_80: would go here"));
    assertEquals(List.of(), imported);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "day", "week", "month", "year", "90m", "24h", "7d"})
  void spansHaveWords(String text) {
    assertTrue(Moment.span(text).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "24", "-1h", "decade", "1w", "400d"})
  void otherWordsAreNoSpans(String text) {
    assertEquals(Optional.empty(), Moment.span(text));
    assertFalse(text.equals("day"));
  }
}
