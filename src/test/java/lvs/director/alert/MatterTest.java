package lvs.director.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lvs.director.alert.Thing.Kind;
import lvs.director.base.Endpoint;
import lvs.director.config.OneFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A row for each cell of the table in the package documentation. */
class MatterTest {
  private static final String HEAD =
      """
      global_defs {
          router_id lab
          notification_email { a@example.org }
          smtp_server 127.0.0.1
      }
      virtual_server 10.0.0.1 80 {
          lvs_sched rr
          lvs_method NAT
          protocol TCP
          real_server 10.0.2.1 80 {
          }
          real_server 10.0.2.2 80 {
          }
      }
      ---
      """;
  private static final String S = " server tcp_10.0.0.1_80 10.0.2.1:80 ";

  /** Times are those of the notebooks; each row ends with the subjects of its mails. */
  private static Arguments row(String name, List<String> lines, String... subjects) {
    return Arguments.of(name, lines, List.of(subjects));
  }

  private static final String DOWN = "- DOWN";
  private static final String UP = "- UP";

  private static List<String> flapping() {
    return List.of(
        "14:00:00" + S + "down: r",
        "14:00:10" + S + "up: r",
        "14:00:20" + S + "down: r",
        "14:00:30" + S + "up: r");
  }

  private static List<String> and(List<String> first, String... then) {
    return Stream.concat(first.stream(), Stream.of(then)).toList();
  }

  static Stream<Arguments> rows() {
    List<String> down = List.of("14:00:00" + S + "down: r");
    List<String> downTold = and(down, "14:02:00 wait");
    List<String> toldFlapping = and(flapping(), "14:03:00 wait");
    return Stream.of(
        row("nothing to tell, seen as it is", and(downTold, "14:05:00" + S + "down: r2"), DOWN),
        row("to be told, seen as it is", and(down, "14:00:01" + S + "down: r2"), DOWN),
        row(
            "flaps, seen as it is",
            and(toldFlapping, "14:03:01" + S + "up: r"),
            DOWN,
            "- flaps",
            "- stable again, UP"),
        row(
            "nothing to tell, another condition",
            and(downTold, "14:05:00" + S + "up: r"),
            DOWN,
            UP),
        row("to be told, as told: a short outage", and(down, "14:00:01" + S + "up: r"), UP),
        row(
            "flaps, another condition: counted",
            and(toldFlapping, "14:04:00" + S + "down: r", "14:05:00" + S + "up: r"),
            DOWN,
            "- flaps",
            "- stable again, UP"),
        row("the fourth change", flapping(), DOWN, "- flaps", "- stable again, UP"),
        row(
            "four changes in a longer time",
            List.of(
                "14:00:00" + S + "down: r",
                "14:04:00" + S + "up: r",
                "14:08:00" + S + "down: r",
                "14:12:00" + S + "up: r"),
            DOWN,
            UP,
            DOWN,
            UP),
        row(
            "an hour after it was mailed, with changes",
            and(toldFlapping, everyNineMinutes(9)),
            DOWN,
            "- flaps",
            "- still flaps",
            "- stable again, DOWN"),
        row(
            "nothing to tell, checks rest",
            List.of(
                "14:00:00 service tcp_10.0.0.1_80 rests",
                "14:00:01" + S + "down: r",
                "14:30:00" + S + "up: r")),
        row(
            "to be told, checks rest and run",
            and(
                down,
                "14:00:01 service tcp_10.0.0.1_80 rests",
                "14:10:00 service tcp_10.0.0.1_80 runs"),
            DOWN),
        row(
            "to be told, checks rest, and it is well when they run",
            and(
                down,
                "14:00:01 service tcp_10.0.0.1_80 rests",
                "14:10:00 service tcp_10.0.0.1_80 runs",
                "14:10:05" + S + "up: r")),
        row(
            "to be told, checks that never rested run",
            and(down, "14:00:01 service tcp_10.0.0.1_80 runs", "14:00:01.2" + S + "up: r"),
            UP),
        row(
            "told as wrong, left the configuration while checks rest",
            and(
                downTold,
                "14:05:00 service tcp_10.0.0.1_80 rests",
                "14:10:00 reload without 10.0.0.1"),
            DOWN,
            "removed"),
        row(
            "told as wrong, left the configuration",
            and(downTold, "14:10:00 reload without 10.0.0.1"),
            DOWN,
            "removed"),
        row("to be told, left the configuration", and(down, "14:00:01 reload without 10.0.0.1")),
        row(
            "flaps, left the configuration",
            and(toldFlapping, "14:10:00 reload without 10.0.0.1"),
            DOWN,
            "- flaps",
            "removed"),
        row(
            "told as wrong, restart, still so",
            and(downTold, "14:10:00 restart", "14:10:02" + S + "down: r"),
            DOWN),
        row(
            "told as wrong, restart, well",
            and(downTold, "14:10:00 restart", "14:10:02" + S + "up: r"),
            DOWN,
            UP),
        row(
            "to be told, restart: seen again, told",
            and(down, "14:00:01 restart", "14:00:03" + S + "down: r"),
            DOWN),
        row(
            "flaps, restart",
            and(toldFlapping, "14:05:00 restart", "14:05:02" + S + "up: r"),
            DOWN,
            "- flaps",
            "- stable again, UP"));
  }

