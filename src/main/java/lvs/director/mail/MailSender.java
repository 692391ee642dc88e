package lvs.director.mail;

import java.nio.file.Path;
import lvs.director.alert.Draft;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailSettings;
import lvs.director.port.Refusal;

/** Writes drafts as mails, keeps them on disk and brings them to a relay. Any thread may call. */
public final class MailSender implements AutoCloseable {

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
   * @param lastError what the relays said to the last try; empty when it was good
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
  public MailSender(Path folder, Pictures pictures, MailLog log) {}

  /** Called after each configuration change; without recipients or relays nothing is sent. */
  public void configure(MailSettings settings, MailPolicy policy, String routerId) {}

  /**
   * Writes the mail to disk, where it is safe when this returns. Takes as long as the picture and
   * the disk take; never as long as a relay.
   */
  public void submit(Draft draft) {}

  /**
   * Sends one mail now, past the spool. Takes as long as the relays take, which is bounded.
   *
   * @return which relay took it, and how
   * @throws Refusal with what each relay said
   */
  public String test() throws Refusal {
    throw new Refusal("not yet");
  }

  public Health health() {
    return new Health(false, 0, 0, 0, 0, 0, 0, "");
  }

  /** Sends what can be sent within a few seconds; the rest waits on disk for the next start. */
  @Override
  public void close() {}
}
