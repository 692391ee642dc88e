package lvs.director.mail;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lvs.director.alert.Draft;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailSettings;
import lvs.director.port.Refusal;

/** Writes drafts as mails, keeps them on disk and brings them to a relay. Any thread may call. */
public final class MailSender implements AutoCloseable {
  private final Pictures pictures;
  private final MailLog log;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Spool spool;
  private final Tally tally = new Tally();
  private final Courier courier;
  private final Object writing = new Object();
  private final Object testing = new Object();
  private volatile Setup setup = Setup.NONE;
  private Optional<LetterWriter> writer = Optional.empty();

  /**
   * How sending fares; as in {@code port.MailDesk.Health}.
   *
   * @param configured there are recipients and a relay
   * @param queued mails that wait on disk
   * @param queueAgeSeconds age of the oldest one; 0 for none
   * @param sent taken by a relay since the start
   * @param failures tries that no relay took since the start
   * @param dropped mails that the full spool had no room for since the start
   * @param lastSentEpochMillis 0 for never
   * @param lastError what the disk or the relays said to the last try; empty when it was good
   */
  public record Health(
      boolean configured,
      int queued,
      double queueAgeSeconds,
      long sent,
      long failures,
      long dropped,
      long lastSentEpochMillis,
      String lastError) {}

  /**
   * Starts no thread and opens no file.
   *
   * @param folder {@code mail} of the state folder; made when needed
   */
  public MailSender(Path folder, Pictures pictures, MailLog log) {
    this(folder, pictures, log, InstantSource.system(), ZoneId.systemDefault(), Pace.USUAL);
  }

  MailSender(
      Path folder, Pictures pictures, MailLog log, InstantSource clock, ZoneId zone, Pace pace) {
    this.pictures = pictures;
    this.log = log;
    this.clock = clock;
    this.zone = zone;
    this.spool = new Spool(new SpoolFolder(folder), log);
    this.courier = new Courier(spool, new Sessions(), tally, pace, log, clock);
  }

  /** Called after each configuration change; without recipients or relays nothing is sent. */
  public void configure(MailSettings settings, MailPolicy policy, String routerId) {
    setup = new Setup(settings, policy, routerId);
    if (setup.configured()) {
      spool.limit(policy.spoolLimit());
    }
    courier.follow(setup);
  }

  /**
   * Writes the mail to disk, where it is safe when this returns. Takes as long as the picture and
   * the disk take; never as long as a relay.
   */
  public void submit(Draft draft) {
    Setup now = setup;
    if (!now.configured()) {
      return;
    }
    synchronized (writing) {
      try (OwnLoader _ = new OwnLoader()) {
        spool.add(writer().write(draft, now, spool.lost()));
      } catch (Refusal | RuntimeException | LinkageError failed) {
        tally.failed();
        tally.lastError(String.valueOf(failed.getMessage()));
        log.warning("a mail could not be written and is lost: " + failed.getMessage());
      }
    }
    courier.hear(draft.urgency() == Draft.Urgency.PROBLEM);
  }

  private LetterWriter writer() {
    synchronized (writing) {
      if (writer.isEmpty()) {
        writer = Optional.of(new LetterWriter(pictures, log, HostName.find(), zone));
      }
      return writer.get();
    }
  }

  /**
   * Sends one mail now, past the spool. Takes as long as the relays take, which is bounded.
   *
   * @return which relay took it, and how
   * @throws Refusal with what each relay said
   */
  public String test() throws Refusal {
    Setup now = setup;
    if (!now.configured()) {
      throw new Refusal(
          "no mail is configured: write notification_email and smtp_server in global_defs");
    }
    synchronized (testing) {
      try (OwnLoader _ = new OwnLoader()) {
        return tested(now, writer().write(testDraft(now), now, 0));
      }
    }
  }

  private Draft testDraft(Setup now) {
    long millis = clock.millis();
    return new Draft(
        "test-" + millis + "-" + UUID.randomUUID(),
        List.of(),
        millis,
        Draft.Urgency.NOTE,
        "[" + now.routerId() + "] Test mail",
        List.of(
            "This mail was asked for with 'lvs-director mail test'. When it arrives, so will those"
                + " that tell of failovers and lost servers."),
        List.of(),
        List.of("lvs-director mail queue"),
        Optional.empty());
  }

  private String tested(Setup now, Letter letter) throws Refusal {
    List<String> complaints = new ArrayList<>();
    Sessions sessions = new Sessions();
    for (Relay relay : now.relays()) {
      try (RelaySession session = sessions.open(relay, new SessionLimit(now.step(), now.step()))) {
        Delivery delivery =
            session.deliver(sessions.sender(), letter.recipients(), letter.message());
        if (!delivery.taken().isEmpty()) {
          courier.hurry();
          return report(session.how(), delivery, complaints);
        }
        complaints.add("relay " + session.how() + " took it for nobody: " + refusals(delivery));
      } catch (RelayRefusal refusal) {
        complaints.add(refusal.getMessage());
      }
    }
    throw new Refusal(String.join("; ", complaints));
  }

  private static String report(String how, Delivery delivery, List<String> complaints)
      throws Refusal {
    String report = "relay " + how + " took it for " + String.join(", ", delivery.taken());
    if (!delivery.later().isEmpty() || !delivery.never().isEmpty()) {
      throw new Refusal(report + ", but not for all: " + refusals(delivery));
    }
    return complaints.isEmpty() ? report : report + "; before it: " + String.join("; ", complaints);
  }

  private static String refusals(Delivery delivery) {
    List<String> words = new ArrayList<>();
    delivery.later().forEach((who, why) -> words.add(who + ": " + why));
    delivery.never().forEach((who, why) -> words.add(who + ": " + why));
    delivery.content().ifPresent(words::add);
    return String.join("; ", words);
  }

  public Health health() {
    Spool.State waiting = spool.state();
    Tally.State done = tally.state();
    double age =
        waiting.oldestEpochMillis() == 0
            ? 0
            : Math.max(0, (clock.millis() - waiting.oldestEpochMillis()) / 1000.0);
    return new Health(
        setup.configured(),
        waiting.count(),
        age,
        done.sent(),
        done.failures(),
        waiting.dropped(),
        done.lastSentEpochMillis(),
        waiting.trouble().isEmpty() ? done.lastError() : waiting.trouble());
  }

  /** Sends what can be sent within a few seconds; the rest waits on disk for the next start. */
  @Override
  public void close() {
    courier.close();
  }

  /** Sessions as the configuration in force says. */
  private final class Sessions implements Courier.Postmaster {
    @Override
    public RelaySession open(Relay relay, SessionLimit limit) throws RelayRefusal {
      Setup now = setup;
      String hello = now.settings().helloName().orElseGet(() -> writer().host());
      return RelaySession.open(relay, hello, limit.start());
    }

    @Override
    public String sender() throws RelayRefusal {
      try {
        return writer().from(setup).getAddress();
      } catch (Refusal wrong) {
        throw new RelayRefusal(wrong.getMessage());
      }
    }
  }
}
