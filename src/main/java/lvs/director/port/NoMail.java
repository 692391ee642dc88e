package lvs.director.port;

import java.time.Duration;

/** {@link MailDesk#NONE}. */
final class NoMail implements MailDesk {
  private static final String WHY =
      "no mail is configured: write notification_email and smtp_server in global_defs";

  @Override
  public Health health() {
    return Health.NONE;
  }

  @Override
  public String test() throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public void silence(Duration duration, String reason) throws Refusal {
    throw new Refusal(WHY);
  }

  @Override
  public void speak() throws Refusal {
    throw new Refusal(WHY);
  }
}
