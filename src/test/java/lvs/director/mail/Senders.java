package lvs.director.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** Senders that wait less between tries than usual. */
final class Senders {
  static final Pace QUICK =
      new Pace(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofDays(1));

  private Senders() {}

  static MailSender quick(Path folder, MailLog log) {
    return quick(folder, log, (_, _, _, _) -> Optional.empty());
  }

  static MailSender quick(Path folder, MailLog log, Pictures pictures) {
    return new MailSender(
        folder, pictures, log, InstantSource.system(), ZoneOffset.ofHours(2), QUICK);
  }
}
