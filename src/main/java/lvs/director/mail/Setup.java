package lvs.director.mail;

import java.time.Duration;
import java.util.List;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailSettings;

/** What the configuration says about mail. */
record Setup(MailSettings settings, MailPolicy policy, String routerId) {
  static final Setup NONE = new Setup(MailSettings.DEFAULT, MailPolicy.DEFAULT, "");
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

  /** Longer ones are of no use, and sockets count milliseconds in 32 bits. */
  private static final Duration LONGEST_STEP = Duration.ofHours(1);

  List<Relay> relays() {
    return policy.relays(settings);
  }

  boolean configured() {
    return !settings.recipients().isEmpty() && !relays().isEmpty();
  }

  /** For each step of the dialogue. */
  Duration step() {
    Duration step = settings.connectTimeout();
    if (step.compareTo(LONGEST_STEP) > 0) {
      return LONGEST_STEP;
    }
    return step.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : step;
  }
}
