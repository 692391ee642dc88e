package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lvs.director.lab.Await;
import lvs.director.lab.MailSink;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;
import lvs.director.lab.uml.UserModeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Real keepalived and we, each in its own namespace with the same file, write the same subjects
 * when a real server or the quorum of a virtual service goes and comes, so that filters on them go
 * on working.
 */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 1")
class MailSubjectsOfServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAIL_PORT = 2525;
  private static final Pattern SUBJECT = Pattern.compile("Subject: (.*)");

  /** The port of its real server tells the services apart. */
  private static final List<String> SERVICES =
      List.of(
          service("10.0.0.1 80", "", "10.9.0.1 81"),
          service("fd00::1 80", "", "fd09::1 82"),
          service("fwmark 7", "", "10.9.0.1 83").replace("protocol TCP", ""),
          service("group web", "", "10.9.0.1 84"),
          service("10.0.0.2 443", "smtp_alert", "10.9.0.1 85")
              .replace("weight 1", "smtp_alert off"));

  @TempDir static Path folder;

  private static UserModeMachine machine;

  @BeforeAll
  static void boot() throws IOException {
    machine = UserModeMachine.boot(folder.resolve("machine"), 900);
  }

  @AfterAll
  static void halt() {
    if (machine != null) {
      machine.close();
    }
  }

  private static String service(String address, String keyword, String server) {
    return """
    virtual_server %s {
        delay_loop 1
        lvs_sched rr
        lvs_method NAT
        protocol TCP
        %s
        real_server %s {
            weight 1
            TCP_CHECK {
                connect_timeout 2
                retry 0
            }
        }
    }
    """
        .formatted(address, keyword, server);
  }

  private static String conf() {
    return """
    global_defs {
        router_id lab
        notification_email { a@example.org }
        notification_email_from b@example.org
        smtp_server 127.0.0.1 %d
    }
    virtual_server_group web {
        10.0.0.3 80
    }
    """
            .formatted(MAIL_PORT)
        + String.join("", SERVICES);
  }

  @Test
  void areThoseOfKeepalived() throws IOException {
    try (Contest contest = new Contest(machine, folder.resolve("contest"), "mail_grouping 1")) {
      UserModeMachine.Running theirs = sink(contest.theirs.host());
      UserModeMachine.Running ours = sink(contest.ours.host());
      contest.realServers(List.of("10.9.0.1/32", "fd09::1/128"));
      List<List<UserModeServer>> servers =
          List.of(81, 82, 83, 84, 85).stream().map(contest::listen).toList();
      contest.load(conf());
      contest.awaitVerdicts(SERVICES.size());
      for (int i = 0; i < servers.size(); i++) {
        servers.get(i).forEach(UserModeServer::stop);
        String down = await(theirs, i + 1, " - DOWN");
        assertEquals(down, await(ours, i + 1, " - DOWN"));
        int ups = (int) subjects(theirs).stream().filter(each -> each.endsWith(" - UP")).count();
        servers.get(i).forEach(UserModeServer::start);
        assertEquals(await(theirs, ups + 1, " - UP"), await(ours, i + 1, " - UP"));
      }
      assertEquals(2 * SERVICES.size(), subjects(ours).size(), subjects(ours).toString());
    }
  }

  private static UserModeMachine.Running sink(UserModeHost host) {
    UserModeMachine.Running sink =
        host.start(
            UserModeMachine.java(
                List.of("-Xmx32m"), MailSink.class.getName(), Integer.toString(MAIL_PORT)));
    Await.until(PATIENCE, sink::output, () -> sink.output().contains("listens"));
    return sink;
  }

  private static List<String> subjects(UserModeMachine.Running sink) {
    return SUBJECT
        .matcher(sink.output())
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }

  /** The newest subject with this end, when there are so many. */
  private static String await(UserModeMachine.Running sink, int times, String end) {
    Await.until(
        PATIENCE,
        () -> times + " times '" + end + "' in\n" + sink.output(),
        () -> ending(sink, end).size() >= times);
    return ending(sink, end).getLast();
  }

  private static List<String> ending(UserModeMachine.Running sink, String end) {
    return subjects(sink).stream().filter(each -> each.endsWith(end)).toList();
  }
}
