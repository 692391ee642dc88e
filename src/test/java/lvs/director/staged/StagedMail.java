package lvs.director.staged;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lvs.director.port.MailDesk;
import lvs.director.port.Refusal;

/** A mail desk that writes down what it is told. */
public final class StagedMail implements MailDesk {
  public final List<String> commands = new CopyOnWriteArrayList<>();
  public volatile Health health =
      new Health(true, 2, 30, 12, 1, 0, 4, StagedDirector.STARTED_MILLIS, "", 0, "");

  @Override
  public Health health() {
    return health;
  }

  @Override
  public String test() throws Refusal {
    commands.add("test");
    return "mail.example.com:587 took it with STARTTLS";
  }

  @Override
  public void silence(Duration duration, String reason) throws Refusal {
    commands.add("silence " + duration + " " + reason);
    silent(StagedDirector.STARTED_MILLIS + duration.toMillis(), reason);
  }

  @Override
  public void speak() throws Refusal {
    commands.add("speak");
    silent(0, "");
  }

  private void silent(long until, String reason) {
    Health old = health;
    health =
        new Health(
            old.configured(),
            old.queued(),
            old.queueAgeSeconds(),
            old.sent(),
            old.failures(),
            old.dropped(),
            old.grouped(),
            old.lastSentEpochMillis(),
            old.lastError(),
            until,
            reason);
  }
}
