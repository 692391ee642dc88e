package lvs.director.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** Senders that wait less between tries than usual. */
final class Senders {
  static final Pace QUICK = pace(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofDays(1));

  private Senders() {}

  static Pace pace(Duration shortest, Duration longest, Duration patience) {
    return new Pace(shortest, longest, patience, Duration.ZERO);
  }

  static MailSender quick(Path folder, MailLog log) {
    return quick(folder, log, (_, _, _, _) -> Optional.empty());
  }

  static MailSender quick(Path folder, MailLog log, Pictures pictures) {
    return of(folder, log, pictures, QUICK);
  }

  static MailSender of(Path folder, MailLog log, Pace pace) {
    return of(folder, log, (_, _, _, _) -> Optional.empty(), pace);
  }

  private static MailSender of(Path folder, MailLog log, Pictures pictures, Pace pace) {
    return new MailSender(
        folder, pictures, log, InstantSource.system(), ZoneOffset.ofHours(2), pace);
  }
}
