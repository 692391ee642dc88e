package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.RuntimeMBeanException;
import lvs.director.port.MailDesk;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bean shows what the mail desk says, and tells it what operators want. */
class MailBeanTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final StagedDirector director = new StagedDirector();
  private final StagedMail mail = new StagedMail();
  private BeanRegistry registry;

  @BeforeEach
  void start() {
    director.mail = mail;
    registry = new BeanRegistry(director, server);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Object invoke(String operation, Object... arguments) throws Exception {
    String[] types =
        arguments.length == 0 ? new String[0] : new String[] {"long", "java.lang.String"};
    return server.invoke(BeanNames.mail(), operation, arguments, types);
  }

  private Map<String, Object> attributes() throws Exception {
    Map<String, Object> all = new TreeMap<>();
    for (var each : server.getMBeanInfo(BeanNames.mail()).getAttributes()) {
      Attribute attribute =
          new Attribute(each.getName(), server.getAttribute(BeanNames.mail(), each.getName()));
      all.put(attribute.getName(), attribute.getValue());
    }
    return all;
  }

  @Test
  void everyNumberOfTheDeskIsAnAttribute() throws Exception {
    mail.health =
        new MailDesk.Health(true, 2, 30.5, 12, 1, 3, 4, 1_700_000_000_000L, "no", 99_000, "why");
    assertEquals(
        Map.ofEntries(
            Map.entry("Configured", 1),
            Map.entry("Queued", 2),
            Map.entry("QueueAgeSeconds", 30.5),
            Map.entry("Sent", 12L),
            Map.entry("Failures", 1L),
            Map.entry("Dropped", 3L),
            Map.entry("Grouped", 4L),
            Map.entry("LastSentEpochMillis", 1_700_000_000_000L),
            Map.entry("LastError", "no"),
            Map.entry("Silenced", 1),
            Map.entry("SilencedUntilEpochMillis", 99_000L),
            Map.entry("SilenceReason", "why")),
        attributes());
  }

  @Test
  void operatorsTestSilenceAndLetSpeak() throws Exception {
    assertTrue(invoke("test").toString().contains("took it"));
    invoke("silence", 3600L, " new switches ");
    assertEquals(1, server.getAttribute(BeanNames.mail(), "Silenced"));
    invoke("speak");
    assertEquals(0, server.getAttribute(BeanNames.mail(), "Silenced"));
    assertEquals(List.of("test", "silence PT1H new switches", "speak"), mail.commands);
  }

  @Test
  void whatIsOutOfRangeOrRefusedIsSaid() {
    for (long seconds : new long[] {Long.MIN_VALUE, -1, 0, 2_592_001, Long.MAX_VALUE}) {
      assertTrue(refusal("silence", seconds, "").contains("outside 1 to 2592000"));
    }
    assertTrue(refusal("silence", 60L, "two\nlines").contains("one line"));
    assertEquals(List.of(), mail.commands);
    director.mail = MailDesk.NONE;
    assertTrue(refusal("test").contains("write notification_email"));
    assertTrue(refusal("speak").contains("write notification_email"));
  }

  private String refusal(String operation, Object... arguments) {
    return assertThrows(RuntimeMBeanException.class, () -> invoke(operation, arguments))
        .getCause()
        .getMessage();
  }
}
