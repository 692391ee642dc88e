package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.MailSink;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Doorway;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.KeepalivedRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Router;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real keepalived and we, each alone on its network with the same file, write the same subjects
 * while a cable is out and in again, so that filters on them go on working.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class MailSubjectsOfElectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MASTER = "Entering MASTER state";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"instance", "group"})
  void areThoseOfKeepalived(String who) throws Exception {
    Lab.program("keepalived", "keepalived");
    List<String> theirs;
    List<String> ours;
    try (Network network = Network.of("theirs");
        MailSink sink = MailSink.open()) {
      Host host = network.host("theirs");
      theirs = play(new KeepalivedRouter(host, made("theirs"), conf(sink, who)), host, sink);
    }
    try (Network network = Network.of("ours");
        MailSink sink = MailSink.open()) {
      Host host = network.host("ours");
      DirectorRouter router =
          new DirectorRouter(host, made("ours"), DirectorRouter.classes(), conf(sink, who));
      router.settings("jolokia off", "prometheus off", "console off", "mail_grouping 1");
      ours = play(router, host, sink);
    }
    assertEquals(theirs, ours);
  }

  private Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static String conf(MailSink sink, String who) {
    boolean group = who.equals("group");
    return """
    global_defs {
        router_id lab
        notification_email { a@example.org }
        notification_email_from b@example.org
        smtp_server 127.0.0.1 %d
    }
    vrrp_sync_group G1 {
        group {
            VI_1
        }
        %s
    }
    vrrp_instance VI_1 {
        state BACKUP
        interface %s
        virtual_router_id 51
        priority 100
        advert_int 1
        %s
        virtual_ipaddress {
            10.77.0.100/24
        }
    }
    """
        .formatted(sink.port(), group ? "smtp_alert" : "", "eth0", group ? "" : "smtp_alert");
  }

  private static List<String> play(Router router, Host host, MailSink sink) throws Exception {
    try (router;
        Doorway _ = new Doorway(host, sink.port())) {
      router.start();
      await(sink, MASTER, 1);
      host.cut(0);
      await(sink, "Entering FAULT state", 1);
      host.plug(0);
      await(sink, MASTER, 2);
      return sink.subjects();
    }
  }

  private static void await(MailSink sink, String end, int times) {
    Await.until(
        PATIENCE,
        () -> times + " times '" + end + "' in " + sink.subjects(),
        () -> sink.subjects().stream().filter(each -> each.endsWith(end)).count() >= times);
  }
}
