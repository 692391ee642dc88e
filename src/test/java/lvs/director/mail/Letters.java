package lvs.director.mail;

import java.time.ZoneOffset;
import java.util.Optional;

/** Writers of letters for tests. */
final class Letters {
  private Letters() {}

  static LetterWriter writer(MailLog log) {
    return writer(log, (_, _, _, _) -> Optional.of(TestPicture.png()));
  }

  static LetterWriter writer(MailLog log, Pictures pictures) {
    return new LetterWriter(pictures, log, "lvs1.example.org", ZoneOffset.ofHours(2));
  }
}
