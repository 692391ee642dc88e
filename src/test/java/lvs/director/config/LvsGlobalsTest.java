package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import lvs.director.model.LvsSettings;
import lvs.director.model.LvsSettings.SyncDaemon;
import lvs.director.model.NotifyPipes;
import lvs.director.model.Script;
import org.junit.jupiter.api.Test;

class LvsGlobalsTest {
  private static LvsSettings settings(String lines) {
    return Reading.clean("global_defs {\n" + lines + "\n}").lvs();
  }

  @Test
  void withoutKeywordsTheDefaultsHold() {
    assertEquals(LvsSettings.DEFAULT, Reading.clean("global_defs {\n}").lvs());
    assertEquals(LvsSettings.DEFAULT, settings(""));
  }

  @Test
  void everyKeywordIsBound() {
    assertEquals(
        new LvsSettings(
            900,
            120,
            300,
            true,
            true,
            false,
            true,
            Optional.of(
                new NotifyPipes.Pipe(
                    "/run/lvs.fifo",
                    Optional.of("root"),
                    Optional.of("root"),
                    Optional.of(
                        new Script(
                            List.of("/bin/true", "x"), Optional.empty(), Optional.empty())))),
            Optional.empty()),
        settings(
            """
            lvs_timeouts udp 300 tcp 900 tcpfin 120
            lvs_flush
            lvs_flush_on_stop
            rs_init_notifies
            lvs_notify_fifo /run/lvs.fifo root root
            lvs_notify_fifo_script "/bin/true x"
            nftables_ipvs table
            nftables_ipvs_priority -5
            nftables_ipvs_start_fwmark 2000
            """));
  }

  @Test
  void flushOnStopMayBeLimitedToServices() {
    LvsSettings settings = settings("lvs_flush_onstop VS");
    assertTrue(settings.flushServicesOnStop());
    assertEquals(false, settings.flushOnStop());
  }

  @Test
  void theSyncDaemonHasNamedOptions() throws Exception {
    assertEquals(
        Optional.of(
            new SyncDaemon(
                "eth1",
                Optional.of("VI_1"),
                Optional.of(7),
                1400,
                8849,
                3,
                Optional.of(InetAddress.ofLiteral("224.0.0.82")))),
        SyncDaemons.of("eth1 inst VI_1 id 7 maxlen 1400 port 8849 ttl 3 group 224.0.0.82"));
  }

  @Test
  void theSyncDaemonsOldFormGoesByPlace() {
    assertEquals(
        Optional.of(
            new SyncDaemon(
                "eth1", Optional.of("VI_1"), Optional.of(7), 0, 8848, 0, Optional.empty())),
        SyncDaemons.of("eth1 VI_1 7"));
  }

  /** Bound without the rest of the file, which would miss the instance. */
  private static final class SyncDaemons {
    static Optional<SyncDaemon> of(String words) {
      LvsGlobals globals = new LvsGlobals();
      Binding binding = new Binding(FakeFiles.none(), LvsGlobals.GRAMMAR);
      LvsGlobals.GRAMMAR.bind(binding, Statements.of("lvs_sync_daemon " + words), globals);
      assertEquals(List.of(), binding.problems());
      return globals.settings().syncDaemon();
    }
  }
}
