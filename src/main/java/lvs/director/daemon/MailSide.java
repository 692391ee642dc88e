package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lvs.director.alert.AlertEvent;
import lvs.director.mail.MailLog;
import lvs.director.mail.MailSender;
import lvs.director.model.Configuration;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailSettings;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.Archives;
import lvs.director.port.Director;
import lvs.director.port.MailDesk;
import lvs.director.port.PlaneNotice;
import lvs.director.port.Refusal;
import lvs.director.vrrp.VrrpNotice;

/**
 * Whom to tell: turns what happens into mails and sends them. Nothing of it is there until a
 * configuration has recipients and a relay.
 */
final class MailSide implements AutoCloseable {
  private static final int PICTURE_WIDTH = 600;
  private static final int PICTURE_HEIGHT = 160;
  private static final int EARLY_EVENTS = 10_000;

  private final Director director;
  private final Path folder;
  private final EventLog log;
  private final Desk desk = new Desk();
  private final Object beginning = new Object();
  private List<Supplier<Optional<AlertEvent>>> early = new ArrayList<>();
  private boolean missed;
  private volatile boolean decided;
  private volatile Optional<Running> running = Optional.empty();

  /** Engine and sender at work. */
  private record Running(AlertLoop alerts, MailSender sender) {}

  /**
   * @param stateFolder holds {@code mail}
   */
  MailSide(Director director, Path stateFolder, EventLog log) {
    this.director = director;
    this.folder = stateFolder.resolve("mail");
    this.log = log;
    director.listen(new Ear());
  }

  /** Called after each configuration change, one at a time. */
  void follow(Configuration configuration) {
    MailSettings mail = configuration.global().mail();
    MailPolicy policy = configuration.director().mail();
    boolean wanted = !mail.recipients().isEmpty() && !policy.relays(mail).isEmpty();
    if (running.isEmpty() && wanted) {
      begin(configuration);
    } else {
      running.ifPresent(each -> configure(each, configuration));
    }
    synchronized (beginning) {
      decided = true;
      early = List.of();
    }
  }

  private void begin(Configuration configuration) {
    MailSender sender = new MailSender(folder, this::draw, new Log());
    AlertLoop alerts =
        new AlertLoop(
            hostName(),
            folder.resolve("told"),
            new AlertViews(director),
            () -> director.drift().standing() == 0,
            sender::submit,
            director::epochMillis,
            log);
    Running begun = new Running(alerts, sender);
    alerts.start();
    configure(begun, configuration);
    synchronized (beginning) {
      if (decided || missed) {
        alerts.lookAtAll();
      }
      early.forEach(alerts::offer);
      running = Optional.of(begun);
    }
  }

  private static void configure(Running each, Configuration configuration) {
    String routerId = configuration.global().identity().routerId().orElseGet(MailSide::hostName);
    each.sender()
        .configure(configuration.global().mail(), configuration.director().mail(), routerId);
    each.alerts().offer(() -> Optional.of(new AlertEvent.Configured(configuration)));
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unknown) {
      return "localhost";
    }
  }

  /** Until the first configuration decides whether there is mail, events are only kept. */
  private void hear(Supplier<Optional<AlertEvent>> event) {
    Optional<Running> now = running;
    if (now.isPresent()) {
      now.get().alerts().offer(event);
    } else if (!decided) {
      synchronized (beginning) {
        if (!decided && running.isEmpty()) {
          keep(event);
          return;
        }
      }
      running.ifPresent(each -> each.alerts().offer(event));
    }
  }

  private void keep(Supplier<Optional<AlertEvent>> event) {
    if (early.size() < EARLY_EVENTS) {
      early.add(event);
    } else {
      missed = true;
    }
  }

  private Optional<byte[]> draw(String archive, String topic, long from, long to) throws Refusal {
    Archives archives = director.archives();
    if (archives.archive(archive).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        archives.draw(
            new Archives.Drawing(archive, topic, from, to, PICTURE_WIDTH, PICTURE_HEIGHT, false)));
  }

  MailDesk desk() {
    return desk;
  }

  /** Sends what can be sent within a few seconds; the rest waits on disk for the next start. */
  @Override
  public void close() {
    running.ifPresent(
        each -> {
          each.alerts().close();
          each.sender().close();
        });
  }

  private final class Ear implements Director.NoticeListener {
    @Override
    public void notice(long sequence, long epochMillis, Notice notice) {
      hear(() -> AlertEvents.of(notice));
    }

    @Override
    public void notice(long sequence, long epochMillis, VrrpNotice notice) {
      hear(() -> AlertEvents.of(notice));
    }

    @Override
    public void notice(long sequence, long epochMillis, PlaneNotice notice) {
      hear(() -> AlertEvents.of(notice));
    }
  }

  private final class Log implements MailLog {
    @Override
    public void info(String line) {
      log.info(line);
    }

    @Override
    public void warning(String line) {
      log.warning(line);
    }
  }

  private final class Desk implements MailDesk {
    private static final Duration LONGEST_SILENCE = Duration.ofDays(30);

    @Override
    public Health health() {
      return running.map(Desk::health).orElse(Health.NONE);
    }

    private static Health health(Running each) {
      MailSender.Health mails = each.sender().health();
      AlertLoop.Standing standing = each.alerts().standing();
      String defect = each.alerts().defect();
      return new Health(
          mails.configured(),
          mails.queued(),
          mails.queueAgeSeconds(),
          mails.sent(),
          mails.failures(),
          mails.dropped(),
          standing.grouped(),
          mails.lastSentEpochMillis(),
          defect.isEmpty() ? mails.lastError() : defect,
          standing.silencedUntilEpochMillis(),
          standing.silenceReason());
    }

    private Running running() throws Refusal {
      Optional<Running> now = running.filter(each -> each.sender().health().configured());
      if (now.isEmpty()) {
        MailDesk.NONE.speak();
      }
      return now.orElseThrow();
    }

    @Override
    public String test() throws Refusal {
      return running().sender().test();
    }

    @Override
    public void silence(Duration duration, String reason) throws Refusal {
      if (duration.compareTo(Duration.ofSeconds(1)) < 0
          || duration.compareTo(LONGEST_SILENCE) > 0) {
        throw new Refusal("a silence lasts from a second to 30 days");
      }
      running().alerts().ask(new AlertEvent.Silence(duration, reason));
    }

    @Override
    public void speak() throws Refusal {
      running().alerts().ask(new AlertEvent.Speak());
    }
  }
}