  @Test
  void whatFlappedAndCalmedDownBeforeItWasToldIsToldAsPast() {
    assertEquals(
        List.of(
            "Real server 10.0.2.1:80 of TCP 10.0.0.1:80 was not UP for 15 s, 2 times in all: r."
                + " It is UP again since 14:10:30."),
        toldLate(""));
    assertEquals(List.of(), toldLate("14:09:00 silence PT30M: work\n"));
  }

  /** Paragraphs of the second mail, an hour after the first. */
  private static List<String> toldLate(String between) {
    Notebook book = new Notebook();
    book.play(
        "director {\nmail_grouping 3600\n}\n"
            + HEAD
            + "14:00:00 router V MASTER: x\n"
            + between
            + "14:10:00"
            + S
            + "down: r\n14:10:10"
            + S
            + "up: r\n14:10:25"
            + S
            + "down: r\n14:10:30"
            + S
            + "up: r\n16:00:00 wait");
    return book.mails.stream().skip(1).flatMap(each -> each.paragraphs().stream()).toList();
  }

  @Test
  void theEndOfASilenceTellsAllThatIsWrongThen() {
    Notebook book = new Notebook();
    book.play(
        HEAD
            + "14:00:00"
            + S
            + "down: r\n14:05:00 silence PT10M: work\n"
            + "14:06:00 server tcp_10.0.0.1_80 10.0.2.2:80 down: r\n15:00:00 wait");
    assertEquals(2, book.mails.size());
    assertEquals(
        List.of(
            "DOWN real server 10.0.2.2:80 of TCP 10.0.0.1:80",
            "STILL DOWN real server 10.0.2.1:80 of TCP 10.0.0.1:80"),
        book.mails.get(1).facts().stream().map(e -> e.state() + " " + e.object()).toList());
  }

