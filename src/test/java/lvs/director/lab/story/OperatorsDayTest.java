package lvs.director.lab.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.Pictures;
import lvs.director.lab.Postfix;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Doorway;
import lvs.director.lab.net.Visitors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What an operator goes through, in minutes: servers fail and return, a rack loses its cable, the
 * mastership moves, a director is killed, and the relay for mail is away for half of the time. In
 * the end archives and visitors agree, and the mailbox holds what was worth a mail.
 *
 * <p>{@code -Dlab.story.minutes=10} lets it last that long; without it, it is told in three.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class OperatorsDayTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration PACE = Duration.ofMillis(20);
  private static final double ALLOWED = 0.01;

  /** From one reading of the plane's counters to the next, and one step of the archives. */
  private static final int UNSAVED_SECONDS = 2 + Cluster.STEP_SECONDS;

  private static final Duration WHOLE = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final Duration length = Duration.ofMinutes(Integer.getInteger("lab.story.minutes", 3));
  private Cluster cluster;
  private long beganNanos;

  @Test
  void archivesAgreeWithVisitorsAndTheMailboxHoldsWhatWasWorthAMail() throws Exception {
    Lab.root();
    long startSeconds = System.currentTimeMillis() / 1000 - 10;
    try (Postfix postfix =
        new Postfix(Postfix.Security.STARTTLS, Map.of("lvs", "sesame"), "operators")) {
      try (Cluster here = new Cluster(folder, words(postfix));
          Doorway _ = new Doorway(here.ds1.host(), postfix.port());
          Doorway _ = new Doorway(here.ds2.host(), postfix.port())) {
        cluster = here;
        cluster.ds1.start();
        cluster.ds2.start();
        masterIs(cluster.ds1, cluster.ds2);
        beganNanos = System.nanoTime();
        Visitors.Seen seen = day(postfix);
        mails(postfix);
        graph();
        cluster.ds1.stop();
        cluster.ds2.stop();
        archivesAgree(seen, startSeconds);
      }
    }
  }

  private List<String> words(Postfix postfix) throws Exception {
    Path password = folder.resolve("relay.password");
    Files.writeString(password, "sesame\n");
    Files.setPosixFilePermissions(
        password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return List.of(
        "mail_relay 127.0.0.1 %d starttls user lvs@%s password_file %s ca_file %s"
            .formatted(postfix.port(), Postfix.NAME, password, postfix.caFile()),
        "mail_grouping 5");
  }

  /** Each step begins at its part of the length, so that a longer day has the same order. */
  private Visitors.Seen day(Postfix postfix) throws Exception {
    Visitors visitors = new Visitors(cluster.network.host("client"), Cluster.VIP, 80, PACE);
    try (visitors) {
      at(4, "rs1 fails", () -> cluster.fail("rs1"));
      at(12, "rs1 returns", () -> cluster.serve("rs1"));
      at(20, "the rack loses its cable", cluster::cutRack);
      at(28, "the rack is back", cluster::plugRack);
      at(36, "the mastership is handed over", () -> failover("--hold"));
      masterIs(cluster.ds2, cluster.ds1);
      at(42, "and may come back", () -> failover("--release"));
      masterIs(cluster.ds1, cluster.ds2);
      at(48, "the relay is down", postfix::stop);
      at(52, "rs2 fails", () -> cluster.fail("rs2"));
      at(60, "rs2 returns", () -> cluster.serve("rs2"));
      at(68, "a director is killed", cluster.ds1::kill);
      masterIs(cluster.ds2, cluster.ds1);
      at(76, "and starts again", cluster.ds1::start);
      masterIs(cluster.ds1, cluster.ds2);
      at(90, "the relay is up", postfix::start);
      at(98, "evening", () -> {});
    }
    return visitors.seen();
  }

  private interface Step {
    void run() throws Exception;
  }

  private void at(int percent, String what, Step step) throws Exception {
    long dueNanos = length.toNanos() * percent / 100;
    Await.until(length, what, () -> System.nanoTime() - beganNanos > dueNanos);
    System.out.println("lab: " + LocalTime.now() + " " + what);
    step.run();
  }

  private void failover(String option) {
    System.out.println("lab: " + cluster.ds1.lvsDirector("failover", "VI_1", option).strip());
  }

  private static void masterIs(DirectorRouter owner, DirectorRouter other) throws Exception {
    InetAddress vip = InetAddress.getByName(Cluster.VIP);
    Await.until(
        SOON,
        () -> owner + " alone owns the address:\n" + owner.log() + "\n--\n" + other.log(),
        () -> owner.host().has(vip) && !other.host().has(vip));
  }

  private void graph() throws Exception {
    Path png = folder.resolve("day.png");
    cluster.ds1.lvsDirector(
        "graph", Cluster.SERVICE, "--last", length.toMinutes() + 1 + "m", "-o", png.toString());
    Pictures.keep("story.png", Files.readAllBytes(png));
  }

  private void archivesAgree(Visitors.Seen seen, long startSeconds) throws Exception {
    long endSeconds = System.currentTimeMillis() / 1000 + 10;
    double connections = 0;
    double bytes = 0;
    for (String director : List.of("ds1", "ds2")) {
      Path file =
          folder.resolve(director).resolve("state/archive/service/" + Cluster.SERVICE + ".rrd");
      connections += ArchiveSum.of(file, "connections", startSeconds, endSeconds);
      bytes += ArchiveSum.of(file, "out_bytes", startSeconds, endSeconds);
    }
    System.out.printf(
        "lab: visitors %s; archives: %.0f connections, %.0f bytes out%n", seen, connections, bytes);
    assertClose(seen.connected(), connections, "connections");
    assertClose(seen.bytes(), bytes, "bytes out");
  }

  /** The seconds before the kill that were not yet on disk weigh more in a short day. */
  private void assertClose(double expected, double actual, String what) {
    double unsaved = expected / length.toSeconds() * UNSAVED_SECONDS;
    double allowed = Math.max(ALLOWED * expected, length.compareTo(WHOLE) < 0 ? unsaved : 0);
    assertTrue(
        Math.abs(actual - expected) <= allowed,
        () -> what + ": archives " + actual + ", visitors " + expected);
  }

  /** Both directors check, so both tell; each thing once, and its end as an answer. */
  private void mails(Postfix postfix) throws Exception {
    for (DirectorRouter each : List.of(cluster.ds1, cluster.ds2)) {
      Await.until(
          SOON,
          () -> "all mails of " + each + ": " + each.lvsDirector("mail", "queue"),
          () ->
              ServerMails.of(each, postfix).size() >= ServerMails.EXPECTED.size()
                  && each.lvsDirector("mail", "queue").contains("waiting: 0\n"));
    }
    for (Postfix.Message message : postfix.messages()) {
      System.out.println("lab: mail " + message.header("Date") + " " + message.subject());
    }
    for (DirectorRouter each : List.of(cluster.ds1, cluster.ds2)) {
      List<Postfix.Message> told = ServerMails.of(each, postfix);
      assertEquals(ServerMails.EXPECTED, ServerMails.subjects(told), each.toString());
      for (int end = 1; end < told.size(); end += 2) {
        String problem = told.get(end - 1).header("Message-ID");
        String references = told.get(end).header("References");
        assertTrue(references.contains(problem), () -> problem + " is not among " + references);
      }
    }
    assertRouterMails(postfix, cluster.ds1, "MASTER", "BACKUP", "MASTER");
    assertRouterMails(postfix, cluster.ds2, "BACKUP", "MASTER", "BACKUP", "MASTER");
    Set<String> ids = new HashSet<>(postfix.arrivals());
    assertEquals(postfix.messages().size(), ids.size(), "a mail came twice");
  }

  /** At most one more: that it came back once again, or that it flaps. */
  private static void assertRouterMails(Postfix postfix, DirectorRouter router, String... states)
      throws Exception {
    String begin = "[" + router.host().name() + "] VRRP Instance VI_1 - ";
    List<String> told = new ArrayList<>();
    for (Postfix.Message message : postfix.messages()) {
      if (message.subject().startsWith(begin)) {
        told.add(message.subject().substring(begin.length()));
      }
    }
    List<String> expected =
        Arrays.stream(states).map(state -> "Entering " + state + " state").toList();
    assertEquals(expected, told.subList(0, Math.min(states.length, told.size())));
    assertTrue(told.size() <= states.length + 1, told::toString);
  }
}
