package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.alert.AlertEvent;
import lvs.director.alert.Condition;
import lvs.director.base.Endpoint;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import lvs.director.pool.CheckResult;
import lvs.director.pool.PoolEffect;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.pool.PoolEngine;
import lvs.director.pool.PoolEvent;
import lvs.director.port.PlaneNotice;
import lvs.director.vrrp.VrrpNotice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertEventsTest {
  private static final Endpoint SERVER = Endpoint.parse("[2001:db8::2]:80").orElseThrow();
  private static final String SERVICE = "tcp_2001-db8--1_80";

  @TempDir Path folder;

  private Configuration configuration() throws IOException {
    Path file = folder.resolve("keepalived.conf");
    Files.writeString(
        file,
        """
        virtual_server 2001:db8::1 80 {
            lvs_sched rr
            lvs_method NAT
            protocol TCP
            real_server 2001:db8::2 80 {
                TCP_CHECK {
                    retry 0
                }
            }
        }
        """);
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  private static CheckResult result(boolean good, String reason) {
    return new CheckResult(good, reason, 1, 1, OptionalInt.empty(), OptionalInt.empty());
  }

  /** What the pool engine says when the only check of the only server ends so, in order. */
  private List<AlertEvent> events(CheckResult... results) throws IOException {
    PoolEngine engine = new PoolEngine(0, _ -> true);
    List<PoolEffect> effects =
        new ArrayList<>(engine.step(0, new PoolEvent.ConfigurationChanged(configuration())));
    long now = 0;
    for (CheckResult each : results) {
      long probe = 0;
      while (probe == 0) {
        now = Math.max(now, engine.nextDeadlineNanos());
        List<PoolEffect> more = engine.step(now, new PoolEvent.TimePassed());
        effects.addAll(more);
        probe =
            more.stream()
                .filter(PoolEffect.StartCheck.class::isInstance)
                .map(start -> ((PoolEffect.StartCheck) start).probe())
                .findFirst()
                .orElse(0L);
      }
      effects.addAll(engine.step(now, new PoolEvent.CheckFinished(probe, each)));
    }
    return effects.stream()
        .filter(PoolEffect.Announce.class::isInstance)
        .flatMap(each -> AlertEvents.of(((PoolEffect.Announce) each).notice()).stream())
        .toList();
  }

  @Test
  void aServerIsSeenWithTheReasonAndWhatIsLeft() throws IOException {
    List<AlertEvent> events =
        events(
            result(true, "connected in 1 ms"),
            result(false, "connection refused: \"a; 9 of 9 servers up\"; x"));
    assertEquals(
        List.of(
            new AlertEvent.ServerSeen(
                SERVICE, SERVER, true, false, "connected in 1 ms", "1 of 1 server up"),
            new AlertEvent.QuorumSeen(
                SERVICE,
                true,
                false,
                "TCP [2001:db8::1]:80 has quorum: weight up 1, wanted 1; 1 of 1 server up"),
            new AlertEvent.ServerSeen(
                SERVICE,
                SERVER,
                false,
                true,
                "connection refused: \"a; 9 of 9 servers up\"; x (1 of 1 attempt)",
                "0 of 1 server up"),
            new AlertEvent.QuorumSeen(
                SERVICE,
                false,
                false,
                "TCP [2001:db8::1]:80 lost quorum: weight up 0, wanted 1; 0 of 1 server up")),
        events);
  }

  @Test
  void aServerThatIsDownAtStartIsWanted() throws IOException {
    AlertEvent.ServerSeen seen =
        (AlertEvent.ServerSeen) events(result(false, "no answer")).getFirst();
    assertEquals(false, seen.up());
    assertEquals(true, seen.wanted());
    assertEquals("no answer", seen.reason());
  }

  @Test
  void aFailedCheckIsAReason() {
    Notice notice =
        new Notice(
            Notice.Kind.CHECK_FAILED,
            SERVICE,
            Optional.of(SERVER),
            "2-HTTP_GET of real server [2001:db8::2]:80 of TCP [2001:db8::1]:80 failed: got 500",
            false);
    assertEquals(
        Optional.of(new AlertEvent.CheckFailed(SERVICE, SERVER, "2-HTTP_GET: got 500")),
        AlertEvents.of(notice));
  }

  @ParameterizedTest
  @EnumSource(
      value = Notice.Kind.class,
      names = {
        "SERVER_WEIGHT",
        "SERVER_OVERRIDE",
        "SERVER_DRAINED",
        "SERVICE_ADDED",
        "SERVICE_REMOVED"
      })
  void whatOperatorsDidThemselvesIsNoMatterForMail(Notice.Kind kind) {
    assertEquals(
        Optional.empty(),
        AlertEvents.of(new Notice(kind, SERVICE, Optional.of(SERVER), "x", true)));
  }

  @Test
  void theElectionIsSeen() {
    assertEquals(
        Optional.of(new AlertEvent.RouterSeen("V", Condition.DELETED, true, "t")),
        AlertEvents.of(new VrrpNotice(VrrpNotice.Kind.ROUTER_REMOVED, "V", "t", true)));
    assertEquals(
        Optional.of(new AlertEvent.GroupSeen("G", Condition.FAULT, false, "t")),
        AlertEvents.of(new VrrpNotice(VrrpNotice.Kind.GROUP_FAULT, "G", "t", false)));
    assertEquals(
        Optional.of(new AlertEvent.SecondMaster("V", "t")),
        AlertEvents.of(new VrrpNotice(VrrpNotice.Kind.TWO_MASTERS, "V", "t", false)));
    assertEquals(
        Optional.empty(),
        AlertEvents.of(new VrrpNotice(VrrpNotice.Kind.PRIORITY_CHANGED, "V", "t", false)));
  }

  @Test
  void theTableIsSeen() {
    assertEquals(
        Optional.of(new AlertEvent.TableChanged(true, "t")),
        AlertEvents.of(new PlaneNotice(PlaneNotice.Kind.TABLE_MENDED, "t")));
  }
}