  private static String[] everyNineMinutes(int times) {
    return Stream.iterate(0, i -> i < times, i -> i + 1)
        .map(
            i ->
                String.format("%d:%02d:00", 14 + (i + 1) * 9 / 60, (i + 1) * 9 % 60)
                    + S
                    + (i % 2 == 0 ? "down: r" : "up: r"))
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void eachCellHolds(String name, List<String> lines, List<String> subjects) {
    Notebook book = new Notebook();
    book.play(HEAD + String.join("\n", lines) + "\n16:30:00 wait");
    List<String> told = book.mails.stream().map(Draft::subject).toList();
    assertEquals(subjects.size(), told.size(), told.toString());
    for (int i = 0; i < told.size(); i++) {
      assertTrue(told.get(i).endsWith(subjects.get(i)), told.toString());
    }
  }

  /** Haste: what goes out when, in seconds after it happened with nothing before. */
  static Stream<Arguments> hastes() {
    return Stream.of(
        Arguments.of(Kind.ROUTER, Condition.MASTER, Condition.BACKUP, 1.5),
        Arguments.of(Kind.ROUTER, Condition.MASTER, Condition.FAULT, 1.5),
        Arguments.of(Kind.ROUTER, Condition.MASTER, Condition.STOPPED, 1.5),
        Arguments.of(Kind.ROUTER, Condition.BACKUP, Condition.MASTER, 1.5),
        Arguments.of(Kind.ROUTER, Condition.FAULT, Condition.BACKUP, 60.0),
        Arguments.of(Kind.ROUTER, Condition.STOPPED, Condition.BACKUP, 60.0),
        Arguments.of(Kind.ROUTER, Condition.UNKNOWN, Condition.BACKUP, 60.0),
        Arguments.of(Kind.ROUTER, Condition.UNKNOWN, Condition.MASTER, 1.5),
        Arguments.of(Kind.ROUTER, Condition.MASTER, Condition.DELETED, 60.0),
        Arguments.of(Kind.GROUP, Condition.BACKUP, Condition.MASTER, 1.5));
  }

  @ParameterizedTest
  @MethodSource("hastes")
  void aChangeOfARouterGoesOutAsSoonAsItsHaste(
      Kind kind, Condition from, Condition to, double seconds) {
    Notebook book = new Notebook();
    book.configure(
        OneFile.read(
            HEAD.substring(0, HEAD.indexOf("---"))
                + "vrrp_instance V {\ninterface lo\nvirtual_router_id 1\npriority 9\n"
                + "virtual_ipaddress {\n192.0.2.1\n}\n}\nvrrp_sync_group V {\ngroup {\nV\n}\n}\n"));
    if (from != Condition.UNKNOWN) {
      see(book, kind, from);
      book.until(TimeUnit.MINUTES.toNanos(30));
    }
    long start = book.now;
    int mails = book.mails.size();
    see(book, kind, to);
    book.until(start + (long) (seconds * 1e9) - 1_000_000);
    assertEquals(mails, book.mails.size(), "too early");
    book.until(start + (long) (seconds * 1e9) + 1_000_000);
    assertEquals(mails + 1, book.mails.size(), "too late");
  }

  /**
   * What was lost at one moment is found within a delay_loop; so long a mail waits, 10 s at most.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 1.6", "1, 2.5", "6, 7.5", "8, 9.5", "8.6, 10", "60, 10"})
  void aLossWaitsForTheOthersOfItsCause(double delayLoop, double seconds) {
    Notebook book = new Notebook();
    book.configure(
        OneFile.read(
            HEAD.substring(0, HEAD.indexOf("virtual_server"))
                + "virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\n"
                + "delay_loop "
                + delayLoop
                + "\nreal_server 10.0.2.1 80 {\nTCP_CHECK {\n}\n}\n}\n"));
    book.step(
        new AlertEvent.ServerSeen(
            "tcp_10.0.0.1_80",
            Endpoint.parse("10.0.2.1:80").orElseThrow(),
            false,
            true,
            "gone",
            "0 of 1"));
    book.until((long) (seconds * 1e9) - 1_000_000);
    assertEquals(0, book.mails.size(), "too early");
    book.until((long) (seconds * 1e9) + 1_000_000);
    assertEquals(1, book.mails.size(), "too late");
  }

  private static void see(Notebook book, Kind kind, Condition to) {
    book.step(
        kind == Kind.GROUP
            ? new AlertEvent.GroupSeen("V", to, true, "x")
            : new AlertEvent.RouterSeen("V", to, true, "x"));
  }
}
