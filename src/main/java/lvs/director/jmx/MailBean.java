package lvs.director.jmx;

import java.time.Duration;
import lvs.director.port.Director;
import lvs.director.port.MailDesk;

/** Shows and commands mail. */
final class MailBean extends DescribedBean implements MailMXBean {
  private static final long LONGEST_SECONDS = Duration.ofDays(30).toSeconds();

  private final Director director;

  MailBean(Director director) {
    super(MailMXBean.class);
    this.director = director;
  }

  private MailDesk.Health health() {
    return director.mail().health();
  }

  @Override
  public int getConfigured() {
    return health().configured() ? 1 : 0;
  }

  @Override
  public int getQueued() {
    return health().queued();
  }

  @Override
  public double getQueueAgeSeconds() {
    return health().queueAgeSeconds();
  }

  @Override
  public long getSent() {
    return health().sent();
  }

  @Override
  public long getFailures() {
    return health().failures();
  }

  @Override
  public long getDropped() {
    return health().dropped();
  }

  @Override
  public long getGrouped() {
    return health().grouped();
  }

  @Override
  public long getLastSentEpochMillis() {
    return health().lastSentEpochMillis();
  }

  @Override
  public String getLastError() {
    return health().lastError();
  }

  @Override
  public int getSilenced() {
    return health().silencedUntilEpochMillis() > 0 ? 1 : 0;
  }

  @Override
  public long getSilencedUntilEpochMillis() {
    return health().silencedUntilEpochMillis();
  }

  @Override
  public String getSilenceReason() {
    return health().silenceReason();
  }

  @Override
  public String test() {
    return Commands.ask(() -> director.mail().test());
  }

  @Override
  public void silence(long seconds, String reason) {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "seconds " + seconds + " is outside 1 to " + LONGEST_SECONDS + " (30 days)");
    }
    String why = Commands.reason(reason);
    Commands.tell(() -> director.mail().silence(Duration.ofSeconds(seconds), why));
  }

  @Override
  public void speak() {
    Commands.tell(() -> director.mail().speak());
  }
}
